import { describe, expect, test } from 'vitest'
import type { CartLine } from '../../../core/domain/cart.ts'
import type { SaleId, TaxRateId, TenderId, VoucherCode } from '../../../core/domain/ids.ts'
import { ONE_PIECE, type Ppm, toMinor } from '../../../core/domain/money.ts'
import { plainRules, priceCart } from '../../../core/domain/price-cart.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import type { VoucherStanding } from '../../replica/standings.ts'
import { redemption } from '../cart/take-code.ts'
import {
  type IssuingLine,
  singlePurposeUse,
  type VoucherQuestion,
  type VoucherUse,
  voucherUse,
} from './voucher-use.ts'
import { limitWords } from './voucher-words.ts'

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

const words = (use: VoucherUse) =>
  limitWords(use, {
    ...{ issued: '€50.00', offline: '€20.00', voidedBy: 'A-000001' },
    goods: { name: 'Lunch card', rate: '19 %' },
  })

describe('S24: what a voucher pays', () => {
  test('what is due, and the rest stays on it', () => {
    expect(ask({})).toMatchObject({ amountMinor: 3500, restMinor: 1500, limit: 'none' })
  })

  test('what is left on it, less what parts of the same sale take', () => {
    expect(ask({ standing: holding(2000) })).toMatchObject({
      amountMinor: 2000,
      restMinor: 0,
      limit: 'balance',
    })
    expect(ask({ parts: [part(4000)] })).toMatchObject({ amountMinor: 1000, restMinor: 0, limit: 'balance' })
    expect(ask({ standing: holding(0) })).toMatchObject({ amountMinor: 0, limit: 'used-up' })
    expect(ask({ standing: holding(-100) })).toMatchObject({ amountMinor: 0, limit: 'used-up' })
  })

  test('what the same sale takes is not on it any more, and it is not called used up by others', () => {
    const twice = ask({ parts: [part(5000)] })
    expect(twice).toMatchObject({ amountMinor: 0, heldMinor: 0, limit: 'used-here' })
    expect(words(twice)).toBe('This sale takes all that was on it already.')
    expect(words(ask({ standing: holding(0) }))).toBe('It is used up: nothing is left of its €50.00.')
  })

  test('one whose sale is void pays nothing, in touch or cut off, and says which sale that is', () => {
    for (const offlineMinor of [null, toMinor(2000)]) {
      const use = ask({ standing: null, voidedBy: 'A-000001', offlineMinor })
      expect(use).toMatchObject({ amountMinor: 0, limit: 'void' })
      expect(words(use)).toMatch(/^A-000001 is void, and with it this voucher/)
    }
  })

  test('one that nobody knows pays nothing in touch, and no more than the limit while cut off', () => {
    expect(ask({ standing: null })).toMatchObject({ amountMinor: 0, limit: 'unknown' })
    expect(ask({ standing: null, offlineMinor: toMinor(2000) })).toMatchObject({
      ...{ amountMinor: 2000, limit: 'offline' },
    })
  })

  test('cut off, the location’s limit counts, less what this sale takes already', () => {
    const offlineMinor = toMinor(2000)
    expect(ask({ offlineMinor })).toMatchObject({ amountMinor: 2000, restMinor: 3000, limit: 'offline' })
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
    expect(use(5000, [line(2000)])).toMatchObject({ amountMinor: 2000, restMinor: 3000, limit: 'none' })
    expect(use(1500, [line(2000)])).toMatchObject({ amountMinor: 1500, restMinor: 0, limit: 'none' })
    expect(use(1500, [line(2000), half])).toMatchObject({ amountMinor: 500, restMinor: 0, limit: 'none' })
    expect(use(0, [line(2000)])).toMatchObject({ amountMinor: 0, limit: 'used-up' })
  })

  test('goods of another rate it does not pay, and says which it is for', () => {
    const nothing = use(5000, [{ ...line(900), taxRate: { ...VAT, id: 'low' as TaxRateId } }])
    expect(nothing).toMatchObject({ amountMinor: 0, heldMinor: 5000, limit: 'no-goods' })
    expect(words(nothing)).toBe(
      'Lunch card is for goods taxed at 19 %, and this sale has none left for it to pay.',
    )
    expect(use(5000, [])).toMatchObject({ amountMinor: 0, limit: 'no-goods' })
  })

  test('what the same sale takes is not on it any more', () => {
    const twice = use(1000, [line(2000), half])
    expect(twice).toMatchObject({ amountMinor: 0, heldMinor: 0, limit: 'used-here' })
    expect(words(twice)).toBe('This sale takes all that was on it already.')
  })

  test('M33: cut off, the location’s limit counts when it becomes a line', () => {
    expect(use(5000, [line(2000)], 800)).toMatchObject({
      amountMinor: 800,
      restMinor: 4200,
      limit: 'offline',
    })
    expect(use(5000, [line(2000), half], 1000)).toMatchObject({ amountMinor: 0, limit: 'offline' })
    expect(use(5000, [line(2000)], 9000)).toMatchObject({ amountMinor: 2000, limit: 'none' })
  })
})
