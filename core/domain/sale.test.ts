import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyToCart,
  type Cart,
  type CartLine,
  emptyCart,
  MAX_QUANTITY,
  pieceCount,
  quantityInCart,
} from './cart.ts'
import type { SaleId, TaxRateId, TenderId, VariantId } from './ids.ts'
import { add, extend, type Minor, ONE_PIECE, type Ppm, sum, type Thousandths, toMinor } from './money.ts'
import { plainRules, priceCart } from './price-cart.ts'
import { report } from './report.ts'
import { completeSale, receiptNumber } from './sale.ts'
import { saleFlaws } from './sale-flaws.ts'
import { type TaxMode, taxBuckets } from './tax.ts'
import { TAX_DEFAULTS } from './tax-defaults.ts'
import { cashSuggestions, cashTender, type Tender } from './tender.ts'

const rate = (id: string, ppm: number) => ({ id: id as TaxRateId, name: 'VAT', ppm: ppm as Ppm })
const RATES = [rate('full', 190_000), rate('reduced', 70_000), rate('odd', 88_750), rate('zero', 0)]

const line = (change: Partial<CartLine> = {}): CartLine => ({
  key: 'l1',
  product: null,
  variant: 'v1' as VariantId,
  name: 'Print',
  variantName: '',
  sku: null,
  quantity: ONE_PIECE,
  unitMinor: toMinor(1000),
  listMinor: toMinor(1000),
  taxRate: rate('full', 190_000),
  note: '',
  ...change,
})

/** What a cart of such lines comes to on the till. */
function totalsOf(mode: TaxMode, lines: readonly Partial<CartLine>[]) {
  const keyed = lines.map((one, index) => line({ ...one, key: `l${index}`, variant: null }))
  return priceCart({ ...emptyCart('s' as SaleId), lines: keyed }, plainRules(mode)).totals
}

const lineArbitrary = fc.record({
  quantity: fc.integer({ min: 1, max: 99_999_000 }).map((quantity) => quantity as Thousandths),
  unitMinor: fc.integer({ min: 0, max: 10_000_000 }).map(toMinor),
  taxRate: fc.constantFrom(...RATES),
})
const linesArbitrary = fc.array(lineArbitrary, { minLength: 1, maxLength: 30 })
const modeArbitrary = fc.constantFrom<TaxMode>('inclusive', 'exclusive')

test('M5: a total is the sum of its lines, each rounded once, and the tax where prices exclude it', () => {
  fc.assert(
    fc.property(modeArbitrary, linesArbitrary, (mode, lines) => {
      const { subtotalMinor, taxMinor, totalMinor } = totalsOf(mode, lines)
      expect(subtotalMinor).toBe(sum(lines.map((one) => extend(one.unitMinor, one.quantity))))
      expect(totalMinor).toBe(mode === 'inclusive' ? subtotalMinor : add(subtotalMinor, taxMinor))
    }),
  )
})

