/** M50: what of a sale's total is not turnover at its full price. */
import { describe, expect, test } from 'vitest'
import type { Cart, CartLine } from '../domain/cart.ts'
import type { SaleId, TaxRateId, TenderId } from '../domain/ids.ts'
import { type Minor, ONE_PIECE, type Ppm, sum, type Thousandths, toMinor } from '../domain/money.ts'
import { plainRules, priceCart } from '../domain/price-cart.ts'
import { NOTHING_BACK, returnLines } from '../domain/refund.ts'
import { completeSale, type Sale } from '../domain/sale.ts'
import { saleFlaws } from '../domain/sale-flaws.ts'
import type { TaxMode } from '../domain/tax.ts'
import { saleRecordOf } from './sale-record.ts'
import type { SaleRecord } from './state.ts'

const VAT = { id: 'full' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }

const line = (unitMinor: number, more: Partial<CartLine> = {}): CartLine => ({
  ...{ key: `${unitMinor}`, product: null, variant: null, name: 'Print', variantName: '', sku: null },
  ...{ quantity: ONE_PIECE, unitMinor: toMinor(unitMinor), listMinor: null, note: '', taxRate: VAT },
  ...more,
})

function saleOf(taxMode: TaxMode, lines: readonly CartLine[], more: Partial<Cart> = {}): Sale {
  const priced = priceCart({ id: 's' as SaleId, label: '', lines, ...more }, plainRules(taxMode))
  const amountMinor = priced.totals.totalMinor
  const card = { kind: 'card', id: 't' as TenderId, amountMinor, last4: '', reference: '' } as const
  return completeSale(priced, { receipt: 'A-1', currency: 'EUR', tenders: [card] })
}

function moneyOf(sale: Sale): SaleRecord['money'] {
  const place = { entry: 's', device: 'a', seq: 1, at: 1, staff: null, shift: null }
  return saleRecordOf(sale, place as unknown as Parameters<typeof saleRecordOf>[1]).money
}

/** All of it comes back. */
function refundOf(sale: Sale, taxMode: TaxMode): Sale {
  const choices = sale.lines.map(({ quantity }, at) => ({ line: at, quantity, restock: true }))
  const drafts = returnLines(sale, () => NOTHING_BACK, choices)
  if (!drafts.ok) throw new Error(drafts.error.kind)
  return saleOf(
    taxMode,
    drafts.value.map((draft, at) => ({ ...draft, key: `${at}` })),
  )
}

/** One more piece of the first line comes back, behind those that did. */
function pieceBack(sale: Sale, backs: readonly Sale[]): Sale {
  const returned = backs.flatMap(({ lines }) => lines.flatMap(({ returned: one }) => one ?? []))
  const back = {
    quantity: (backs.length * ONE_PIECE) as Thousandths,
    amountMinor: toMinor(-sum(returned.map(({ amountMinor }) => amountMinor))),
    taxMinor: toMinor(-sum(returned.map(({ taxMinor }) => taxMinor))),
  }
  const drafts = returnLines(sale, () => back, [{ line: 0, quantity: ONE_PIECE, restock: true }])
  if (!drafts.ok) throw new Error(drafts.error.kind)
  const lines = drafts.value.map((draft) => ({ ...draft, key: 'back' }))
  return saleOf(sale.taxMode, lines)
}

describe('M50: discounts', () => {
  const discount = { reason: 'Regular', by: null, ppm: 100_000 as Ppm, amountMinor: null }

  test('that came back with their goods are given no more', () => {
    const sale = saleOf('inclusive', [line(1000)], { discount })
    expect(moneyOf(sale)).toEqual({ discountMinor: 100 })
    expect(moneyOf(refundOf(sale, 'inclusive'))).toEqual({ discountMinor: -100, returnedMinor: -900 })
  })

  test.each<TaxMode>(['inclusive', 'exclusive'])(
    'that an exempt customer got come back with the goods, piece by piece: prices %s',
    (taxMode) => {
      const exempt = { reason: 'Embassy', reference: '1' }
      const off = { ...discount, ppm: null, amountMinor: toMinor(305) }
      const goods = line(1190, { quantity: (3 * ONE_PIECE) as Thousandths })
      const sale = saleOf(taxMode, [goods], { exempt, discount: off })
      const backs: Sale[] = []
      for (let piece = 0; piece < 3; piece++) backs.push(pieceBack(sale, backs))
      const discounts = [sale, ...backs].map((one) => moneyOf(one)?.discountMinor ?? 0)
      expect(discounts).toEqual([305, expect.any(Number), expect.any(Number), expect.any(Number)])
      expect(sum(discounts as Minor[])).toBe(0)
      expect(sum([sale, ...backs].map(({ totalMinor }) => totalMinor))).toBe(0)
      expect(backs.flatMap(saleFlaws)).toEqual([])
    },
  )

  test('are not the tax that an exempt customer does not pay, nor what a blind return gives less', () => {
    const exempt = { reason: 'Embassy', reference: '1' }
    const sale = saleOf('inclusive', [line(1190)], { exempt })
    expect(moneyOf(sale)).toBeUndefined()
    expect(moneyOf(refundOf(sale, 'inclusive'))).toEqual({ returnedMinor: -1000 })
    const returned = {
      sale: null,
      line: 0,
      receipt: '',
      restock: true,
      amountMinor: toMinor(-600),
      taxMinor: toMinor(-96),
    }
    const blind = saleOf('inclusive', [line(1000, { quantity: -1000 as never, returned })])
    expect(moneyOf(blind)).toEqual({ returnedMinor: -600 })
  })
})

test('M50: a deposit and what a voucher paid are told with the tax that is added', () => {
  const deposit = {
    ...{ product: null, variant: null, name: 'Cup', sku: null },
    unitMinor: toMinor(100),
    taxRate: VAT,
  }
  const voucher = { code: 'V' as never, purpose: 'single', expiresAt: null } as const
  const redeemed = line(500, { key: 'v', kind: 'voucher', voucher, quantity: -1000 as never })
  const sale = saleOf('exclusive', [line(1000, { deposit }), redeemed])
  expect(sale.totalMinor).toBe(714)
  expect(moneyOf(sale)).toEqual({ depositMinor: 119, redeemedMinor: 595 })
})
