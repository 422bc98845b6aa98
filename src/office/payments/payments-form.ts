/** Cash, tips and vouchers as the screen holds them: as typed. Pure. */
import { type CashRounding, roundCash, usualCashRounding } from '../../../core/domain/cash-rounding.ts'
import type { Writing } from '../../../core/domain/check-words.ts'
import { coinsOf, isCoin } from '../../../core/domain/coins.ts'
import { minorPerMajor } from '../../../core/domain/currency.ts'
import type { Location } from '../../../core/domain/location.ts'
import { add, type Minor, type Ppm, scaleRounded, toMinor, ZERO } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { Patch } from '../../../core/journal/settings.ts'
import type { Result } from '../../../core/result.ts'
import {
  amountText,
  differences,
  type FieldProblems,
  ProblemList,
  readAmount,
  readPrice,
  readSomeShare,
  shareText,
} from '../typed.ts'

export interface PaymentsForm {
  /** `usual` only where the currency has a usual rounding. */
  readonly cash: 'usual' | 'none' | 'own'
  readonly increment: string
  readonly ties: CashRounding['ties']
  readonly tips: Location['tips']
  /** Per cent, as typed. */
  readonly presets: readonly string[]
  readonly voucherOffline: string
}

/** As many as one record holds. */
export const MOST_PRESETS = 6

export function paymentsFormOf(location: Location, locale: string): PaymentsForm {
  const { currency, country, cashRounding, tips, tipPresets, voucherOfflineMinor } = location
  const writing = { currency, locale }
  const usual = usualCashRounding(currency, country)
  return {
    cash: cashRounding === null ? 'none' : isSame(cashRounding, usual) ? 'usual' : 'own',
    increment: amountText(cashRounding?.incrementMinor ?? null, writing),
    ties: cashRounding?.ties ?? 'up',
    tips,
    presets: tipPresets.map((ppm) => shareText(ppm, locale)),
    voucherOffline: amountText(voucherOfflineMinor, writing),
  }
}

const isSame = (a: CashRounding | null, b: CashRounding | null) => JSON.stringify(a) === JSON.stringify(b)

/** What saving writes, with only what differs; or which field is wrong and how to mend it. */
export function planPayments(
  form: PaymentsForm,
  location: Location,
  locale: string,
): Result<readonly Patch[], FieldProblems> {
  const problems = new ProblemList()
  const writing = { currency: location.currency, locale }
  const cashRounding = readCash(form, { ...writing, country: location.country }, problems)
  const tipPresets = form.presets.map((text, index) =>
    readPreset(text, form.presets.slice(0, index), { index, problems }),
  )
  const voucherOfflineMinor =
    problems.take('voucherOffline', readAmount(form.voucherOffline, writing)) ?? ZERO
  const wanted = { cashRounding, tips: form.tips, tipPresets, voucherOfflineMinor }
  const fields = differences(wanted, location)
  const patch: Patch = { record: 'location', id: location.id, fields }
  return problems.conclude(Object.keys(fields).length === 0 ? [] : [patch])
}

/** The rounding that the form describes; null: none. */
export function readCash(
  { cash, increment, ties }: Pick<PaymentsForm, 'cash' | 'increment' | 'ties'>,
  { country, ...writing }: Writing & { readonly country: string },
  problems: ProblemList,
): CashRounding | null {
  if (cash === 'none') return null
  if (cash === 'usual') return usualCashRounding(writing.currency, country)
  const incrementMinor = problems.take('increment', readPrice(increment, writing))
  if (incrementMinor === null) return null
  if (incrementMinor === 1)
    problems.add('increment', 'That rounds nothing: write the smallest coin that there is.')
  else if (!isCoin(writing.currency, incrementMinor))
    problems.add('increment', noCoinWords(incrementMinor, writing))
  return { incrementMinor, ties }
}

/** Names the coins on either side of what was typed. */
function noCoinWords(incrementMinor: Minor, { currency, locale }: Writing): string {
  const coins = coinsOf(currency)
  const near = [coins.findLast((coin) => coin < incrementMinor), coins.find((coin) => coin > incrementMinor)]
  const words = near.flatMap((coin) => (coin === undefined ? [] : [formatMoney(coin, currency, locale)]))
  return `That is no coin or note to which cash is rounded: write ${words.join(' or ')}.`
}

function readPreset(
  text: string,
  before: readonly string[],
  { index, problems }: { readonly index: number; readonly problems: ProblemList },
): Ppm {
  const field = `preset-${index}`
  const ppm = problems.take(field, readSomeShare(text))
  const isTwice = before.some((other) => {
    const read = readSomeShare(other)
    return read.ok && read.value === ppm
  })
  if (ppm !== null && isTwice) problems.add(field, 'This share is there already.')
  return ppm ?? (0 as Ppm)
}

/** Amounts about twelve major units and what is paid for them in cash: below a half, the half, above it. */
export function roundingSamples(
  rounding: CashRounding,
  currency: string,
): readonly (readonly [exact: Minor, paid: Minor])[] {
  const { incrementMinor } = rounding
  const whole = roundCash(toMinor(12 * minorPerMajor(currency)), rounding)
  const parts = [
    scaleRounded(incrementMinor, 1, 3),
    scaleRounded(incrementMinor, 1, 2),
    scaleRounded(incrementMinor, 2, 3),
  ]
  return [...new Set(parts)].map((part) => {
    const exact = add(whole, toMinor(part))
    return [exact, roundCash(exact, rounding)]
  })
}
