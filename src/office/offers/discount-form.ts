/** How discounts meet, and what a cashier gives alone: as the form holds it. Pure. */
import type { Location } from '../../../core/domain/location.ts'
import type { DiscountRule } from '../../../core/domain/promotion.ts'
import type { Patch } from '../../../core/journal/settings.ts'
import type { Result } from '../../../core/result.ts'
import { differences, type FieldProblems, ProblemList, readShare, shareText } from '../typed.ts'

export interface DiscountForm {
  readonly rule: DiscountRule
  /** Per cent, as typed. */
  readonly limit: string
}

export const discountFormOf = (location: Location, locale: string): DiscountForm => ({
  rule: location.discountRule,
  limit: shareText(location.discountLimit, locale),
})

/** What saving writes. */
export function planDiscounts(
  { rule, limit }: DiscountForm,
  location: Location,
): Result<readonly Patch[], FieldProblems> {
  const problems = new ProblemList()
  const discountLimit = problems.take('limit', readShare(limit)) ?? location.discountLimit
  const fields = differences({ discountRule: rule, discountLimit }, location)
  const patch: Patch = { record: 'location', id: location.id, fields }
  return problems.conclude(Object.keys(fields).length === 0 ? [] : [patch])
}
