import { expect, test } from 'vitest'
import type { CartLine } from '../../core/domain/cart.ts'
import type { SaleId, TaxRateId, VoucherCode } from '../../core/domain/ids.ts'
import { ONE_PIECE, type Ppm, type Thousandths, toMinor } from '../../core/domain/money.ts'
import { pricedOf } from '../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import { recordSale } from './deeds.ts'

const VAT = { id: 'rate-1' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }
const code = 'K3M8PX2A90TW' as VoucherCode

const line = (key: string, unitMinor: number, more: Partial<CartLine> = {}): CartLine => ({
  ...{ key, product: null, variant: null, name: 'Print', variantName: '', sku: null, quantity: ONE_PIECE },
  ...{ unitMinor: toMinor(unitMinor), listMinor: null, note: '', taxRate: VAT },
  ...more,
})

test('M45: a price at which a voucher takes more off than its goods come to is not recorded', async () => {
  const replica = await testDevice().openTab()
  await furnish(replica)
  const voucher = { code, purpose: 'single', expiresAt: null } as const
  const redeemed = line('v', 2000, { kind: 'voucher', voucher, quantity: -1000 as Thousandths })
  const priced = pricedOf({ id: 's' as SaleId, label: '', lines: [line('a', 2000), redeemed] })
  const [goods, used] = priced.lines
  if (!goods || !used) throw new Error('no lines')
  const cheap = { ...goods, unitMinor: toMinor(500), amountMinor: toMinor(500) }
  const totals = { ...priced.totals, totalMinor: toMinor(0) }
  const before = await replica.deps.journal.entries.count()
  const forged = { ...priced, lines: [cheap, used], totals }
  expect(await recordSale(replica, { priced: forged, tenders: [], staff: OWNER })).toEqual({
    ok: false,
    error: { kind: 'voucher-beyond-goods', voucher: code },
  })
  expect(await replica.deps.journal.entries.count()).toBe(before)
})
