import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PROPERTY_RUNS, PROPERTY_TIMEOUT } from '../../test/support/property-runs.ts'
import { anyCart, anyRules, goodsCart, rateOf } from '../../test/support/random-carts.ts'
import type { Cart } from './cart.ts'
import type { SaleId, TenderId } from './ids.ts'
import { type Minor, sum, type Thousandths, toMinor } from './money.ts'
import { type PriceRules, plainRules, priceCart } from './price-cart.ts'
import {
  type BackSoFar,
  blindReturn,
  isReturnable,
  leftToReturn,
  lineTaxes,
  NOTHING_BACK,
  type ReturnChoice,
  returnLines,
} from './refund.ts'
import { completeSale, type Sale } from './sale.ts'
import { saleFlaws } from './sale-flaws.ts'
import { rateKey } from './tax.ts'

/** A sale of a cart, paid by card to the minor unit. */
function saleOf(cart: Cart, rules: PriceRules): Sale {
  const priced = priceCart(cart, rules)
  const amountMinor = priced.totals.totalMinor
  return completeSale(priced, {
    receipt: 'A-000001',
    currency: 'EUR',
    tenders: [{ kind: 'card', id: 't' as TenderId, amountMinor, last4: '', reference: '' }],
  })
}

/** The sale by which some of it comes back; fails the test where the choice is refused. */
function refundOf(
  sale: Sale,
  back: readonly BackSoFar[],
  choices: readonly ReturnChoice[],
  rules: PriceRules,
) {
  const lines = returnLines(sale, (line) => back[line] ?? NOTHING_BACK, choices)
  if (!lines.ok) throw new Error(JSON.stringify(lines.error))
  const keyed = lines.value.map((line, index) => ({ ...line, key: `r${index}` }))
  return saleOf({ id: 'refund' as SaleId, label: '', lines: keyed }, rules)
}

/** What has come back of each line, by some refunds. */
function backOf({ lines }: Sale, refunds: readonly Sale[]): readonly BackSoFar[] {
  const all = refunds.flatMap((refund) => refund.lines)
  return lines.map((_, line) => {
    const own = all.filter(({ returned }) => returned?.line === line)
    return {
      quantity: -own.reduce((sum, { quantity }) => sum + quantity, 0) as Thousandths,
      amountMinor: toMinor(-sum(own.map(({ amountMinor }) => amountMinor))),
      taxMinor: toMinor(-sum(own.map(({ returned }) => returned?.taxMinor ?? toMinor(0)))),
    }
  })
}

/** Net, tax and gross per rate, over several sales. */
function bucketsOf(sales: readonly Sale[]) {
  const sums = new Map<string, readonly [number, number, number]>()
  for (const bucket of sales.flatMap(({ taxes }) => taxes)) {
    const [net, tax, gross] = sums.get(rateKey(bucket)) ?? [0, 0, 0]
    sums.set(rateKey(bucket), [net + bucket.netMinor, tax + bucket.taxMinor, gross + bucket.grossMinor])
  }
  return Object.fromEntries([...sums].filter(([, figures]) => figures.some((figure) => figure !== 0)))
}

const steps = fc.array(fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 10 }), { maxLength: 6 })

/** What of each line comes back in one step: so much of it as is wanted and left, in whole pieces. */
function choicesOf(sale: Sale, back: readonly BackSoFar[], wanted: readonly number[] | null) {
  return sale.lines.flatMap((line, index): readonly ReturnChoice[] => {
    const left = leftToReturn(line, (back[index] ?? NOTHING_BACK).quantity)
    const most = wanted ? Math.min(wanted[index] ?? 0, left) : left
    const quantity = line.unit ? most : most - (most % 1000)
    return quantity > 0 ? [{ line: index, quantity: quantity as Thousandths, restock: true }] : []
  })
}

