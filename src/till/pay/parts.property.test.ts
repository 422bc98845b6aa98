import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cart } from '../../../core/domain/cart.ts'
import { type CashRounding, TIES } from '../../../core/domain/cash-rounding.ts'
import type { TenderId } from '../../../core/domain/ids.ts'
import { type Minor, sum, toMinor } from '../../../core/domain/money.ts'
import { type PricedCart, type PriceRules, priceCart } from '../../../core/domain/price-cart.ts'
import { completeSale } from '../../../core/domain/sale.ts'
import { saleFlaws } from '../../../core/domain/sale-flaws.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { PROPERTY_RUNS, PROPERTY_TIMEOUT } from '../../../test/support/property-runs.ts'
import { anyCart, anyRules, soldAt } from '../../../test/support/random-carts.ts'
import {
  cashPartOf,
  firstShare,
  leftOf,
  lineDues,
  type Part,
  paidLines,
  partOfLines,
  partsOf,
} from './parts.ts'

/** How one part is cut, and whether coins pay it. */
interface Step {
  readonly by: 'share' | 'equal' | 'lines' | 'rest'
  readonly figure: number
  readonly isCash: boolean
}

const step: fc.Arbitrary<Step> = fc.record({
  by: fc.constantFrom('share', 'equal', 'lines', 'rest'),
  figure: fc.integer({ min: 1, max: 99 }),
  isCash: fc.boolean(),
})

const rounding: fc.Arbitrary<CashRounding | null> = fc.option(
  fc.record({
    incrementMinor: fc.constantFrom(1, 5, 10, 50, 100).map(toMinor),
    ties: fc.constantFrom(...TIES),
  }),
)

function cutPart(priced: PricedCart, { by, figure }: Step): Part {
  const leftMinor = leftOf(priced)
  if (by === 'share') return { amountMinor: toMinor(Math.trunc((leftMinor * figure) / 100)) }
  if (by === 'equal') return { amountMinor: firstShare(leftMinor, (figure % 19) + 2) }
  const open = priced.lines.flatMap((_, index) => (paidLines(partsOf(priced)).has(index) ? [] : [index]))
  if (by === 'lines' && open.length > 0) return partOfLines(priced, open.slice(0, (figure % open.length) + 1))
  return { amountMinor: leftMinor }
}

function tenderOf({ isCash }: Step, amountMinor: Minor, number: number): Tender {
  const part = { id: `t${number}` as TenderId, amountMinor }
  if (!isCash) return { ...part, kind: 'card', last4: '', reference: '' }
  return {
    ...part,
    kind: 'cash',
    tenderedMinor: toMinor(Math.max(0, amountMinor)),
    changeMinor: toMinor(Math.max(0, -amountMinor)),
  }
}

/** Pays by the steps, and what is left behind them by card, as the sheet would. */
function pay(
  cart: Cart,
  rules: PriceRules,
  steps: readonly Step[],
  coins: CashRounding | null,
): readonly Tender[] {
  const tenders: Tender[] = []
  for (const one of [...steps, { by: 'rest', figure: 1, isCash: false } as const]) {
    const priced = priceCart({ ...cart, tenders }, rules)
    const leftMinor = leftOf(priced)
    if (leftMinor === 0) break
    const part = cutPart(priced, one)
    const { amountMinor, closes } = one.isCash
      ? cashPartOf(part, leftMinor, coins)
      : { amountMinor: part.amountMinor, closes: part.amountMinor === leftMinor }
    if (amountMinor !== 0 || closes) tenders.push(tenderOf(one, amountMinor, tenders.length))
    if (closes) break
  }
  return tenders
}

describe('M27: parts of a payment', () => {
  test(
    'any sequence of parts sums to the total and its rounding, which is below the smallest coin and on cash only',
    () => {
      fc.assert(
        fc.property(
          anyCart,
          anyRules,
          fc.array(step, { maxLength: 6 }),
          rounding,
          (built, rules, steps, coins) => {
            const cart = soldAt(rules.taxMode, built)
            const tenders = pay(cart, rules, steps, coins)
            const priced = priceCart({ ...cart, tenders }, rules)
            const { totalMinor } = priced.totals
            const roundingMinor = sum(tenders.map(({ amountMinor }) => amountMinor)) - totalMinor
            expect(Math.abs(roundingMinor)).toBeLessThan(Math.max(1, coins?.incrementMinor ?? 1))
            if (roundingMinor !== 0) expect(tenders.at(-1)?.kind).toBe('cash')
            for (const { amountMinor } of tenders)
              expect(amountMinor * Math.sign(totalMinor)).toBeGreaterThanOrEqual(0)
            const sale = completeSale(priced, { receipt: 'A-1', currency: 'EUR', tenders })
            expect(saleFlaws(sale)).toEqual([])
          },
        ),
        { numRuns: PROPERTY_RUNS },
      )
    },
    PROPERTY_TIMEOUT,
  )

  test(
    'what the lines come to is the total, and equal shares differ by one minor unit at most',
    () => {
      fc.assert(
        fc.property(anyCart, anyRules, fc.integer({ min: 2, max: 20 }), (cart, rules, count) => {
          const priced = priceCart(cart, rules)
          expect(sum(lineDues(priced))).toBe(priced.totals.totalMinor)
          let leftMinor = priced.totals.totalMinor
          const shares: number[] = []
          for (let open = count; open > 0; open--) {
            const shareMinor = firstShare(leftMinor, open)
            shares.push(shareMinor)
            leftMinor = toMinor(leftMinor - shareMinor)
          }
          expect(leftMinor).toBe(0)
          expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
        }),
        { numRuns: PROPERTY_RUNS },
      )
    },
    PROPERTY_TIMEOUT,
  )
})
