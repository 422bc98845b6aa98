import { describe, expect, test } from 'vitest'
import type { DeviceId, EntryId, Millis, SaleId, VariantId } from '../../core/domain/ids.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import { sealEntry } from '../../core/journal/chain.ts'
import { type Decision, type DecisionKind, decisionKey } from '../../core/journal/decision.ts'
import type { DecisionAction } from '../../core/journal/decision-words.ts'
import { START_HEAD } from '../../core/journal/head.ts'
import { exactCash, oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { LOCATION, sha256 } from '../../test/support/journals.ts'
import { furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import { settleAll, settleDecision } from './decisions.ts'
import { recordSale } from './deeds.ts'
import { acknowledge, refusedEntries } from './outbox.ts'
import type { Replica } from './replica.ts'
import { storeFeed } from './snapshots.ts'

const V0 = 'v0' as VariantId

async function shopThatOversold() {
  const device = testDevice()
  const replica = await device.openTab()
  await furnish(replica, 2)
  await sell(replica)
  await sell(replica)
  return { device, replica }
}

async function sell(replica: Replica) {
  const cart = oneLineCart(replica)
  const sold = await recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
  if (!sold.ok) throw new Error(sold.error.kind)
  return sold.value
}

const open = (replica: Replica) => replica.store.getState().decisions

function only(replica: Replica): Decision {
  const [decision] = open(replica)
  if (!decision) throw new Error('no decision is open')
  return decision
}

/** A decision about a sale, as the fold or a notice would name it. */
async function about(
  replica: Replica,
  kind: DecisionKind,
  id: SaleId,
  more: Partial<Decision> = {},
): Promise<Decision> {
  const sale = replica.store.getState().sales.get(id)
  if (!sale) throw new Error('no such sale')
  const { device, seq, entry, receipt, totalMinor: amountMinor } = sale
  const place = { device, seq, entry, receipt, amountMinor, variant: null, quantity: null, detail: '' }
  return { key: decisionKey(kind, entry), kind, ...place, ...more }
}

const rowsOf = (replica: Replica) => replica.deps.journal.entries.toArray()
const kindsBehind = async (replica: Replica, count: number) =>
  (await rowsOf(replica)).slice(count).map(({ kind }) => kind)

describe('settling a decision', () => {
  test('O1: a count settles an oversold product in one append with what was counted', async () => {
    const { replica } = await shopThatOversold()
    const decision = only(replica)
    expect(decision).toMatchObject({ kind: 'oversold', variant: V0, quantity: 2000, amountMinor: 2000 })
    const before = (await rowsOf(replica)).length
    const counted = 5000 as Thousandths
    const settled = await settleDecision(replica, { decision, action: 'count', counted }, OWNER)
    expect(settled.ok).toBe(true)
    expect(replica.store.getState().stock.get(V0)).toBe(5000)
    expect(open(replica)).toEqual([])
    expect(await kindsBehind(replica, before)).toEqual(['stock-counted', 'decision-made'])
  })

  test('O1: an answer given twice has its effect once', async () => {
    const { replica } = await shopThatOversold()
    const answer = { decision: only(replica), action: 'count', counted: 5000 as Thousandths } as const
    await settleDecision(replica, answer, OWNER)
    await sell(replica)
    const before = (await rowsOf(replica)).length
    expect(await settleDecision(replica, answer, OWNER)).toEqual({ ok: true, value: null })
    expect((await rowsOf(replica)).length).toBe(before)
    expect(replica.store.getState().stock.get(V0)).toBe(4000)
  })

  test('O1: when the append fails, neither the effect nor the settlement is there', async () => {
    const { device, replica } = await shopThatOversold()
    const decision = only(replica)
    replica.deps.journal.entries.hook('creating', (_key, row) => {
      if (row.kind === 'decision-made') throw new Error('disk')
    })
    const settled = await settleDecision(replica, { decision, action: 'set-to-nought' }, OWNER)
    expect(settled.ok).toBe(false)
    const again = await device.openTab()
    await again.catchUp()
    expect(again.store.getState().stock.get(V0)).toBe(-2000)
    expect(open(again)).toHaveLength(1)
  })

  test('O3: a settled one stays settled; what happens anew is raised anew', async () => {
    const { replica } = await shopThatOversold()
    const decision = only(replica)
    await settleDecision(replica, { decision, action: 'set-to-nought', note: 'gave the last to Ada' }, OWNER)
    expect(open(replica)).toEqual([])
    const settlements = await replica.readState((state) => [...state.settlements.values()])
    expect(settlements).toMatchObject([
      { action: 'set-to-nought', staff: OWNER, note: 'gave the last to Ada' },
    ])
    await sell(replica)
    expect(only(replica)).toMatchObject({ kind: 'oversold', quantity: 1000 })
  })

  test('the receipt’s price becomes the catalogue’s', async () => {
    const { replica } = await shopThatOversold()
    const { sale } = await sell(replica)
    const detail = 'Product 0: 800 instead of 1000'
    const decision = await about(replica, 'price-differs', sale.id, { variant: V0, detail })
    await settleDecision(replica, { decision, action: 'take-price' }, OWNER)
    expect(replica.store.getState().products[0]?.variants[0]?.priceMinor).toBe(800)
  })

  test('a product that nobody knows comes into the catalogue as its receipt names it', async () => {
    const replica = await testDevice().openTab()
    await furnish(replica, 0)
    const { sale } = await sell(replica)
    const decision = await about(replica, 'unknown-product', sale.id, { variant: V0 })
    await settleDecision(replica, { decision, action: 'add-product' }, OWNER)
    expect(replica.store.getState().products).toMatchObject([
      {
        id: 'p0',
        name: 'Product 0',
        variants: [{ id: 'v0', sku: 'SKU-0', priceMinor: 1000, tracked: false }],
      },
    ])
  })

  test('a sale is voided, and one that both tills took is counted twice under a number of its own', async () => {
    const { replica } = await shopThatOversold()
    const { sale } = await sell(replica)
    const twice = await about(replica, 'same-sale-twice', sale.id)
    await settleDecision(replica, { decision: twice, action: 'count-second' }, OWNER)
    const receipts = [...replica.store.getState().sales.values()].map(({ receipt }) => receipt)
    expect(receipts).toEqual(['A-000001', 'A-000002', 'A-000003', 'A-000004'])
    expect(replica.store.getState().stock.get(V0)).toBe(-4000)
    const clash = await about(replica, 'duplicate-receipt', sale.id)
    await settleDecision(replica, { decision: clash, action: 'void-sale' }, OWNER)
    expect(replica.store.getState().sales.get(sale.id)?.voided).not.toBeNull()
    expect((await sell(replica)).sale.receipt).toBe('A-000005')
  })

  test('what this device does not hold is asked of the endpoint', async () => {
    const { replica } = await shopThatOversold()
    const sold = await sell(replica)
    const bytes = (await rowsOf(replica)).find(({ id }) => id === sold.entry)?.bytes ?? ''
    const elsewhere = { device: 'till-z' as DeviceId, seq: 7 }
    const decision = await about(replica, 'same-sale-twice', sold.sale.id, elsewhere)
    const fetchEntry = async (device: DeviceId, seq: number) => ({
      ok: true as const,
      value: device === elsewhere.device && seq === elsewhere.seq ? bytes : null,
    })
    const settled = await settleDecision(replica, { decision, action: 'count-second', fetchEntry }, OWNER)
    expect(settled.ok).toBe(true)
    expect(replica.store.getState().sales.size).toBe(4)
  })

  test.each([['void-sale'], ['add-product'], ['count-second']] as const)(
    'O1: %s of something that is not on this device writes nothing',
    async (action: DecisionAction) => {
      const { replica } = await shopThatOversold()
      const before = (await rowsOf(replica)).length
      const place = { device: 'till-z' as never, seq: 9, entry: 'entry-z' as never }
      const decision = { ...only(replica), ...place }
      expect(await settleDecision(replica, { decision, action }, OWNER)).toEqual({
        ok: false,
        error: { kind: 'gone' },
      })
      expect((await rowsOf(replica)).length).toBe(before)
    },
  )

  test('a thousand are settled by one answer', async () => {
    const { replica } = await shopThatOversold()
    const decisions = Array.from({ length: 1000 }, (_, n) => ({ ...only(replica), key: `relayed/d/${n}` }))
    expect(await settleAll(replica, decisions, 'seen', OWNER)).toEqual({ ok: true, value: 1000 })
    expect(await replica.readState(({ settlements }) => settlements.size)).toBe(1000)
  })
})

describe('entries that the endpoint could not take as they were', () => {
  const ENDPOINT = 'endpoint-1' as DeviceId

  test('are told of until its notice has come: from then on that is the one decision', async () => {
    const { replica } = await shopThatOversold()
    const refusal = { seq: 2, outcome: 'quarantined' as const, detail: 'bad-body' }
    await acknowledge(replica, { seq: 3, hash: '', epoch: 1 }, [refusal])
    expect(await refusedEntries(replica)).toEqual([refusal])
    await hearNotice(replica, 3)
    expect(await refusedEntries(replica)).toEqual([refusal])
    await hearNotice(replica, 2)
    expect(await refusedEntries(replica)).toEqual([])
    const notice = open(replica).find(({ kind, seq }) => kind === 'quarantined' && seq === 2)
    if (!notice) throw new Error('the notice is no decision')
    await settleDecision(replica, { decision: notice, action: 'seen' }, OWNER)
    expect(await refusedEntries(replica)).toEqual([])
  })

  let head = START_HEAD

  async function hearNotice(replica: Replica, seq: number): Promise<void> {
    const nothing = { entry: null, receipt: '', amountMinor: null, variant: null, detail: '' }
    const body = { about: 'quarantined' as const, device: replica.identity.device, seq, ...nothing }
    const label = { id: `n-${seq}` as EntryId, at: 0 as Millis, staff: null, shift: null }
    const place = { location: LOCATION, device: ENDPOINT }
    const step = sealEntry({ ...label, kind: 'notice', body }, place, head, sha256)
    head = step.head
    const { entry, bytes } = step.sealed
    await storeFeed(replica.deps.views, [{ device: ENDPOINT, seq: entry.seq, bytes }], {
      epoch: 1,
      cursor: seq,
    })
    await replica.catchUp()
  }
})
