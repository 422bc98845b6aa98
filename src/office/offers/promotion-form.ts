/** A promotion as the form holds it: as typed. Pure. */
import type { Writing } from '../../../core/domain/check-words.ts'
import type { PromotionId } from '../../../core/domain/ids.ts'
import type { Minor, Ppm } from '../../../core/domain/money.ts'
import type { Offer, Promotion, Scope } from '../../../core/domain/promotion.ts'
import type { Patch } from '../../../core/journal/settings.ts'
import type { Result } from '../../../core/result.ts'
import {
  amountText,
  differences,
  type FieldProblems,
  ProblemList,
  readCount,
  readName,
  readPrice,
  readSomeShare,
  shareText,
} from '../typed.ts'
import { ALWAYS, readWindow, type WindowForm, windowFormOf } from './window-form.ts'

export interface PromotionForm {
  readonly name: string
  readonly kind: Offer['kind']
  readonly count: string
  readonly pay: string
  readonly price: string
  readonly percent: string
  readonly amount: string
  readonly scope: Scope
  readonly window: WindowForm
}

export interface PromotionContext extends Writing {
  readonly zone: string
  /** null: a new one. */
  readonly promotion: Promotion | null
  readonly promotions: readonly Promotion[]
}

export function promotionFormOf({ promotion, zone, ...writing }: PromotionContext): PromotionForm {
  const offer = promotion?.offer ?? { kind: 'n-for-m', count: 3, pay: 2 }
  return {
    name: promotion?.name ?? '',
    kind: offer.kind,
    count: 'count' in offer ? String(offer.count) : '3',
    pay: offer.kind === 'n-for-m' ? String(offer.pay) : '2',
    price: offer.kind === 'n-for-price' ? amountText(offer.priceMinor, writing) : '',
    percent: offer.kind === 'percent' ? shareText(offer.ppm, writing.locale) : '',
    amount: offer.kind === 'amount-each' ? amountText(offer.amountMinor, writing) : '',
    scope: promotion?.scope ?? { products: [], categories: [] },
    window: windowFormOf(promotion?.window ?? ALWAYS, zone),
  }
}

/** The promotion that the form describes, its name filled in where there is none yet; or what is wrong. */
export function readPromotion(
  form: PromotionForm,
  context: PromotionContext,
): Result<Omit<Promotion, 'id'>, FieldProblems> {
  const { promotion, promotions, zone } = context
  const problems = new ProblemList()
  const name = problems.take('name', readName(form.name, 100)) ?? ''
  const isTaken = promotions.some(
    (other) => other.id !== promotion?.id && other.name.toLowerCase() === name.toLowerCase(),
  )
  if (isTaken) problems.add('name', 'Another promotion has this name: give it one of its own.')
  const offer = readOffer(form, context, problems)
  const window = readWindow(form.window, { zone, opened: promotion?.window ?? ALWAYS }, problems)
  const { scope } = form
  return problems.conclude({ name, offer, scope, window, active: promotion?.active ?? true })
}

/** A group has at least two pieces; what the journal keeps is at most so many. */
const PIECES = { min: 2, max: 1000 }

function readOffer(form: PromotionForm, writing: Writing, problems: ProblemList): Offer {
  const { kind } = form
  if (kind === 'percent') {
    const ppm = problems.take('percent', readSomeShare(form.percent))
    return { kind, ppm: ppm ?? (0 as Ppm) }
  }
  if (kind === 'amount-each') {
    const amountMinor = problems.take('amount', readPrice(form.amount, writing))
    return { kind, amountMinor: amountMinor ?? (0 as Minor) }
  }
  const count = problems.take('count', readCount(form.count, PIECES)) ?? PIECES.min
  if (kind === 'n-for-price') {
    const priceMinor = problems.take('price', readPrice(form.price, writing))
    return { kind, count, priceMinor: priceMinor ?? (0 as Minor) }
  }
  const pay = problems.take('pay', readCount(form.pay, { min: 1, max: PIECES.max })) ?? 1
  if (pay >= count) problems.add('pay', `Fewer than ${count} are paid, or it takes nothing off.`)
  return { kind, count, pay }
}

/** What saving writes. */
export function planPromotion(
  form: PromotionForm,
  context: PromotionContext & { readonly newId: () => string },
): Result<readonly Patch[], FieldProblems> {
  const read = readPromotion(form, context)
  if (!read.ok) return read
  const { promotion, newId } = context
  const { products, categories } = read.value.scope
  const wanted = {
    ...read.value,
    scope: { products: [...products], categories: [...categories] },
    window: { ...read.value.window, days: [...read.value.window.days] as (0 | 1 | 2 | 3 | 4 | 5 | 6)[] },
  }
  const fields = promotion ? differences(wanted, promotion) : wanted
  const id = promotion?.id ?? (newId() as PromotionId)
  const patch: Patch = { record: 'promotion', id, fields }
  return { ok: true, value: Object.keys(fields).length === 0 ? [] : [patch] }
}
