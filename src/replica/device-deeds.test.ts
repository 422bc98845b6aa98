import { describe, expect, test } from 'vitest'
import type { DeviceId, LeaseId, ShiftId, VariantId } from '../../core/domain/ids.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import { sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { START_HEAD } from '../../core/journal/head.ts'
import { LOCATION, sha256 } from '../../test/support/journals.ts'
import { furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import { closeShiftFromAfar, openShiftOf, reclaimFrom, removeDevice } from './device-deeds.ts'
import type { Replica } from './replica.ts'
import { storeFeed } from './snapshots.ts'

const OTHER = 'till-b' as DeviceId
const SHIFT = 'shift-b' as ShiftId
const LEASE = 'lease-1' as LeaseId
const quantity = 5000 as Thousandths

/** An office that has heard of another till: an open shift, five leased pieces. */
async function officeWithTill(): Promise<Replica> {
  const replica = await testDevice().openTab()
  await furnish(replica, 1)
  const terms = { lease: LEASE, variant: 'v0' as VariantId, quantity, token: 1 }
  const place = { at: 0, staff: null, shift: null } as never
  const drafts = [
    { ...(place as object), id: 'b-1', kind: 'shift-opened', body: { shift: SHIFT, number: 4 } },
    { ...(place as object), id: 'b-2', kind: 'lease-taken', body: terms },
  ] as unknown as Draft[]
  await hear(replica, drafts)
  return replica
}

async function hear(replica: Replica, drafts: readonly Draft[]): Promise<void> {
  let head = START_HEAD
  const rows = drafts.map((draft) => {
    const step = sealEntry(draft, { location: LOCATION, device: OTHER }, head, sha256)
    head = step.head
    return { device: OTHER, seq: step.sealed.entry.seq, bytes: step.sealed.bytes }
  })
  await storeFeed(replica.deps.views, rows, { epoch: 1, cursor: rows.length })
  await replica.catchUp()
}

const newest = async (replica: Replica, count: number) =>
  (await replica.deps.journal.entries.toArray()).slice(-count).map(({ bytes }) => JSON.parse(bytes))

const heldBy = (replica: Replica) => replica.readState(({ leases }) => leases.get(LEASE)?.reclaim ?? null)

describe('O6: a device is removed', () => {
  test('with what it holds taken back in the same append, as far as its journal is known', async () => {
    const replica = await officeWithTill()
    const before = (await newest(replica, 100)).length
    expect(await removeDevice(replica, { device: OTHER, reclaim: true }, OWNER)).toEqual({
      ok: true,
      value: null,
    })
    expect((await newest(replica, 100)).length - before).toBe(2)
    const [removal, reclaim] = await newest(replica, 2)
    expect(removal.body.patches).toEqual([{ record: 'device', id: OTHER, fields: { removed: true } }])
    expect(reclaim).toMatchObject({ kind: 'lease-reclaimed', body: { lease: LEASE, seq: 2, quantity: 5000 } })
    expect(await heldBy(replica)).toMatchObject({ seq: 2, quantity: 5000 })
  })

  test('and keeps its leases where nobody wants to take them back', async () => {
    const replica = await officeWithTill()
    await removeDevice(replica, { device: OTHER, reclaim: false }, OWNER)
    expect(await heldBy(replica)).toBeNull()
  })
})

test('O6: what a device holds is taken back without removing it, and once', async () => {
  const replica = await officeWithTill()
  await reclaimFrom(replica, OTHER, OWNER)
  expect(await heldBy(replica)).toMatchObject({ seq: 2, quantity: 5000 })
  const before = (await newest(replica, 100)).length
  await reclaimFrom(replica, OTHER, OWNER)
  expect((await newest(replica, 100)).length).toBe(before)
  expect(await replica.readState(({ settings }) => settings.device.get(OTHER)?.removed ?? false)).toBe(false)
})

test('a shift is closed from afar as far as its till is known here', async () => {
  const replica = await officeWithTill()
  const open = () => replica.readState((state) => openShiftOf(state, OTHER))
  expect(await open()).toEqual({ id: SHIFT, number: 4 })
  await closeShiftFromAfar(replica, { device: OTHER, shift: SHIFT }, OWNER)
  expect(await open()).toBeNull()
  const [close] = await newest(replica, 1)
  expect(close).toMatchObject({ staff: OWNER, body: { shift: SHIFT, device: OTHER, lastSeq: 2 } })
})
