/** S8, S10: what a forged or broken sale gets wrong is named, whatever it is made of. */
import { describe, expect, test } from 'vitest'
import type { ProductId, SaleId, StaffId, TaxRateId, TenderId, VoucherCode } from './ids.ts'
import { NO_TAX } from './line.ts'
import { MAX_MINOR, type Minor, type Ppm, type Thousandths } from './money.ts'
import type { LineItem, Sale } from './sale.ts'
import { saleFlaws } from './sale-flaws.ts'
import type { TaxMode } from './tax.ts'
import type { Tender } from './tender.ts'
import { totalsOf } from './totals.ts'

const VAT = { id: 'r' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }

const line = (amountMinor: number, more: Partial<LineItem> = {}): LineItem => ({
  ...{ product: 'p' as ProductId, variant: null, name: 'Print', variantName: '', sku: null, listMinor: null },
  ...{ quantity: (amountMinor < 0 ? -1000 : 1000) as Thousandths, unitMinor: Math.abs(amountMinor) as Minor },
  ...{ amountMinor: amountMinor as Minor, taxRate: VAT, note: '', ...more },
})

const cash = (amountMinor: number): Tender => ({
  ...{ kind: 'cash', id: 't' as TenderId, amountMinor: amountMinor as Minor },
  tenderedMinor: Math.max(0, amountMinor) as Minor,
  changeMinor: Math.max(0, -amountMinor) as Minor,
})

/** A sale whose sums are right: what is wrong with it is in its lines. */
const sale = (lines: readonly LineItem[], more: Partial<Sale> = {}) => saleIn('inclusive', lines, more)

function saleIn(taxMode: TaxMode, lines: readonly LineItem[], more: Partial<Sale> = {}): Sale {
  const { taxes, totalMinor } = totalsOf(taxMode, lines)
  const of = { id: 's' as SaleId, receipt: 'A-1', currency: 'EUR', taxMode } as const
  return { ...of, lines, taxes, totalMinor, tenders: [cash(totalMinor)], ...more }
}

const back = (amountMinor: number, taxMinor = 0) => ({
  returned: {
    ...{ sale: 'x' as SaleId, line: 0, receipt: '', restock: true },
    ...{ amountMinor: amountMinor as Minor, taxMinor: taxMinor as Minor },
  },
})
const taxOf = (amountMinor: number) => Math.round((amountMinor * 19) / 119)
const multi = { code: 'V' as VoucherCode, purpose: 'multi', expiresAt: null } as const
const off = (amountMinor: number) => ({
  discounts: [{ source: 'line', label: '', amountMinor: amountMinor as Minor }] as const,
})

describe('a sound sale', () => {
  test.each<[string, LineItem]>([
    ['goods at a discount', line(700, { unitMinor: 1000 as Minor, ...off(300) })],
    ['goods given away whole', line(0, { unitMinor: 1000 as Minor, ...off(1000) })],
    ['a tip', line(100, { kind: 'tip', taxRate: NO_TAX, staff: 'm' as StaffId })],
    ['a deposit', line(200, { kind: 'deposit' })],
    ['cups that are handed in', line(-200, { kind: 'deposit' })],
    ['a voucher for anything', line(1000, { kind: 'voucher', taxRate: NO_TAX, voucher: multi })],
    [
      'a voucher for what is known',
      line(1000, { kind: 'voucher', voucher: { ...multi, purpose: 'single' } }),
    ],
    ['goods that come back', line(-1000, back(-1000, -160))],
    ['a tip that goes back', line(-100, { kind: 'tip', taxRate: NO_TAX, ...back(-100) })],
  ])('%s', (_, one) => {
    expect(saleFlaws(sale([line(5000), one]))).toEqual([])
    expect(saleFlaws(sale([one]))).toEqual([])
  })

  test('a voucher for what is known that is handed in for goods of its rate', () => {
    const handedIn = line(-1000, { kind: 'voucher', voucher: { ...multi, purpose: 'single' } })
    expect(saleFlaws(sale([line(1000), handedIn]))).toEqual([])
  })

  test.each([
    ['CHF', 995, -2],
    ['CHF', -995, 2],
    ['HUF', 100_000, 249],
    ['JPY', 1000, -4],
    ['IDR', 50_000, 4999],
    ['SEK', 0, -50],
    ['ARS', 123_000, -456],
    ['KHR', 120_000, -3456],
    ['GNF', 123_500, 44],
    ['KES', 123_500, 44],
  ])('M11: cash in %s of %i, rounded by %i', (currency, amount, rounding) => {
    const rounded = { currency, roundingMinor: rounding as Minor, tenders: [cash(amount)] }
    expect(
      saleFlaws(
        sale(
          [
            line(
              amount - rounding,
              amount - rounding < 0 ? back(amount - rounding, taxOf(amount - rounding)) : {},
            ),
          ],
          rounded,
        ),
      ),
    ).toEqual([])
  })
})

