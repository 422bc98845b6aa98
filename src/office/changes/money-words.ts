/** Settings about money in words: offers, rounding, tips, kinds of products, payees. Pure. */
import type { CashRounding } from '../../../core/domain/cash-rounding.ts'
import type { EmbeddedCode } from '../../../core/domain/embedded-code.ts'
import { formatRate } from '../../../core/domain/format.ts'
import type { Minor, Ppm } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { Offer, Scope, Window } from '../../../core/domain/promotion.ts'
import type { RecordKind } from '../../../core/journal/settings.ts'
import { schemeForm } from '../../../core/payment-codes/schemes.ts'
import { embeddedPicture } from '../location/embedded-form.ts'
import { type OfferWriting, offerWords, scopeWords, windowWords } from '../offers/offer-words.ts'

export interface MoneyWriting {
  readonly locale: string
  readonly currency: string
  readonly zone: string
  /** The present name of a record; null where it has none. */
  readonly nameOf: (record: RecordKind, id: string) => string | null
}

export const MONEY_LABELS: Readonly<Record<string, string>> = {
  ...{ taxRounding: 'Tax is rounded', taxHalves: 'Halves of tax go', takeAway: 'Rate when taken away' },
  ...{ cashRounding: 'Cash is rounded', tips: 'Tips', tipPresets: 'Shares offered as a tip' },
  ...{ discountRule: 'When several discounts fit', discountLimit: 'A cashier gives up to' },
  ...{ voucherOfflineMinor: 'Of one voucher while cut off', embeddedCodes: 'Labels of scales' },
  ...{ receiptLanguage: 'Language of receipts', unit: 'Sold by', kind: 'Kind', deposit: 'Deposit' },
  ...{ voucherPurpose: 'Gift card buys', voucherMonths: 'Months valid' },
  ...{ offer: 'Gives', scope: 'On', window: 'When', active: 'On or off' },
  ...{ code: 'Code', amountMinor: 'Amount off', minimumMinor: 'Goods for at least', uses: 'Times in all' },
  ...{ limitMinor: 'May owe up to', note: 'Note' },
  ...{ scheme: 'Kind of code', account: 'Account', bic: 'Bank', street: 'Street' },
  ...{ postalCode: 'Postal code', city: 'Place' },
}

/** What words a value of a field has; null for a field that is not about money, or that has none of its own. */
export function moneyWords(field: string, value: unknown, writing: MoneyWriting): string | null {
  const known = CHOICES[field]?.[String(value)]
  if (known !== undefined) return known
  return value === null ? null : (WORDS[field]?.(value as never, writing) ?? null)
}

const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  taxRounding: {
    'per-rate': 'once for each rate',
    'per-line': 'for each line',
    'per-receipt': 'once for the whole receipt',
  },
  taxHalves: { up: 'up', even: 'to the even neighbour' },
  tips: { none: 'off', pool: 'for all together', cashier: 'for whoever sells' },
  discountRule: { best: 'the best one', stack: 'all of them' },
  kind: { goods: 'goods', deposit: 'deposit', voucher: 'gift card' },
  voucherPurpose: { multi: 'anything', single: 'goods of one tax rate' },
  active: { true: 'on', false: 'off' },
  receiptLanguage: { '': 'the till’s own' },
  voucherMonths: { null: 'no end' },
  uses: { null: 'any number' },
  cashRounding: { null: 'to no coin' },
  deposit: { null: 'none' },
  takeAway: { null: 'the same' },
}

type Words = Readonly<Record<string, (value: never, writing: MoneyWriting) => string>>

const amount = (value: Minor, { currency, locale }: MoneyWriting) => formatMoney(value, currency, locale)

const WORDS: Words = {
  amountMinor: amount,
  minimumMinor: amount,
  limitMinor: amount,
  voucherOfflineMinor: amount,
  discountLimit: (ppm: Ppm, { locale }) => formatRate(ppm, locale),
  tipPresets: (shares: readonly Ppm[], { locale }) =>
    shares.map((ppm) => formatRate(ppm, locale)).join(', ') || 'none',
  cashRounding: ({ incrementMinor, ties }: CashRounding, writing) =>
    `to multiples of ${amount(incrementMinor, writing)}, ${TIE_WORDS[ties]}`,
  embeddedCodes: (codes: readonly EmbeddedCode[]) =>
    codes.map((code) => `${embeddedPicture(code)} (${code.value})`).join(', ') || 'none',
  deposit: (id: string, { nameOf }) => nameOf('product', id) || 'a product without a name',
  takeAway: (id: string, { nameOf }) => nameOf('tax-rate', id) || 'a rate without a name',
  scheme: (scheme: string) => schemeForm(scheme)?.label ?? scheme,
  receiptLanguage: languageName,
  offer: (offer: Offer, writing) => offerWords(offer, writing),
  scope: (scope: Scope, writing) => scopeWords(scope, namesOf(writing)),
  window: (window: Window, writing) => windowWords(window, namesOf(writing)) || 'always',
}

/** "German"; a tag that is none stays as it is. */
function languageName(tag: string, { locale }: MoneyWriting): string {
  const isTag = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag)
  return (isTag && new Intl.DisplayNames([locale], { type: 'language' }).of(tag)) || tag
}

const TIE_WORDS: Readonly<Record<CashRounding['ties'], string>> = {
  up: 'a half goes up',
  down: 'a half goes down',
  cut: 'always down',
}

const namesOf = ({ nameOf, ...writing }: MoneyWriting): OfferWriting => ({
  ...writing,
  product: (id) => nameOf('product', id),
  category: (id) => nameOf('category', id),
})
