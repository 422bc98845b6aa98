import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PROPERTY_RUNS, PROPERTY_TIMEOUT } from '../../test/support/property-runs.ts'
import { anyCart, anyRules, goodsCart, soldAt } from '../../test/support/random-carts.ts'
import type { Cart } from './cart.ts'
import { roundCash } from './cash-rounding.ts'
import type { LineDiscount } from './discount.ts'
import type { TenderId } from './ids.ts'
import { isTaxed } from './line.ts'
import { add, extend, subtract, sum, toMinor } from './money.ts'
import { formatMoney, minorToDecimal } from './money-text.ts'
import { parseMoney } from './parse-money.ts'
import { type PriceRules, priceCart } from './price-cart.ts'
import { completeSale, type LineItem } from './sale.ts'
import { saleFlaws } from './sale-flaws.ts'
import type { TaxMode } from './tax.ts'
import type { Tender } from './tender.ts'

/** Tries a rule with as many carts and settings as the run asks for. */
function always(
  rule: string,
  holds: (cart: Cart, rules: PriceRules, currency: string) => void,
  carts: fc.Arbitrary<Cart> = anyCart,
): void {
  const currency = fc.constantFrom('EUR', 'JPY', 'KWD')
  test(
    rule,
    () =>
      fc.assert(
        fc.property(carts, anyRules, currency, (cart, rules, code) =>
          holds(soldAt(rules.taxMode, cart), rules, code),
        ),
        { numRuns: PROPERTY_RUNS },
      ),
    PROPERTY_TIMEOUT,
  )
}

const offOf = ({ discounts = [] }: LineItem) => sum(discounts.map(({ amountMinor }) => amountMinor))

/** Every number in a thing, however deep. */
function numbersIn(thing: unknown): readonly number[] {
  if (typeof thing === 'number') return [thing]
  return thing !== null && typeof thing === 'object' ? Object.values(thing).flatMap(numbersIn) : []
}

/** Its parts by their own arithmetic: what a receipt's reader would add up. */
function totalOf(lines: readonly LineItem[], mode: TaxMode, taxMinor: number) {
  const amount = sum(lines.map(({ amountMinor }) => amountMinor))
  return mode === 'inclusive' ? amount : amount + taxMinor
}

describe('M8: one order of pricing, for every cart', () => {
  always('parts sum to the whole: lines, discounts, taxes, tip, total', (cart, rules) => {
    const { lines, totals } = priceCart(cart, rules)
    for (const line of lines)
      expect(line.amountMinor).toBe(subtract(extend(line.unitMinor, line.quantity), offOf(line)))
    expect(totals.totalMinor).toBe(totalOf(lines, rules.taxMode, totals.taxMinor))
    expect(totals.subtotalMinor - totals.discountMinor + totals.tipMinor).toBe(
      sum(lines.map(({ amountMinor }) => amountMinor)),
    )
    expect(totals.tipMinor).toBe(
      sum(lines.filter(({ kind }) => kind === 'tip').map(({ amountMinor }) => amountMinor)),
    )
  })

  always('tax buckets sum to what is taxed of the receipt, net and tax to gross', (cart, rules) => {
    const { lines, totals } = priceCart(cart, rules)
    const taxed = sum(lines.filter(isTaxed).map(({ amountMinor }) => amountMinor))
    const gross = sum(totals.taxes.map(({ grossMinor }) => grossMinor))
    expect(gross).toBe(rules.taxMode === 'inclusive' ? taxed : taxed + totals.taxMinor)
    for (const { netMinor, taxMinor, grossMinor } of totals.taxes)
      expect(add(netMinor, taxMinor)).toBe(grossMinor)
  })

  always('no figure is ever a fraction', (cart, rules) => {
    const figures = numbersIn(priceCart(cart, rules))
    expect(figures.filter((figure) => !Number.isSafeInteger(figure))).toEqual([])
  })

  always(
    'the same price from the same cart, whoever computes it and in whatever order settings came',
    (cart, rules) => {
      const priced = priceCart(cart, rules)
      const other = {
        ...rules,
        promotions: rules.promotions.toReversed(),
        coupons: rules.coupons.toReversed(),
      }
      expect(JSON.stringify(priceCart(cart, other))).toBe(JSON.stringify(priced))
      const told = JSON.parse(JSON.stringify(cart)) as Cart
      expect(JSON.stringify(priceCart(told, rules))).toBe(JSON.stringify(priced))
    },
  )

  always('a sale of it has no flaw, paid by card and, rounded, in cash', (cart, rules, currency) => {
    const priced = priceCart(cart, rules)
    const { totalMinor } = priced.totals
    const rounding = { incrementMinor: toMinor(5), ties: 'up' } as const
    const amountMinor = roundCash(totalMinor, rounding)
    const id = 't' as TenderId
    const tenders: readonly Tender[] = [
      { kind: 'card', id, amountMinor: totalMinor, last4: '', reference: '' },
      {
        ...{ kind: 'cash', id, amountMinor },
        tenderedMinor: toMinor(Math.max(0, amountMinor)),
        changeMinor: toMinor(Math.max(0, -amountMinor)),
      },
    ]
    for (const tender of tenders) {
      const context = { receipt: 'A-000001', currency, tenders: [tender] }
      expect(saleFlaws(completeSale(priced, context))).toEqual([])
    }
  })

  always('a total of any currency is written and read back to the minor unit', (cart, rules, currency) => {
    const { totalMinor } = priceCart(cart, rules).totals
    const read = { ok: true, value: totalMinor }
    expect(parseMoney(minorToDecimal(totalMinor, currency), currency, 'en-GB')).toEqual(read)
    expect(parseMoney(formatMoney(totalMinor, currency, 'de-DE'), currency, 'de-DE')).toEqual(read)
  })
})