describe('M4: tax', () => {
  test.each([
    // Canada, Budget 2012: 1.83 + 2.86, 5 % on top: 4.92.
    ['exclusive', [183, 286], 50_000, 469, 23, 492],
    // New York at 8.875 %: 33.455 rounds half away from zero.
    ['exclusive', [10_000], 88_750, 10_000, 888, 10_888],
    ['inclusive', [11_900], 190_000, 10_000, 1900, 11_900],
    ['inclusive', [350, 350, 350, 350], 70_000, 1308, 92, 1400],
  ] as const)('%s %j at %i ppm', (mode, amounts, ppm, net, tax, gross) => {
    const buckets = taxBuckets(
      mode,
      amounts.map((amount) => ({ rate: rate('r', ppm), amountMinor: toMinor(amount) })),
    )
    expect(buckets).toEqual([{ id: 'r', name: 'VAT', ppm, netMinor: net, taxMinor: tax, grossMinor: gross }])
  })

  test('buckets add up to the receipt, each rate once, net + tax = gross', () => {
    fc.assert(
      fc.property(linesArbitrary, modeArbitrary, (lines, mode) => {
        const totals = totalsOf(mode, lines)
        expect(sum(totals.taxes.map((bucket) => bucket.grossMinor))).toBe(totals.totalMinor)
        expect(new Set(totals.taxes.map((bucket) => bucket.id)).size).toBe(totals.taxes.length)
        for (const bucket of totals.taxes)
          expect(add(bucket.netMinor, bucket.taxMinor)).toBe(bucket.grossMinor)
        if (mode === 'inclusive') expect(totals.totalMinor).toBe(totals.subtotalMinor)
        else expect(totals.totalMinor).toBe(add(totals.subtotalMinor, totals.taxMinor))
      }),
      { numRuns: 2000 },
    )
  })

  test('the tax of a rate is within half a minor unit of the exact figure', () => {
    fc.assert(
      fc.property(linesArbitrary, modeArbitrary, (lines, mode) => {
        for (const bucket of totalsOf(mode, lines).taxes) {
          const base = BigInt(mode === 'inclusive' ? bucket.grossMinor : bucket.netMinor)
          const [numerator, denominator] = [
            BigInt(bucket.ppm),
            mode === 'inclusive' ? 1_000_000n + BigInt(bucket.ppm) : 1_000_000n,
          ]
          const off = BigInt(bucket.taxMinor) * denominator - base * numerator
          expect((off < 0n ? -off : off) * 2n <= denominator).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('every proposed rate is a rate, and the first is the default', () => {
    for (const [country, { currency, rates }] of Object.entries(TAX_DEFAULTS)) {
      expect(country).toMatch(/^[A-Z]{2}$/)
      expect(currency).toMatch(/^[A-Z]{3}$/)
      expect(rates.length).toBeGreaterThan(0)
      for (const { ppm } of rates) expect(Number.isInteger(ppm) && ppm >= 0 && ppm <= 500_000).toBe(true)
    }
  })
})

describe('the cart', () => {
  const cart = emptyCart('sale-1' as SaleId)

  test('the same variant at the same price is one line; another price, note or rate is a line of its own', () => {
    const built = [
      line(),
      line({ key: 'l2' }),
      line({ key: 'l3', unitMinor: toMinor(900) }),
      line({ key: 'l4', note: 'gift' }),
      line({ key: 'l5', taxRate: rate('reduced', 70_000) }),
    ].reduce<Cart>((now, next) => applyToCart(now, { type: 'add', line: next }), cart)
    expect(built.lines.map(({ key, quantity }) => [key, quantity])).toEqual([
      ['l1', 2000],
      ['l3', 1000],
      ['l4', 1000],
      ['l5', 1000],
    ])
    expect(quantityInCart(built, 'v1' as VariantId)).toBe(5000)
    expect(pieceCount(built.lines)).toBe(5)
  })

  test('custom amounts never merge: each is its own deed', () => {
    const custom = line({ variant: null })
    const built = applyToCart(applyToCart(cart, { type: 'add', line: custom }), {
      type: 'add',
      line: { ...custom, key: 'l2' },
    })
    expect(built.lines).toHaveLength(2)
  })

  test('a quantity of nothing removes the line; a quantity has an upper end', () => {
    const one = applyToCart(cart, { type: 'add', line: line() })
    expect(applyToCart(one, { type: 'set-quantity', key: 'l1', quantity: 0 as Thousandths }).lines).toEqual(
      [],
    )
    const many = applyToCart(one, { type: 'set-quantity', key: 'l1', quantity: 1e12 as Thousandths })
    expect(many.lines[0]?.quantity).toBe(MAX_QUANTITY)
  })

  test('a cup of another deposit, or none, is another line; a deposit is no goods', () => {
    const taxRate = { id: 'full' as never, name: 'VAT', ppm: 0 as never }
    const cup = (amount: number) => ({
      deposit: { product: null, variant: null, name: 'Cup', sku: null, unitMinor: toMinor(amount), taxRate },
    })
    const different = [line(), line(cup(100)), line(cup(200)), line({ kind: 'deposit' })]
    const built = [...different, ...different].reduce<Cart>(
      (now, next, at) => applyToCart(now, { type: 'add', line: { ...next, key: `${at}` } }),
      cart,
    )
    expect(built.lines.map(({ quantity }) => quantity)).toEqual([2000, 2000, 2000, 2000])
  })

  test('S16: a line that would come to more than any amount is not taken, nor raised to it', () => {
    const huge = line({ unitMinor: toMinor(1e12), quantity: MAX_QUANTITY })
    expect(applyToCart(cart, { type: 'add', line: huge })).toEqual(cart)
    const dear = applyToCart(cart, { type: 'add', line: line({ unitMinor: toMinor(1e12) }) })
    const raise = { type: 'set-quantity', key: 'l1', quantity: 2000 as Thousandths } as const
    expect(applyToCart(dear, raise)).toEqual(dear)
    expect(applyToCart(dear, { type: 'add', line: line({ unitMinor: toMinor(1e12), key: 'l2' }) })).toEqual(
      dear,
    )
  })

  test('a weighed line counts as one piece', () => {
    expect(pieceCount([{ quantity: 350 as Thousandths }, { quantity: 2000 as Thousandths }])).toBe(3)
  })
})

describe('M6: cash', () => {
  test('suggestions are the next sensible notes above the total, ascending', () => {
    expect(cashSuggestions(toMinor(8900), 'EUR')).toEqual([9000, 10_000, 20_000])
    expect(cashSuggestions(toMinor(350), 'EUR')).toEqual([500, 1000, 2000])
    expect(cashSuggestions(toMinor(1200), 'JPY')).toEqual([2000, 5000, 10_000])
    expect(cashSuggestions(toMinor(7250), 'KWD')).toEqual([8000, 10_000, 20_000])
    expect(cashSuggestions(toMinor(0), 'EUR')).toEqual([])
  })

  test('no suggestion is the total or below it, in any currency, and there are always three', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000_000 }),
        fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'GBP', 'VND', 'XAF', 'CLF'),
        (total, currency) => {
          const suggestions = cashSuggestions(toMinor(total), currency)
          expect(suggestions).toHaveLength(3)
          expect([...suggestions].sort((a, b) => a - b)).toEqual(suggestions)
          expect(new Set(suggestions).size).toBe(3)
          for (const suggestion of suggestions) expect(suggestion).toBeGreaterThan(total)
        },
      ),
    )
  })

  test('change is what was tendered less the total; too little is no tender', () => {
    expect(cashTender('t' as TenderId, toMinor(8900), toMinor(10_000))).toMatchObject({
      amountMinor: 8900,
      changeMinor: 1100,
    })
    expect(cashTender('t' as TenderId, toMinor(8900), toMinor(8899))).toBeNull()
  })
})