describe('M22: what comes back mirrors its sale', () => {
  test(
    'any sequence of partial refunds ends at nought, in the total and in every rate, and never goes beyond',
    () => {
      fc.assert(
        fc.property(goodsCart, anyRules, steps, (cart, rules, wishes) => {
          const sale = saleOf(cart, rules)
          const all: Sale[] = [sale]
          for (const wanted of [...wishes, null]) {
            const choices = choicesOf(sale, backOf(sale, all), wanted)
            if (choices.length === 0) continue
            const refund = refundOf(sale, backOf(sale, all), choices, rules)
            expect(saleFlaws(refund)).toEqual([])
            expect(refund.totalMinor).toBeLessThanOrEqual(0)
            for (const { returned } of refund.lines)
              expect(Math.abs(returned?.taxMinor ?? 0)).toBeLessThanOrEqual(
                Math.abs(returned?.amountMinor ?? 0),
              )
            all.push(refund)
            expect(sum(all.map(({ totalMinor }) => totalMinor))).toBeGreaterThanOrEqual(0)
          }
          expect(sum(all.map(({ totalMinor }) => totalMinor))).toBe(0)
          expect(bucketsOf(all)).toEqual({})
          expect(choicesOf(sale, backOf(sale, all), null)).toEqual([])
        }),
        { numRuns: PROPERTY_RUNS },
      )
    },
    PROPERTY_TIMEOUT,
  )

  test(
    'also when some of them are voided on the way: what is left then closes to the cent',
    () => {
      const wishes = fc.array(
        fc.tuple(fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 10 }), fc.nat(5)),
        {
          maxLength: 6,
        },
      )
      fc.assert(
        fc.property(goodsCart, anyRules, wishes, (cart, rules, steps) => {
          const sale = saleOf(cart, rules)
          const standing: Sale[] = []
          for (const [wanted, voided] of [...steps, [null, 9] as const]) {
            const choices = choicesOf(sale, backOf(sale, standing), wanted)
            if (choices.length > 0) standing.push(refundOf(sale, backOf(sale, standing), choices, rules))
            if (voided < standing.length) standing.splice(voided, 1)
          }
          for (const refund of standing) expect(saleFlaws(refund)).toEqual([])
          expect(sum([sale, ...standing].map(({ totalMinor }) => totalMinor))).toBe(0)
          expect(bucketsOf([sale, ...standing])).toEqual({})
        }),
        { numRuns: PROPERTY_RUNS },
      )
    },
    PROPERTY_TIMEOUT,
  )

  test(
    'the taxes of a sale’s lines sum to its taxes, rate by rate',
    () => {
      fc.assert(
        fc.property(anyCart, anyRules, (cart, rules) => {
          const sale = saleOf(cart, rules)
          expect(sum(lineTaxes(sale))).toBe(sum(sale.taxes.map(({ taxMinor }) => taxMinor)))
        }),
        { numRuns: PROPERTY_RUNS },
      )
    },
    PROPERTY_TIMEOUT,
  )

  test(
    'one refund of all that can come back has the sale’s buckets with their signs turned',
    () => {
      fc.assert(
        fc.property(goodsCart, anyRules, (cart, rules) => {
          const sale = saleOf(cart, rules)
          const refund = refundOf(sale, [], choicesOf(sale, [], null), rules)
          expect(refund.totalMinor).toBe(toMinor(-sale.totalMinor))
          expect(bucketsOf([refund, sale])).toEqual({})
        }),
        { numRuns: PROPERTY_RUNS },
      )
    },
    PROPERTY_TIMEOUT,
  )

  const line = {
    ...{ key: 'l', product: null, variant: null, name: 'Print', variantName: '', sku: null, note: '' },
    ...{ quantity: 3000 as Thousandths, unitMinor: toMinor(333), listMinor: toMinor(333) },
    taxRate: rateOf('full', 190_000),
  }
  const off = { reason: 'Last day', by: null, ppm: null, amountMinor: toMinor(100) }
  const sale = saleOf({ id: 's' as SaleId, label: '', lines: [line], discount: off }, plainRules('inclusive'))

  test('three of three, one after the other: 3 × 3.33 less 1.00 comes back as 3.00, 2.99, 3.00', () => {
    const piece = [{ line: 0, quantity: 1000 as Thousandths, restock: true }]
    const back: Sale[] = []
    for (const _ of [1, 2, 3]) back.push(refundOf(sale, backOf(sale, back), piece, plainRules('inclusive')))
    expect(back.map(({ totalMinor }) => totalMinor)).toEqual([-300, -299, -300])
    expect(back.map(({ taxes }) => taxes[0]?.taxMinor)).toEqual([-48, -48, -48])
    expect(back.map(({ lines }) => lines[0]?.discounts)).toEqual([
      [{ source: 'mirror', label: 'Discount of the sale', amountMinor: -33 }],
      [{ source: 'mirror', label: 'Discount of the sale', amountMinor: -34 }],
      [{ source: 'mirror', label: 'Discount of the sale', amountMinor: -33 }],
    ])
  })

  test.each([
    ['nothing at all', [], { kind: 'nothing-chosen' }],
    ['a line that is not there', [[7, 1000]], { kind: 'unknown-line', line: 7 }],
    ['more than was sold', [[0, 4000]], { kind: 'more-than-left', line: 0, name: 'Print', left: 2000 }],
    ['more than is left', [[0, 3000]], { kind: 'more-than-left', line: 0, name: 'Print', left: 2000 }],
    ['nought', [[0, 0]], { kind: 'odd-quantity', line: 0, name: 'Print' }],
    ['less than nought', [[0, -1000]], { kind: 'odd-quantity', line: 0, name: 'Print' }],
    ['half a print', [[0, 500]], { kind: 'odd-quantity', line: 0, name: 'Print' }],
    ['a fraction of a thousandth', [[0, 0.5]], { kind: 'odd-quantity', line: 0, name: 'Print' }],
    ['not a number', [[0, Number.NaN]], { kind: 'odd-quantity', line: 0, name: 'Print' }],
    [
      'one line twice',
      [
        [0, 1000],
        [0, 1000],
      ],
      { kind: 'chosen-twice', line: 0 },
    ],
  ] as const)('%s is refused by name', (_, chosen, flaw) => {
    const choices = chosen.map(([at, quantity]) => ({
      line: at,
      quantity: quantity as Thousandths,
      restock: true,
    }))
    expect(returnLines(sale, () => ({ ...NOTHING_BACK, quantity: 1000 as Thousandths }), choices)).toEqual({
      ok: false,
      error: flaw,
    })
  })

  test('what two tills gave back too much of leaves nothing, not less than nothing', () => {
    const choices = [{ line: 0, quantity: 1000 as Thousandths, restock: true }]
    expect(returnLines(sale, () => ({ ...NOTHING_BACK, quantity: 4000 as Thousandths }), choices)).toEqual({
      ok: false,
      error: { kind: 'more-than-left', line: 0, name: 'Print', left: 0 },
    })
  })

  test('what came back does not come back again, nor does a payment on an account', () => {
    const choices = [{ line: 0, quantity: 1000 as Thousandths, restock: true }]
    const refund = refundOf(sale, [], choices, plainRules('inclusive'))
    expect(returnLines(refund, () => NOTHING_BACK, choices)).toMatchObject({
      error: { kind: 'not-returnable' },
    })
    expect(isReturnable({ ...line, amountMinor: toMinor(1), kind: 'account' })).toBe(false)
  })

  test('a cup that was handed in does not come back; half a piece that was sold does, as it was sold', () => {
    const item = { ...line, amountMinor: toMinor(-333) }
    expect(isReturnable({ ...item, kind: 'deposit', quantity: -1000 as Thousandths })).toBe(false)
    const half = { ...line, quantity: 2500 as Thousandths }
    const odd = saleOf({ id: 's' as SaleId, label: '', lines: [half] }, plainRules('inclusive'))
    const all = { line: 0, quantity: 2500 as Thousandths, restock: true }
    expect(refundOf(odd, [], [all], plainRules('inclusive')).totalMinor).toBe(toMinor(-odd.totalMinor))
  })

  test('M25: where tax is rounded by line, each line has its own; cups handed in theirs', () => {
    const taxed = (unitMinor: number, change: Partial<Cart['lines'][number]> = {}) => ({
      ...{ ...line, quantity: 1000 as Thousandths, unitMinor: toMinor(unitMinor), ...change },
      taxRate: rateOf('ten', 100_000),
    })
    const cart = (lines: Cart['lines']): Cart => ({ id: 's' as SaleId, label: '', lines })
    const rules = (rounding: 'per-line' | 'per-rate'): PriceRules => ({
      ...plainRules('exclusive'),
      taxPolicy: { rounding, halves: 'up' },
    })
    const small = cart([15, 15, 4, 4, 4, 4].map((unit) => taxed(unit)))
    expect(lineTaxes(saleOf(small, rules('per-line')))).toEqual([2, 2, 0, 0, 0, 0])
    const cup = taxed(100, { kind: 'deposit', quantity: -1000 as Thousandths })
    expect(lineTaxes(saleOf(cart([taxed(1000), cup]), rules('per-rate')))).toEqual([100, -10])
  })

  test('weighed goods come back by weight, and close to the last gram', () => {
    const cheese = { ...line, quantity: 357 as Thousandths, unitMinor: toMinor(2490), unit: 'kg' as const }
    const weighed = saleOf({ id: 's' as SaleId, label: '', lines: [cheese] }, plainRules('inclusive'))
    const back: Sale[] = []
    for (const quantity of [100, 257] as Thousandths[]) {
      const choice = [{ line: 0, quantity, restock: false }]
      back.push(refundOf(weighed, backOf(weighed, back), choice, plainRules('inclusive')))
    }
    expect(weighed.totalMinor).toBe(889)
    expect(back.map(({ totalMinor }) => totalMinor)).toEqual([-249, -640])
  })

  test('a rate that has changed since: goods that come back keep theirs, beside new goods at the new one', () => {
    const choices = [{ line: 0, quantity: 1000 as Thousandths, restock: true }]
    const lines = returnLines(sale, () => NOTHING_BACK, choices)
    if (!lines.ok) throw new Error('refused')
    const fresh = { ...line, quantity: 1000 as Thousandths, taxRate: rateOf('full', 160_000) }
    const cart: Cart = {
      id: 'x' as SaleId,
      label: '',
      lines: [...lines.value.map((one) => ({ ...one, key: 'r' })), fresh],
    }
    expect(
      priceCart(cart, plainRules('inclusive')).totals.taxes.map(({ ppm, grossMinor, taxMinor }) => [
        ppm,
        grossMinor,
        taxMinor,
      ]),
    ).toEqual([
      [160_000, 333, 46],
      [190_000, -300, -48],
    ])
  })
})

