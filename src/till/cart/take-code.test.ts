import { expect, test } from 'vitest'
import type { CartLine } from '../../../core/domain/cart.ts'
import type { TenderId } from '../../../core/domain/ids.ts'
import { NO_TAX } from '../../../core/domain/line.ts'
import { toMinor } from '../../../core/domain/money.ts'
import { cashTender, type Tender } from '../../../core/domain/tender.ts'
import { newVoucherCode } from '../../../core/domain/voucher-code.ts'
import { oneLineCart, pricedOf } from '../../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../../test/support/replicas.ts'
import { recordSale } from '../../replica/deeds.ts'
import { voidSale } from '../../replica/void-sale.ts'
import type { TillModel } from '../till-model.ts'
import { takeCode } from './take-code.ts'

const V = newVoucherCode((count) => new Uint8Array(count))

test('S24: a voucher whose sale is void is named as such where its code is typed, and another code is not known', async () => {
  const replica = await testDevice().openTab()
  await furnish(replica)
  const till = { app: { replica } } as unknown as TillModel
  expect(await takeCode(till, V)).toEqual({ ok: false, error: null })
  const card: CartLine = {
    ...{ key: 'card', product: null, variant: null, name: 'Gift card', variantName: '', sku: null },
    ...{ quantity: 1000 as CartLine['quantity'], unitMinor: toMinor(1000), listMinor: null, note: '' },
    ...{ taxRate: NO_TAX, kind: 'voucher', voucher: { code: V, purpose: 'multi', expiresAt: null } },
  }
  const priced = pricedOf({ ...oneLineCart(replica), lines: [card] })
  const cash = cashTender('t' as TenderId, toMinor(1000), toMinor(1000)) as Tender
  const sold = await recordSale(replica, { priced, tenders: [cash], staff: OWNER })
  if (!sold.ok) throw new Error(sold.error.kind)
  await voidSale(replica, sold.value.sale.id, 'Test', OWNER)
  expect(await takeCode(till, V)).toEqual({ ok: false, error: expect.stringMatching(/^A-000001 is void/) })
})