describe('M10: what takes part in discounts', () => {
  const TAKEN: readonly LineDiscount['source'][] = ['line', 'promotion', 'basket', 'coupon']

  always('only goods that are sold; nothing goes below nought or above its price', (cart, rules) => {
    for (const line of priceCart(cart, rules).lines) {
      const isGoods = line.kind === undefined && !line.returned
      const taken = (line.discounts ?? []).filter(({ source }) => TAKEN.includes(source))
      if (!isGoods) expect(taken).toEqual([])
      for (const { amountMinor } of taken) expect(amountMinor).toBeGreaterThan(0)
      if (isGoods) {
        expect(line.amountMinor).toBeGreaterThanOrEqual(0)
        expect(line.amountMinor).toBeLessThanOrEqual(extend(line.unitMinor, line.quantity))
      }
    }
  })

  always('what comes back has its frozen amount and tax, whatever else is in the cart', (cart, rules) => {
    const { lines } = priceCart(cart, rules)
    for (const [index, { returned }] of cart.lines.entries())
      if (returned) {
        expect(lines[index]?.amountMinor).toBe(returned.amountMinor)
        expect(lines[index]?.taxRate).toEqual(cart.lines[index]?.taxRate)
      }
  })
})

describe('M12: the best for the customer', () => {
  const best = (rules: PriceRules): PriceRules => ({ ...rules, discountRule: 'best' })
  const offBy = (cart: Cart, rules: PriceRules) =>
    sum(priceCart(cart, rules).lines.map((line) => offOf(line)))
  const bare = ({ id, label, lines }: Cart): Cart => ({ id, label, lines })

  always(
    'no line has less off than what was given on it by hand',
    (cart, rules) => {
      const { lines } = priceCart(bare(cart), best(rules))
      const byHand = priceCart(bare(cart), { ...best(rules), promotions: [] }).lines
      for (const [index, line] of byHand.entries())
        expect(offOf(lines[index] as LineItem)).toBeGreaterThanOrEqual(offOf(line))
    },
    goodsCart,
  )

  always(
    'without discounts by hand, promotions together take no less off than any of them alone, but for rounding',
    (cart, rules) => {
      const lines = cart.lines.map(({ discount: _, ...line }) => line)
      const plain = { ...bare(cart), lines }
      const together = offBy(plain, best(rules))
      for (const promotion of rules.promotions)
        expect(together + cart.lines.length).toBeGreaterThanOrEqual(
          offBy(plain, { ...best(rules), promotions: [promotion] }),
        )
    },
    goodsCart,
  )

  always(
    'a line with a discount by hand has no promotion beside it',
    (cart, rules) => {
      for (const { discounts = [] } of priceCart(bare(cart), best(rules)).lines) {
        const sources = new Set(discounts.map(({ source }) => source))
        expect(sources.has('line') && sources.has('promotion')).toBe(false)
      }
    },
    goodsCart,
  )
})