describe('S8: a sale proves its own figures', () => {
  const sold = (lines: readonly Pick<CartLine, 'quantity' | 'unitMinor' | 'taxRate'>[], taxMode: TaxMode) => {
    const cart = {
      ...emptyCart('s' as SaleId),
      lines: lines.map((one, index) => line({ ...one, key: `l${index}`, variant: null })),
    }
    const { totalMinor } = priceCart(cart, plainRules(taxMode)).totals
    const tender = cashTender('t' as TenderId, totalMinor, totalMinor) as Tender
    return completeSale(priceCart(cart, plainRules(taxMode)), {
      receipt: 'A-000001',
      currency: 'EUR',
      tenders: [tender],
    })
  }

  test('what the till completes has no flaw', () => {
    fc.assert(
      fc.property(linesArbitrary, modeArbitrary, (lines, mode) => {
        expect(saleFlaws(sold(lines, mode))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['a total', { totalMinor: toMinor(1) }, ['lines-do-not-add-up', 'tenders-do-not-add-up']],
    ['a tender', { tenders: [] }, ['tenders-do-not-add-up']],
    ['a tax', { taxes: [] }, ['tax-does-not-add-up']],
  ] as const)('%s that was forged is named', (_, change, flaws) => {
    const sale = sold(
      [{ quantity: ONE_PIECE, unitMinor: toMinor(1000), taxRate: rate('full', 190_000) }],
      'inclusive',
    )
    expect(saleFlaws({ ...sale, ...change })).toEqual(flaws)
  })

  test('a line amount that is not price × quantity is named', () => {
    const sale = sold(
      [{ quantity: ONE_PIECE, unitMinor: toMinor(1000), taxRate: rate('full', 190_000) }],
      'inclusive',
    )
    const lines = sale.lines.map((one) => ({ ...one, amountMinor: toMinor(999) }))
    expect(saleFlaws({ ...sale, lines })).toContain('lines-do-not-add-up')
  })

  test('S7: receipt numbers carry the letter of the till and six digits', () => {
    expect(receiptNumber('A', 412)).toBe('A-000412')
    expect(receiptNumber('B', 1_234_567)).toBe('B-1234567')
  })
})

describe('M50: a report keeps bucket sums', () => {
  test('adds up tenders and tax as they were recorded, and leaves voided sales out', () => {
    const full = rate('full', 190_000)
    const lines = [line(), line({ key: 'l2', unitMinor: toMinor(333) })]
    const taxes = taxBuckets(
      'inclusive',
      lines.map((one) => ({ rate: full, amountMinor: extend(one.unitMinor, one.quantity) })),
    )
    const sale = {
      totalMinor: toMinor(1333),
      tenders: [{ kind: 'cash' as const, amountMinor: toMinor(1333) }],
      quantities: [1000, 1000],
      taxes,
      voided: null,
    }
    const result = report([sale, sale, { ...sale, voided: { reason: 'x' } }])
    expect(result).toMatchObject({ saleCount: 2, voidCount: 1, takingsMinor: 2666 })
    expect(result.byTender.get('cash')).toBe(2666)
    expect(result.taxByRate.get('full 190000')?.taxMinor).toBe(2 * (taxes[0]?.taxMinor ?? (0 as Minor)))
  })
})