describe('S10: lines that make no sense are named', () => {
  test.each<[string, LineItem]>([
    ['a tip with a tax', line(100, { kind: 'tip' })],
    ['a voucher for anything with a tax', line(1000, { kind: 'voucher', voucher: multi })],
    [
      'a voucher for what is known without a rate',
      line(1000, { kind: 'voucher', taxRate: NO_TAX, voucher: { ...multi, purpose: 'single' } }),
    ],
    ['a voucher without its code', line(1000, { kind: 'voucher' })],
    ['goods with a voucher’s code', line(1000, { voucher: multi })],
    ['a payment on account of nobody', line(1000, { kind: 'account', taxRate: NO_TAX })],
    ['goods below nought that come from no sale', line(-1000)],
    ['a tip below nought', line(-100, { kind: 'tip', taxRate: NO_TAX })],
    ['goods that come back and are sold', line(1000, back(1000))],
    [
      'a voucher for what is known that is no payment',
      line(-1000, {
        kind: 'voucher',
        taxRate: { ...VAT, id: 'other' as TaxRateId },
        voucher: { ...multi, purpose: 'single' },
      }),
    ],
    ['a tax that comes back with the wrong sign', line(-1000, back(-1000, 160))],
  ])('%s', (_, one) => {
    expect(saleFlaws(sale([line(5000), one]))).toContain('lines-make-no-sense')
  })

  test.each<[string, LineItem]>([
    [
      'a discount of more than there is',
      line(-500, { quantity: 1000 as Thousandths, unitMinor: 1000 as Minor, ...off(1500) }),
    ],
    ['a discount that makes it dearer', line(1500, { unitMinor: 1000 as Minor, ...off(-500) })],
    ['a return whose amount is not the frozen one', line(-1000, back(-900))],
  ])('%s does not add up', (_, one) => {
    expect(saleFlaws(sale([line(5000), one]))).toContain('lines-do-not-add-up')
  })

  test.each<[string, LineItem]>([
    ['a tax that was never paid', line(-1000, back(-1000, -500_000))],
    ['no tax at all', line(-1000, back(-1000, 0))],
    [
      'more than its rate, without a receipt',
      line(-1000, { returned: { ...back(-1000, -165).returned, sale: null } }),
    ],
  ])('%s that comes back does not add up', (_, one) => {
    expect(saleFlaws(sale([line(5000), one]))).toEqual(['tax-does-not-add-up'])
    expect(saleFlaws(saleIn('exclusive', [line(5000), one]))).toEqual(['tax-does-not-add-up'])
  })

  test.each<[string, Partial<Sale>]>([
    ['more than half of any coin in use', { roundingMinor: -60 as Minor, tenders: [cash(940)] }],
    ['to no coin', { roundingMinor: 3 as Minor, tenders: [cash(1003)] }],
    ['the whole total', { roundingMinor: -1000 as Minor, tenders: [] }],
    [
      'on a card',
      {
        roundingMinor: -2 as Minor,
        tenders: [{ kind: 'card', id: 't' as TenderId, amountMinor: 998 as Minor, last4: '', reference: '' }],
      },
    ],
    [
      'cash whose change is forged',
      { tenders: [{ ...(cash(1000) as Extract<Tender, { kind: 'cash' }>), changeMinor: 500 as Minor }] },
    ],
  ])('rounding by %s does not add up', (_, change) => {
    expect(saleFlaws(sale([line(1000)], change))).toEqual(['tenders-do-not-add-up'])
  })

  test('the largest figures that a schema takes are looked at without an end', () => {
    const discounts = Array.from(
      { length: 40 },
      () => ({ source: 'line', label: '', amountMinor: MAX_MINOR }) as never,
    )
    const lines = Array.from({ length: 1000 }, () => line(MAX_MINOR, { discounts }))
    const tenders = Array.from({ length: 50 }, () => cash(MAX_MINOR))
    const huge = { ...sale([line(1)]), lines, tenders, roundingMinor: MAX_MINOR as Minor }
    for (const policy of ['per-rate', 'per-line', 'per-receipt'] as const)
      expect(saleFlaws({ ...huge, taxPolicy: { rounding: policy, halves: 'even' } })).toContain(
        'lines-do-not-add-up',
      )
  })
})
