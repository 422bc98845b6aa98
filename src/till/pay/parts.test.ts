import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyCart } from '../../../core/domain/cart.ts'
import type { CashRounding } from '../../../core/domain/cash-rounding.ts'
import type { SaleId, TaxRateId, TenderId } from '../../../core/domain/ids.ts'
import { ONE_PIECE, type Ppm, sum, toMinor } from '../../../core/domain/money.ts'
import { type PricedCart, plainRules, priceCart } from '../../../core/domain/price-cart.ts'
import type { TaxMode } from '../../../core/domain/tax.ts'
import { cashTender, type Tender } from '../../../core/domain/tender.ts'
import {
  cashPartOf,
  changeToRecall,
  firstShare,
  leftOf,
  lineDues,
  nextCashId,
  nextTransferId,
  type Part,
  paidLines,
  partOfLines,
  partsOf,
} from './parts.ts'

const SALE = 'sale-1' as SaleId
const FRANCS: CashRounding = { incrementMinor: toMinor(5), ties: 'up' }

function cartOf(
  prices: readonly number[],
  mode: TaxMode = 'inclusive',
  rates: readonly number[] = [190_000],
) {
  const lines = prices.map((price, index) => {
    const ppm = rates[index % rates.length] ?? 0
    return {
      key: `line-${index}`,
      ...{ product: null, variant: null, name: `Line ${index}`, variantName: '', sku: null, note: '' },
      ...{ quantity: ONE_PIECE, unitMinor: toMinor(price), listMinor: null },
      taxRate: { id: `rate-${ppm}` as TaxRateId, name: 'VAT', ppm: ppm as Ppm },
    }
  })
  return priceCart({ ...emptyCart(SALE), lines }, plainRules(mode))
}

const withPart = (priced: PricedCart, tender: Tender): PricedCart => ({
  ...priced,
  cart: { ...priced.cart, tenders: [...partsOf(priced), tender] },
})

const card = (id: string, part: Part): Tender => ({
  ...{ kind: 'card', id: id as TenderId, last4: '', reference: '' },
  ...part,
})

describe('S21: parts of a sale', () => {
  test('a closing cash part is rounded once, an earlier one is what coins can pay', () => {
    const left = toMinor(1003)
    expect(cashPartOf({ amountMinor: left }, left, FRANCS)).toEqual({
      ...{ amountMinor: 1005, roundingMinor: 2, closes: true },
    })
    expect(cashPartOf({ amountMinor: toMinor(333) }, left, FRANCS)).toEqual({
      ...{ amountMinor: 335, roundingMinor: 0, closes: false },
    })
    // Coins for this much would come to more than is left: it closes.
    expect(cashPartOf({ amountMinor: toMinor(1002) }, toMinor(1004), FRANCS).closes).toBe(false)
    expect(cashPartOf({ amountMinor: toMinor(1003) }, toMinor(1004), FRANCS)).toEqual({
      ...{ amountMinor: 1005, roundingMinor: 1, closes: true },
    })
  })

  test('what is given back mirrors what is taken', () => {
    const back = toMinor(-1203)
    expect(cashPartOf({ amountMinor: back }, back, FRANCS)).toEqual({
      ...{ amountMinor: -1205, roundingMinor: -2, closes: true },
    })
  })

  test('equal shares come to the whole, whoever pays by cash', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 2, max: 20 }),
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        (total, count, isCash) => {
          let priced = cartOf([total])
          let roundingMinor = 0
          for (let shares = count; shares > 0 && leftOf(priced) > 0; shares -= 1) {
            const part: Part = {
              amountMinor: shares === 1 ? leftOf(priced) : firstShare(leftOf(priced), shares),
            }
            if (part.amountMinor === 0) continue
            const coins = cashPartOf(part, leftOf(priced), FRANCS)
            const byCash = isCash[shares % 20] && (coins.amountMinor > 0 || coins.closes)
            const id = nextCashId(SALE, partsOf(priced))
            const cash = byCash ? cashTender(id, coins.amountMinor, coins.amountMinor) : null
            if (cash) roundingMinor += coins.roundingMinor
            priced = withPart(priced, cash ?? card(`card-${shares}`, part))
            if (cash && coins.closes) break
          }
          expect(sum(partsOf(priced).map(({ amountMinor }) => amountMinor))).toBe(total + roundingMinor)
          expect(Math.abs(roundingMinor)).toBeLessThan(FRANCS.incrementMinor)
        },
      ),
    )
  })

  test.each(['inclusive', 'exclusive'] as const)('lines come to the total, tax %s', (mode) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 99_999 }), { minLength: 1, maxLength: 12 }),
        (prices) => {
          const priced = cartOf(prices, mode, [190_000, 70_000, 0])
          expect(sum(lineDues(priced))).toBe(priced.totals.totalMinor)
        },
      ),
    )
  })

  test('the last lines pay all that is left, and paid lines are marked', () => {
    const priced = cartOf([1000, 2000, 500])
    const first = partOfLines(priced, [1])
    expect(first).toEqual({ amountMinor: 2000, lines: [1] })
    const after = withPart(withPart(priced, card('c1', first)), card('c2', { amountMinor: toMinor(300) }))
    expect([...paidLines(partsOf(after))]).toEqual([1])
    expect(partOfLines(after, [2, 0])).toEqual({ amountMinor: 1200, lines: [0, 2] })
    expect(partOfLines(after, [0]).amountMinor).toBe(1000)
  })

  test('the change of a hasty press is said again, money that was given back is not', () => {
    const cash = (amount: number, tendered: number) => [
      card('c', { amountMinor: toMinor(amount) }),
      cashTender(nextCashId(SALE, []), toMinor(amount), toMinor(tendered)) as Tender,
    ]
    expect(changeToRecall(cash(1191, 2000))).toBe(809)
    expect(changeToRecall(cash(1191, 1191))).toBeNull()
    expect(changeToRecall(cash(-809, 0))).toBeNull()
    expect(changeToRecall([card('c', { amountMinor: toMinor(809) })])).toBeNull()
  })

  test('a part never bears the id of another one, also when one was given back', () => {
    const one = cashTender(nextCashId(SALE, []), toMinor(100), toMinor(100)) as Tender
    const two = cashTender(nextCashId(SALE, [one]), toMinor(100), toMinor(100)) as Tender
    expect(nextCashId(SALE, [two])).toBe(one.id)
    expect(new Set([one.id, two.id, nextCashId(SALE, [one, two])]).size).toBe(3)
  })

  test('S26: a transfer has one id after a crash, and never that of one that was taken back', () => {
    const cart = emptyCart(SALE)
    const id = nextTransferId(cart)
    expect(
      nextTransferId({
        ...cart,
        tenders: [cashTender(nextCashId(SALE, []), toMinor(1), toMinor(1)) as Tender],
      }),
    ).toBe(id)
    expect(nextTransferId({ ...cart, tenders: [card(id, { amountMinor: toMinor(1) })] })).not.toBe(id)
    expect(nextTransferId({ ...cart, takenBack: [id] })).not.toBe(id)
  })
})