describe('M23: what comes back without its receipt', () => {
  const mug = {
    ...{ product: null, variant: null, name: 'Mug', variantName: '', sku: null, note: '' },
    ...{ unitMinor: toMinor(1200), listMinor: toMinor(1200), taxRate: rateOf('full', 190_000) },
  }
  const rules = plainRules('inclusive')
  const give = (quantity: number, amount: number) =>
    blindReturn(
      { line: mug, quantity: quantity as Thousandths, amountMinor: amount as Minor, restock: true },
      rules,
    )

  test('gives back what somebody says, with the tax in it', () => {
    const draft = give(2000, 2000)
    if (!draft.ok) throw new Error(draft.error)
    const sale = saleOf(
      { id: 's' as SaleId, label: '', lines: [{ ...draft.value, key: 'r' }] },
      plainRules('inclusive'),
    )
    expect(saleFlaws(sale)).toEqual([])
    expect([sale.totalMinor, sale.taxes[0]?.taxMinor]).toEqual([-2000, -319])
  })

  test.each([
    [0, 100, 'odd-quantity'],
    [-1000, 100, 'odd-quantity'],
    [1000, 0, 'odd-amount'],
    [1000, -5, 'odd-amount'],
    [1000, 0.5, 'odd-amount'],
    [1000, 1e15, 'above-price'],
    [1000, 1201, 'above-price'],
  ] as const)('%i of it for %d is refused: %s', (quantity, amount, flaw) => {
    expect(give(quantity, amount)).toEqual({ ok: false, error: flaw })
  })
})
