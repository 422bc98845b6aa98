import { describe, expect, test } from 'vitest'
import { applyToCart, type Cart } from '../../core/domain/cart.ts'
import type { LeaseId, StaffId, TenderId, VariantId } from '../../core/domain/ids.ts'
import { leaseToken } from '../../core/domain/lease.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import { openDecisions } from '../../core/journal/open-decisions.ts'
import { exactCash, oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import { recordSale, writeSettings } from './deeds.ts'
import { reclaimFrom } from './device-deeds.ts'
import { onSignal, signal } from './lease-wish.ts'
import { capVariant, refuseGrant, returnLeases, takeLease } from './leases.ts'
import { acknowledge } from './outbox.ts'
import type { Replica } from './replica.ts'
import { closeShift } from './shift.ts'
import { voidSale } from './void-sale.ts'

const V = 'v0' as VariantId
const MANAGER = 'manager-1' as StaffId

const grant = (name: string, pieces: number, place = 1, epoch = 1) => ({
  lease: `lease-${name}` as LeaseId,
  variant: V,
  quantity: (pieces * 1000) as Thousandths,
  token: leaseToken(epoch, place),
})

/** A till with its catalogue, the first product capped at so many pieces. */
async function cappedTill(pieces = 10) {
  const device = testDevice()
  const replica = await device.openTab()
  await furnish(replica)
  await capVariant(replica, V, pieces, OWNER)
  return { device, replica }
}

function cartOf(replica: Replica, pieces: number): Cart {
  const cart = oneLineCart(replica)
  return applyToCart(cart, {
    type: 'set-quantity',
    key: 'line-1',
    quantity: (pieces * 1000) as Thousandths,
  })
}

const sell = (replica: Replica, cart: Cart) =>
  recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })

const rows = async (replica: Replica) =>
  (await replica.deps.journal.leases.toArray()).map(({ left }) => left / 1000)
const kinds = async (replica: Replica) =>
  (await replica.deps.journal.entries.toArray()).map(({ kind }) => kind)
const held = (replica: Replica) => (replica.store.getState().leased.get(V) ?? 0) / 1000
const decisionKinds = (replica: Replica) =>
  replica.readState((state) => openDecisions(state).map(({ kind }) => kind))

describe('taking a lease', () => {
  test('K4: is one deed: the entry and the row that is sold from, once however often it is taken', async () => {
    const { device, replica } = await cappedTill()
    const other = await device.openTab()
    await Promise.all([takeLease(replica, grant('a', 3)), takeLease(other, grant('a', 3))])
    await takeLease(replica, grant('a', 3))
    expect((await kinds(replica)).filter((kind) => kind === 'lease-taken')).toHaveLength(1)
    expect(await rows(replica)).toEqual([3])
    expect(held(replica)).toBe(3)
  })

  test('K4: taken again after it was sold from, it is not full again', async () => {
    const { replica } = await cappedTill()
    await takeLease(replica, grant('a', 3))
    await sell(replica, cartOf(replica, 2))
    await takeLease(replica, grant('a', 3))
    expect(await rows(replica)).toEqual([1])
  })

  test('K7: a grant from before a restore is not taken any more, and is given back', async () => {
    const { replica } = await cappedTill()
    await acknowledge(replica, { seq: 1, hash: '', epoch: 7 })
    expect(await takeLease(replica, grant('a', 3, 1, 1))).toEqual({ ok: true, value: false })
    expect(await rows(replica)).toEqual([])
    await refuseGrant(replica, grant('a', 3, 1, 1))
    await refuseGrant(replica, grant('a', 3, 1, 1))
    await refuseGrant(replica, grant('b', 3, 1, 7))
    expect((await kinds(replica)).filter((kind) => kind === 'lease-returned')).toHaveLength(1)
    expect(await takeLease(replica, grant('b', 3, 1, 7))).toEqual({ ok: true, value: true })
  })

  test('killed between the grant and the taking, a device has nothing, and takes it when it is back', async () => {
    const { device, replica } = await cappedTill()
    replica.deps.journal.close()
    const again = await device.openTab()
    await again.catchUp()
    expect(await sell(again, cartOf(again, 1))).toMatchObject({ ok: false, error: { kind: 'lease-short' } })
    await takeLease(again, grant('a', 3))
    expect(await sell(again, cartOf(again, 1))).toMatchObject({ ok: true })
  })
})

