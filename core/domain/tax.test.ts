import { describe, expect, test } from 'vitest'
import { rateOf } from '../../test/support/random-carts.ts'
import type { CartLine } from './cart.ts'
import { ONE_PIECE, type Thousandths, toMinor } from './money.ts'
import { plainRules } from './price-cart.ts'
import { receiptOf } from './receipt.ts'
import { receiptText } from './receipt-text.ts'
import { NOTHING_BACK, returnLines } from './refund.ts'
import { report } from './report.ts'
import type { Sale } from './sale.ts'
import { saleFlaws } from './sale-flaws.ts'
import { taxBuckets } from './tax.ts'
import { CONTEXT, lineOf, saleOf } from './testing/receipts.ts'

const OLD = rateOf('vat', 190_000)
const NEW = rateOf('vat', 160_000)

const sell = (lines: readonly CartLine[]) =>
  saleOf({ lines }, plainRules('inclusive'), {
    ...{ currency: 'EUR', receipt: 'A-000001' },
    tenders: (amountMinor) => [{ kind: 'card', id: 't' as never, amountMinor, last4: '', reference: '' }],
  })

const before = sell([lineOf({ name: 'Print', unitMinor: toMinor(1190), taxRate: OLD })])

/** A print of the old rate comes back, for another one at the new rate. */
function exchange(): Sale {
  const choice = [{ line: 0, quantity: ONE_PIECE as Thousandths, restock: true }]
  const back = returnLines(before, () => NOTHING_BACK, choice)
  if (!back.ok) throw new Error(back.error.kind)
  const fresh = lineOf({ name: 'Poster', unitMinor: toMinor(1160), taxRate: NEW })
  return sell([...back.value.map((line) => ({ ...line, key: 'back' })), fresh])
}

describe('M26: two rates of one id but another share are two rates', () => {
  test.each(['per-rate', 'per-line', 'per-receipt'] as const)('where tax is rounded %s', (rounding) => {
    for (const mode of ['inclusive', 'exclusive'] as const) {
      const amounts = [OLD, NEW, OLD].map((rate) => ({ rate, amountMinor: toMinor(1000) }))
      const buckets = taxBuckets(mode, amounts, { rounding, halves: 'up' })
      expect(
        buckets.map(({ ppm, netMinor, taxMinor }) => [
          ppm,
          mode === 'inclusive' ? netMinor + taxMinor : netMinor,
        ]),
      ).toEqual([
        [190_000, 2000],
        [160_000, 1000],
      ])
    }
  })

  test('goods that come back carry the rate of their day, in the sale and in what is made of it', () => {
    const sale = exchange()
    const figures = sale.taxes.map(({ ppm, taxMinor, grossMinor }) => [ppm, taxMinor, grossMinor])
    expect(figures).toEqual([
      [160_000, 160, 1160],
      [190_000, -190, -1190],
    ])
    expect(saleFlaws(sale)).toEqual([])
  })

  test('the receipt names both, each line by the letter of its own', () => {
    const text = receiptText(receiptOf(exchange(), CONTEXT))
    expect(text).toMatch(/Print .*-€11\.90 A/)
    expect(text).toMatch(/Poster .*€11\.60 B/)
    expect(text).toMatch(/^A .*19%/m)
    expect(text).toMatch(/^B .*16%/m)
  })

  test('a report adds each up by itself', () => {
    const reported = [before, exchange()].map((sale) => ({
      ...sale,
      quantities: sale.lines.map(({ quantity }) => quantity),
      voided: null,
    }))
    const sums = [...report(reported).taxByRate.values()].map(({ ppm, taxMinor }) => [ppm, taxMinor])
    expect(sums).toEqual([
      [190_000, 0],
      [160_000, 160],
    ])
  })
})
