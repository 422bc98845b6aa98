import { describe, expect, test } from 'vitest'
import type { CartLine } from '../../../core/domain/cart.ts'
import type { SaleId, TaxRateId, TenderId, VoucherCode } from '../../../core/domain/ids.ts'
import { ONE_PIECE, type Ppm, toMinor } from '../../../core/domain/money.ts'
import { plainRules, priceCart } from '../../../core/domain/price-cart.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import type { VoucherStanding } from '../../replica/standings.ts'
import { redemption } from '../cart/take-code.ts'
import { type IssuingLine, singlePurposeUse, type VoucherQuestion, voucherUse } from './voucher-use.ts'

const CODE = 'K3M8PX2A90TW' as VoucherCode

const holding = (balance: number): VoucherStanding => ({
  code: CODE,
  balanceMinor: toMinor(balance),
  purpose: 'multi',
  expiresAt: null,
  issued: { sale: 's' as SaleId, receipt: 'A-000001', at: 0 as never, amountMinor: toMinor(5000) },
  uses: [],
})

const part = (amount: number): Tender => ({
  ...{ kind: 'voucher', id: `v${amount}` as TenderId, voucher: CODE, amountMinor: toMinor(amount) },
})

const ask = (question: Partial<Omit<VoucherQuestion, 'code'>>) =>
  voucherUse({
    ...{ code: CODE, standing: holding(5000), dueMinor: toMinor(3500), parts: [], offlineMinor: null },
    ...question,
  })

describe('S24: what a voucher pays', () => {
  test('what is due, and the rest stays on it', () => {
    expect(ask({})).toEqual({ amountMinor: 3500, restMinor: 1500, limit: 'none' })
  })

  test('what is left on it, less what parts of the same sale take', () => {
    expect(ask({ standing: holding(2000) })).toEqual({ amountMinor: 2000, restMinor: 0, limit: 'balance' })
    expect(ask({ parts: [part(4000)] })).toEqual({ amountMinor: 1000, restMinor: 0, limit: 'balance' })
    expect(ask({ parts: [part(5000)] })).toMatchObject({ amountMinor: 0, limit: 'used-up' })
    expect(ask({ standing: holding(-100) })).toMatchObject({ amountMinor: 0, limit: 'used-up' })
  })

  test('one that nobody knows pays nothing in touch, and no more than the limit while cut off', () => {
    expect(ask({ standing: null })).toMatchObject({ amountMinor: 0, limit: 'unknown' })
    expect(ask({ standing: null, offlineMinor: toMinor(2000) })).toMatchObject({
      ...{ amountMinor: 2000, limit: 'offline' },
    })
  })

  test('cut off, the location’s limit counts, less what this sale takes already', () => {
    const offlineMinor = toMinor(2000)
    expect(ask({ offlineMinor })).toEqual({ amountMinor: 2000, restMinor: 3000, limit: 'offline' })
    expect(ask({ offlineMinor, parts: [part(1500)] })).toMatchObject({ amountMinor: 500, limit: 'offline' })
    expect(ask({ offlineMinor, parts: [part(2000)] })).toMatchObject({ amountMinor: 0, limit: 'offline' })
  })
})

describe('M45: what a voucher for certain goods pays', () => {
  const VAT = { id: 'full' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }
  const line = (unitMinor: number): CartLine => ({
    ...{ key: `${unitMinor}`, product: null, variant: null, name: 'Print', variantName: '', sku: null },
    ...{ quantity: ONE_PIECE, unitMinor: toMinor(unitMinor), listMinor: null, note: '', taxRate: VAT },
  })
  const issue: IssuingLine = {
    ...{ ...line(5000), amountMinor: toMinor(5000), kind: 'voucher', taxMode: 'inclusive' },
    voucher: { code: CODE, purpose: 'single', expiresAt: null },
  }
  const use = (balance: number, lines: readonly CartLine[], offline: number | null = null) => {
    const priced = priceCart({ id: 's' as SaleId, label: '', lines }, plainRules('inclusive'))
    const offlineMinor = offline === null ? null : toMinor(offline)
    return singlePurposeUse(holding(balance), issue, { priced, offlineMinor })
  }
  const half = redemption('half', issue, { amountMinor: toMinor(1000) })

  test('its goods, what is left on it, and what it does not pay already', () => {
    expect(use(5000, [line(2000)])).toEqual({ amountMinor: 2000, restMinor: 3000, limit: 'none' })
    expect(use(1500, [line(2000)])).toEqual({ amountMinor: 1500, restMinor: 0, limit: 'none' })
    expect(use(1500, [line(2000), half])).toEqual({ amountMinor: 500, restMinor: 0, limit: 'none' })
    expect(use(1000, [line(2000), half])).toMatchObject({ amountMinor: 0, limit: 'used-up' })
    expect(use(5000, [])).toMatchObject({ amountMinor: 0, limit: 'balance' })
  })

  test('M33: cut off, the location’s limit counts when it becomes a line', () => {
    expect(use(5000, [line(2000)], 800)).toEqual({ amountMinor: 800, restMinor: 4200, limit: 'offline' })
    expect(use(5000, [line(2000), half], 1000)).toMatchObject({ amountMinor: 0, limit: 'offline' })
    expect(use(5000, [line(2000)], 9000)).toMatchObject({ amountMinor: 2000, limit: 'none' })
  })
})