describe('a sale of capped stock', () => {
  test('K4: takes from the oldest lease first and says so; a restart finds the rest', async () => {
    const { device, replica } = await cappedTill()
    await takeLease(replica, grant('young', 3, 9))
    await takeLease(replica, grant('old', 2, 4))
    const sold = await sell(replica, cartOf(replica, 3))
    if (!sold.ok) throw new Error(sold.error.kind)
    expect(sold.value.sale.leases).toEqual([
      { lease: 'lease-old', variant: V, quantity: 2000 },
      { lease: 'lease-young', variant: V, quantity: 1000 },
    ])
    expect(held(replica)).toBe(2)
    const again = await device.openTab()
    await again.catchUp()
    expect(held(again)).toBe(2)
    expect(await decisionKinds(again)).toEqual([])
  })

  test('K4: two tabs and one last unit: one sells, the other is told that it is short, and keeps its cart', async () => {
    const { device, replica } = await cappedTill()
    const other = await device.openTab()
    await takeLease(replica, grant('a', 1))
    await other.catchUp()
    const outcomes = await Promise.all([sell(replica, cartOf(replica, 1)), sell(other, cartOf(other, 1))])
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(outcomes.find(({ ok }) => !ok)).toEqual({
      ok: false,
      error: { kind: 'lease-short', variants: [{ variant: V, quantity: 1000 }] },
    })
    expect((await kinds(replica)).filter((kind) => kind === 'sale')).toHaveLength(1)
    expect(await rows(replica)).toEqual([0])
  })

  test('S1: the same cart pressed twice with the last unit is one sale, and no shortage', async () => {
    const { replica } = await cappedTill()
    await takeLease(replica, grant('a', 1))
    const cart = cartOf(replica, 1)
    const [once, twice] = await Promise.all([sell(replica, cart), sell(replica, cart)])
    expect(once).toMatchObject({ ok: true })
    expect(twice).toEqual(once)
  })

  test('K3: what somebody allowed is sold without a lease, names who, and raises a decision', async () => {
    const { replica } = await cappedTill()
    await takeLease(replica, grant('a', 1))
    const override = { by: MANAGER, quantity: 1000 as Thousandths }
    const allowed = applyToCart(cartOf(replica, 2), { type: 'change', key: 'line-1', fields: { override } })
    const more = applyToCart(cartOf(replica, 3), { type: 'change', key: 'line-1', fields: { override } })
    expect(await sell(replica, more)).toMatchObject({ ok: false, error: { variants: [{ quantity: 1000 }] } })
    const sold = await sell(replica, allowed)
    expect(sold).toMatchObject({
      ok: true,
      value: { sale: { overrides: [{ variant: V, quantity: 1000, by: MANAGER }] } },
    })
    expect(sold.ok && 'override' in (sold.value.sale.lines[0] ?? {})).toBe(false)
    expect(await decisionKinds(replica)).toEqual(['override'])
  })

  test('K3: once a card was charged the sale stands, short or not', async () => {
    const { replica } = await cappedTill()
    const cart = cartOf(replica, 1)
    const { totalMinor } = pricedOf(cart).totals
    const card = {
      kind: 'card',
      id: 't1' as TenderId,
      amountMinor: totalMinor,
      last4: '',
      reference: '',
    } as const
    const sold = await recordSale(replica, { priced: pricedOf(cart), tenders: [card], staff: OWNER })
    expect(sold).toMatchObject({
      ok: true,
      value: { sale: { overrides: [{ variant: V, quantity: 1000, by: null }] } },
    })
  })

  test('K5: a void gives units to the stock, not to the lease', async () => {
    const { replica } = await cappedTill()
    await takeLease(replica, grant('a', 2))
    const sold = await sell(replica, cartOf(replica, 2))
    if (!sold.ok) throw new Error('not sold')
    await voidSale(replica, sold.value.sale.id, 'changed mind', OWNER)
    expect(replica.store.getState().stock.get(V)).toBe(10_000)
    expect(held(replica)).toBe(0)
  })

  test('goods that are not capped, or not any more, need no lease', async () => {
    const { replica } = await cappedTill()
    await writeSettings(replica, [{ record: 'variant', id: V, fields: { capped: false } }], OWNER)
    expect(await sell(replica, cartOf(replica, 1))).toMatchObject({ ok: true })
  })
})

