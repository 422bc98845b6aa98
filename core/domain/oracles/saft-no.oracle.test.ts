import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rateOf } from '../../../test/support/random-carts.ts'
import type { CartLine } from '../cart.ts'
import { roundCash, usualCashRounding } from '../cash-rounding.ts'
import type { SaleId, TenderId } from '../ids.ts'
import { type Ppm, subtract, type Thousandths, toMinor } from '../money.ts'
import { type PriceRules, plainRules, priceCart } from '../price-cart.ts'
import { lineTaxes, NOTHING_BACK, returnLines } from '../refund.ts'
import { completeSale, type Sale } from '../sale.ts'
import { saleFlaws } from '../sale-flaws.ts'
import type { Tender } from '../tender.ts'

interface Transaction {
  readonly nr: number
  readonly type: 'sale' | 'return'
  readonly grossMinor: number
  readonly netMinor: number
  readonly lines: readonly {
    readonly article: string
    readonly quantity: number
    readonly grossMinor: number
    readonly netMinor: number
    readonly taxMinor: number
    readonly ppm: number
  }[]
  readonly taxes: readonly { readonly ppm: number; readonly taxMinor: number; readonly netMinor: number }[]
  readonly roundingMinor: number
  readonly payment: { readonly type: string; readonly paidMinor: number }
}

const TRANSACTIONS = JSON.parse(
  readFileSync(new URL('./saft-no-transactions.json', import.meta.url), 'utf8'),
) as readonly Transaction[]

/** The file rounds the tax of each line. */
const RULES: PriceRules = { ...plainRules('inclusive'), taxPolicy: { rounding: 'per-line', halves: 'up' } }

const lineOf = ({ article, quantity, grossMinor, ppm }: Transaction['lines'][number]): CartLine => ({
  ...{ key: article, product: null, variant: null, name: article, variantName: '', sku: null, note: '' },
  quantity: quantity as Thousandths,
  unitMinor: toMinor((grossMinor * 1000) / quantity),
  listMinor: null,
  taxRate: rateOf(`${ppm}`, ppm as Ppm),
})

function tenderOf({ payment: { type, paidMinor } }: Transaction): Tender {
  const part = { id: 't' as TenderId, amountMinor: toMinor(paidMinor) }
  return type === 'CASH'
    ? { ...part, kind: 'cash', tenderedMinor: part.amountMinor, changeMinor: toMinor(0) }
    : { ...part, kind: 'card', last4: '', reference: '' }
}

function saleOf(transaction: Transaction, lines: readonly CartLine[]): Sale {
  const priced = priceCart({ id: 's' as SaleId, label: '', lines }, RULES)
  return completeSale(priced, {
    receipt: 'A-000001',
    currency: 'NOK',
    tenders: [tenderOf(transaction)],
  })
}

/** Its figures must be the file's, line by line and rate by rate. */
function expectFigures(sale: Sale, transaction: Transaction): void {
  expect(sale.totalMinor).toBe(transaction.grossMinor)
  expect(sale.roundingMinor ?? 0).toBe(transaction.roundingMinor)
  expect(lineTaxes(sale)).toEqual(transaction.lines.map(({ taxMinor }) => taxMinor))
  const buckets = sale.taxes.map(({ ppm, taxMinor, netMinor }) => ({ ppm, taxMinor, netMinor }))
  expect(buckets.sort((a, b) => a.ppm - b.ppm)).toEqual(transaction.taxes)
  expect(saleFlaws(sale)).toEqual([])
}

describe('M25, M29: the Norwegian example file, tax in the price and rounded by line', () => {
  test.each(TRANSACTIONS.filter(({ type }) => type === 'sale').map((one) => [one.nr, one] as const))(
    'sale %i',
    (_, transaction) => {
      const sale = saleOf(transaction, transaction.lines.map(lineOf))
      expectFigures(sale, transaction)
      if (transaction.payment.type === 'CASH')
        expect(subtract(roundCash(sale.totalMinor, usualCashRounding('NOK', 'NO')), sale.totalMinor)).toBe(
          transaction.roundingMinor,
        )
    },
  )

  test('the return of one of two', () => {
    const [sold, returned] = TRANSACTIONS.slice(-2) as [Transaction, Transaction]
    const sale = saleOf(sold, sold.lines.map(lineOf))
    const line = sold.lines.findIndex(({ article }) => article === returned.lines[0]?.article)
    const back = returnLines(sale, () => NOTHING_BACK, [
      { line, quantity: 1000 as Thousandths, restock: true },
    ])
    if (!back.ok) throw new Error(back.error.kind)
    expectFigures(
      saleOf(
        returned,
        back.value.map((one) => ({ ...one, key: 'r' })),
      ),
      returned,
    )
  })
})
