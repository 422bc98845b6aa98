/** A coupon as the form holds it: as typed. Pure. */
import type { Writing } from '../../../core/domain/check-words.ts'
import { couponKey } from '../../../core/domain/coupon-check.ts'
import type { CouponId } from '../../../core/domain/ids.ts'
import { ZERO } from '../../../core/domain/money.ts'
import type { Coupon, Scope } from '../../../core/domain/promotion.ts'
import { newVoucherCode } from '../../../core/domain/voucher-code.ts'
import type { Patch } from '../../../core/journal/settings.ts'
import type { Result } from '../../../core/result.ts'
import {
  amountText,
  differences,
  type FieldProblems,
  ProblemList,
  readAmount,
  readCount,
  readPrice,
  readSomeShare,
  shareText,
} from '../typed.ts'
import { ALWAYS, readWindow, type WindowForm, windowFormOf } from './window-form.ts'

export interface CouponForm {
  readonly code: string
  readonly name: string
  readonly kind: 'percent' | 'amount'
  readonly percent: string
  readonly amount: string
  /** Empty: none. */
  readonly minimum: string
  readonly limit: 'any' | 'once' | 'count'
  readonly uses: string
  readonly scope: Scope
  readonly window: WindowForm
}

export interface CouponContext extends Writing {
  readonly zone: string
  /** null: a new one. */
  readonly coupon: Coupon | null
  readonly coupons: readonly Coupon[]
}

export function couponFormOf({ coupon, zone, ...writing }: CouponContext): CouponForm {
  const { uses = null, minimumMinor = ZERO } = coupon ?? {}
  return {
    code: coupon?.code ?? '',
    name: coupon?.name ?? '',
    kind: coupon?.amountMinor == null ? 'percent' : 'amount',
    percent: shareText(coupon?.ppm ?? null, writing.locale),
    amount: amountText(coupon?.amountMinor ?? null, writing),
    minimum: minimumMinor === 0 ? '' : amountText(minimumMinor, writing),
    limit: uses === null ? 'any' : uses === 1 ? 'once' : 'count',
    uses: uses === null ? '' : String(uses),
    scope: coupon?.scope ?? { products: [], categories: [] },
    window: windowFormOf(coupon?.window ?? ALWAYS, zone),
  }
}

/** A code that nobody guesses and no two characters of which look alike. */
export const madeUpCode = (randomBytes: (count: number) => Uint8Array): string =>
  newVoucherCode(randomBytes).slice(0, 8)

/** The coupon that the form describes; or what is wrong. */
export function readCoupon(
  form: CouponForm,
  context: CouponContext,
): Result<Omit<Coupon, 'id'>, FieldProblems> {
  const { coupon, zone } = context
  const problems = new ProblemList()
  const code = readCode(form.code, context, problems)
  const name = form.name.trim()
  if (name.length > 100) problems.add('name', 'Shorten the name to 100 characters.')
  const isShare = form.kind === 'percent'
  const ppm = isShare ? problems.take('percent', readSomeShare(form.percent)) : null
  const amountMinor = isShare ? null : problems.take('amount', readPrice(form.amount, context))
  const minimumMinor =
    form.minimum.trim() === '' ? ZERO : (problems.take('minimum', readAmount(form.minimum, context)) ?? ZERO)
  const uses = readUses(form, problems)
  const window = readWindow(form.window, { zone, opened: coupon?.window ?? ALWAYS }, problems)
  const { scope } = form
  const active = coupon?.active ?? true
  return problems.conclude({
    ...{ code, name: name || code, ppm, amountMinor, minimumMinor, uses, scope, window, active },
  })
}

function readCode(text: string, { coupon, coupons }: CouponContext, problems: ProblemList): string {
  const code = couponKey(text)
  if (code === '' || code.length > 40)
    problems.add('code', 'Write a code of up to 40 characters, or make one up.')
  else if (/\p{Cc}/u.test(code)) problems.add('code', 'Take out what cannot be typed at a till.')
  else if (coupons.some((other) => other.id !== coupon?.id && couponKey(other.code) === code))
    problems.add('code', 'Another coupon has this code: a till could not tell them apart.')
  return code
}

function readUses({ limit, uses }: CouponForm, problems: ProblemList): number | null {
  if (limit === 'any') return null
  if (limit === 'once') return 1
  return problems.take('uses', readCount(uses, { min: 1, max: 1_000_000 }))
}

/** What saving writes. A share and an amount are written together, so that a coupon never has both. */
export function planCoupon(
  form: CouponForm,
  context: CouponContext & { readonly newId: () => string },
): Result<readonly Patch[], FieldProblems> {
  const read = readCoupon(form, context)
  if (!read.ok) return read
  const { coupon, newId } = context
  const { products, categories } = read.value.scope
  const wanted = {
    ...read.value,
    scope: { products: [...products], categories: [...categories] },
    window: { ...read.value.window, days: [...read.value.window.days] as (0 | 1 | 2 | 3 | 4 | 5 | 6)[] },
  }
  const differing = coupon ? differences(wanted, coupon) : wanted
  const { ppm, amountMinor } = wanted
  const fields =
    'ppm' in differing || 'amountMinor' in differing ? { ...differing, ppm, amountMinor } : differing
  const patch: Patch = { record: 'coupon', id: coupon?.id ?? (newId() as CouponId), fields }
  return { ok: true, value: Object.keys(fields).length === 0 ? [] : [patch] }
}
