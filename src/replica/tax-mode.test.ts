import { describe, expect, test } from 'vitest'
import { type CartLine, emptyCart } from '../../core/domain/cart.ts'
import type { SaleId, VoucherCode } from '../../core/domain/ids.ts'
import { type Thousandths, toMinor } from '../../core/domain/money.ts'
import { plainRules, priceCart } from '../../core/domain/price-cart.ts'
import { NOTHING_BACK, returnLines } from '../../core/domain/refund.ts'
import { saleFlaws } from '../../core/domain/sale-flaws.ts'
import type { Tender } from '../../core/domain/tender.ts'
import type { Patch } from '../../core/journal/settings.ts'
import { exactCash, oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { sellPiece } from '../../test/support/refunds.ts'
import { furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import { recordSale, writeSettings } from './deeds.ts'
import type { Replica } from './replica.ts'

async function till(): Promise<Replica> {
  const replica = await testDevice().openTab()
  await furnish(replica)
  return replica
}

type LocationFields = Extract<Patch, { readonly record: 'location' }>['fields']

async function change(replica: Replica, fields: LocationFields): Promise<void> {
  await writeSettings(replica, [{ record: 'location', id: replica.identity.location, fields }], OWNER)
  await replica.catchUp()
}

describe('M80: a sale is written by the rules by which its cart was priced', () => {
  test('also where the office writes prices the other way, or rounds otherwise, before the money is there', async () => {
    const replica = await till()
    const cart = oneLineCart(replica)
    const priced = pricedOf(cart)
    await change(replica, { taxMode: 'exclusive', taxRounding: 'per-line', taxHalves: 'even' })
    const recorded = await recordSale(replica, { priced, tenders: exactCash(cart), staff: OWNER })
    if (!recorded.ok) throw new Error(recorded.error.kind)
    expect(recorded.value.sale).toMatchObject({ taxMode: 'inclusive', totalMinor: 1000 })
    expect(recorded.value.sale.taxPolicy).toBeUndefined()
    expect(saleFlaws(recorded.value.sale)).toEqual([])
  })

  test('a kept price carries its rules', async () => {
    const replica = await till()
    const { cart: _, ...frozen } = pricedOf(oneLineCart(replica))
    const cart = { ...oneLineCart(replica), frozen }
    expect(priceCart(cart, plainRules('exclusive'))).toEqual({ cart, ...frozen })
  })
})

describe('M80: what was priced the other way is refused', () => {
  test('goods that come back of a sale whose prices contained their tax', async () => {
    const replica = await till()
    const { sale } = await sellPiece(replica)
    const choice = [{ line: 0, quantity: 1000 as Thousandths, restock: true }]
    const drafts = returnLines(sale, () => NOTHING_BACK, choice)
    if (!drafts.ok) throw new Error(drafts.error.kind)
    const lines = drafts.value.map((line) => ({ ...line, key: 'back' }))
    await expectRefused(replica, lines, -1160)
  })

  test('a voucher for certain goods that was sold then', async () => {
    const replica = await till()
    const voucher = { code: 'K3M8PX2A90TW' as VoucherCode, purpose: 'single', expiresAt: null } as const
    const [goods] = oneLineCart(replica).lines
    if (!goods) throw new Error('no line')
    const unitMinor = toMinor(500)
    const back = { ...goods, variant: null, key: 'v', kind: 'voucher', voucher, unitMinor } as const
    const redeemed: CartLine = { ...back, quantity: -1000 as Thousandths, taxMode: 'inclusive' }
    await expectRefused(replica, [goods, redeemed], 595)
  })
})

/** Priced without their tax the lines come to another total than they did, and nothing of it is written. */
async function expectRefused(
  replica: Replica,
  lines: readonly CartLine[],
  totalMinor: number,
): Promise<void> {
  const cart = { ...emptyCart(replica.deps.newId() as SaleId), lines }
  const priced = priceCart(cart, plainRules('exclusive'))
  expect(priced.totals.totalMinor).toBe(totalMinor)
  const cash = {
    kind: 'cash',
    id: 'cash',
    amountMinor: totalMinor,
    tenderedMinor: 0,
    changeMinor: -totalMinor,
  }
  const before = await replica.deps.journal.entries.count()
  expect(await recordSale(replica, { priced, tenders: [cash as Tender], staff: OWNER })).toMatchObject({
    ok: false,
    error: { kind: 'other-tax-mode' },
  })
  expect(await replica.deps.journal.entries.count()).toBe(before)
}