describe('what the first paint knows', () => {
  test('a till shows what it holds before it has folded anything', async () => {
    const { device, replica } = await cappedTill()
    await takeLease(replica, grant('a', 3))
    await replica.setLeading(true)
    await replica.saveSnapshot()
    const again = await device.openTab()
    expect(again.store.getState().ready).toBe(false)
    expect(held(again)).toBe(3)
  })

  test('a wish is heard in this tab and in the others', async () => {
    const { device, replica } = await cappedTill()
    const other = await device.openTab()
    const heard: string[] = []
    onSignal(replica, 'lease-wish', () => heard.push('here'))
    const stop = onSignal(other, 'lease-wish', () => heard.push('there'))
    onSignal(other, 'lease-answer', () => heard.push('answer'))
    signal(replica, 'lease-wish')
    stop()
    signal(replica, 'lease-wish')
    expect(heard).toEqual(['there', 'here', 'here'])
  })
})

describe('giving back', () => {
  test('K5: so much of one lease, or all of all, and never more than is left', async () => {
    const { replica } = await cappedTill()
    await takeLease(replica, grant('a', 3, 1))
    await takeLease(replica, grant('b', 2, 2))
    await returnLeases(replica, [{ lease: 'lease-a' as LeaseId, quantity: 1000 }], OWNER)
    expect(await rows(replica)).toEqual([2, 2])
    await returnLeases(replica, [{ lease: 'lease-a' as LeaseId, quantity: 9000 }], OWNER)
    expect(await rows(replica)).toEqual([0, 2])
    await returnLeases(replica, 'all', OWNER)
    expect(await returnLeases(replica, 'all', OWNER)).toEqual({ ok: true, value: 0 })
    expect(held(replica)).toBe(0)
  })

  test('K6: what was declared lost is not sold any more once the till hears of it', async () => {
    const { replica } = await cappedTill()
    await takeLease(replica, grant('a', 3))
    await reclaimFrom(replica, replica.identity.device, OWNER)
    expect(held(replica)).toBe(0)
    expect(await sell(replica, cartOf(replica, 1))).toMatchObject({ ok: false })
  })
})

describe('the end of a shift', () => {
  test('S9, K5: gives all leases back in the same deed; the next sale opens another shift', async () => {
    const { replica } = await cappedTill()
    await takeLease(replica, grant('a', 3))
    await sell(replica, cartOf(replica, 1))
    expect(await closeShift(replica, OWNER)).toMatchObject({ ok: true, value: { returned: 1 } })
    expect(held(replica)).toBe(0)
    expect((await kinds(replica)).slice(-2)).toEqual(['lease-returned', 'shift-closed'])
    expect(await closeShift(replica, OWNER)).toEqual({ ok: true, value: { shift: null, returned: 0 } })
    await takeLease(replica, grant('b', 3, 2))
    await sell(replica, cartOf(replica, 1))
    expect((await kinds(replica)).filter((kind) => kind === 'shift-opened')).toHaveLength(2)
    expect(await decisionKinds(replica)).toEqual([])
  })

  test('S9: a shift that the office closed from afar is not sold into', async () => {
    const { replica } = await cappedTill()
    await takeLease(replica, grant('a', 3))
    await sell(replica, cartOf(replica, 1))
    const head = await replica.readState(({ shifts, heads }) => ({
      shift: [...shifts.keys()][0] as never,
      lastSeq: heads.get(replica.identity.device)?.seq ?? 0,
    }))
    const { device } = replica.identity
    const body = { ...head, device }
    const draft = { id: 'closed-afar' as never, at: 1 as never, staff: OWNER, shift: null } as const
    await replica.append(() => ({ drafts: [{ ...draft, kind: 'shift-closed', body }] }))
    await sell(replica, cartOf(replica, 1))
    expect((await kinds(replica)).filter((kind) => kind === 'shift-opened')).toHaveLength(2)
    expect(await decisionKinds(replica)).toEqual([])
  })
})
