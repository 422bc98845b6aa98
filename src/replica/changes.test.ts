import { describe, expect, it } from 'vitest'
import type { DeviceId } from '../../core/domain/ids.ts'
import { sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { START_HEAD } from '../../core/journal/head.ts'
import { sha256 } from '../../test/support/journals.ts'
import { furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import { openChanges } from './changes.ts'
import { writeSettings } from './deeds.ts'
import { storeFeed } from './snapshots.ts'

const price = (priceMinor: number) =>
  [{ record: 'variant', id: 'v0' as never, fields: { priceMinor: priceMinor as never } }] as const

describe('who changed what', () => {
  it('tells each field with what it was before, the newest first (O4)', async () => {
    const replica = await testDevice().openTab()
    await furnish(replica, 1)
    await writeSettings(replica, price(1200), OWNER)
    await writeSettings(replica, price(900), null)
    const { changes, more } = await openChanges(replica).readMore()
    expect(more).toBe(false)
    expect(changes.map(({ staff }) => staff)).toEqual([null, OWNER, OWNER])
    expect(changes[0]?.records[0]).toMatchObject({
      isNew: false,
      fields: [{ field: 'priceMinor', before: 1200, after: 900 }],
    })
    expect(changes[1]?.records[0]?.fields).toEqual([{ field: 'priceMinor', before: 1000, after: 1200 }])
    expect(changes[2]?.records.every(({ isNew }) => isNew)).toBe(true)
  })

  it('orders changes of two devices by Lamport counter, then device, whatever their clocks say (O4)', async () => {
    const [one, other] = await Promise.all([testDevice('A').openTab(), testDevice('B').openTab()])
    await furnish(one, 1)
    await give(one, other)
    await writeSettings(other, price(1100), OWNER)
    await give(other, one)
    await writeSettings(one, price(1300), OWNER)
    const { changes } = await openChanges(one).readMore()
    const prices = changes.map(({ records }) => records[0]?.fields[0]?.after)
    expect(prices.slice(0, 2)).toEqual([1300, 1100])
    expect(changes[0]?.records[0]?.fields[0]?.before).toBe(1100)
  })

  it('takes the larger device id first where counters are equal, and asks no clock (O4)', async () => {
    const replica = await testDevice('A').openTab()
    await furnish(replica, 1)
    await writeSettings(replica, price(1100), OWNER)
    const own = await replica.deps.journal.entries.orderBy('seq').last()
    const { lamport } = JSON.parse(own?.bytes ?? '{}') as { lamport: number }
    await hear(replica, { device: 'zz', lamport, at: 0, priceMinor: 2200 })
    await hear(replica, { device: 'aa', lamport, at: 9e12, priceMinor: 3300 })
    const { changes } = await openChanges(replica).readMore()
    const prices = changes.map(({ records }) => records[0]?.fields[0]?.after)
    expect(prices.slice(0, 3)).toEqual([2200, 1100, 3300])
    expect(replica.store.getState().products[0]?.variants[0]?.priceMinor).toBe(2200)
  })

  it('reads a bounded piece at a time, and never shows an older change before a newer one that hides (O4)', async () => {
    const replica = await testDevice('A').openTab()
    const other = await testDevice('B').openTab()
    await furnish(other, 1)
    await give(other, replica)
    await writeSettings(replica, price(1500), OWNER)
    const { seq: last } = (await replica.readState(({ heads }) => heads.get(other.identity.device))) ?? {
      seq: 0,
    }
    const rows = Array.from({ length: 4600 }, (_, n) => ({
      device: other.identity.device,
      seq: last + n + 1,
      bytes: null,
    }))
    await storeFeed(replica.deps.views, rows, { epoch: 1, cursor: 5000 })
    await replica.catchUp()
    const reader = openChanges(replica)
    // Nothing is known of the Lamport counters in between, so the own change waits too.
    expect(await reader.readMore()).toEqual({ changes: [], more: true })
    let page = await reader.readMore()
    while (page.more) page = await reader.readMore()
    expect(page.changes.map(({ device }) => device)).toEqual([replica.identity.device, other.identity.device])
    expect(page.changes[0]?.records[0]?.fields[0]).toMatchObject({ before: 1000, after: 1500 })
  })

  it('shows what is newer than all that has not been read yet (O4)', async () => {
    const replica = await testDevice('A').openTab()
    const other = await testDevice('B').openTab()
    await furnish(other, 1)
    await give(other, replica)
    await writeSettings(replica, price(1500), OWNER)
    const { device } = other.identity
    const head = await replica.readState(({ heads }) => heads.get(device)?.seq ?? 0)
    const bytes = JSON.stringify({ body: {}, kind: 'sale', lamport: 2 })
    const rows = Array.from({ length: 4600 }, (_, n) => ({ device, seq: head + n + 1, bytes }))
    await storeFeed(replica.deps.views, rows, { epoch: 1, cursor: 5000 })
    await replica.catchUp()
    const { changes, more } = await openChanges(replica).readMore()
    expect([changes.length, more]).toEqual([1, true])
    expect(changes[0]?.device).toBe(replica.identity.device)
  })
})

type Replica = Awaited<ReturnType<ReturnType<typeof testDevice>['openTab']>>

async function give(from: Replica, to: Replica): Promise<void> {
  const rows = await from.deps.journal.entries.toArray()
  const { device } = from.identity
  await storeFeed(
    to.deps.views,
    rows.map(({ seq, bytes }) => ({ device, seq, bytes })),
    { epoch: 1, cursor: rows.length },
  )
  await to.catchUp()
}

interface Heard {
  readonly device: string
  readonly lamport: number
  readonly at: number
  readonly priceMinor: number
}

/** The first entry of another device: a price, with the counter and the clock that it says. */
async function hear(replica: Replica, { device, lamport, at, priceMinor }: Heard): Promise<void> {
  const label = { id: `${device}-1`, at, staff: null, shift: null } as never as Pick<
    Draft,
    'id' | 'at' | 'staff' | 'shift'
  >
  const draft: Draft = { ...label, kind: 'settings', body: { patches: [...price(priceMinor)] } }
  const place = { location: replica.identity.location, device: device as DeviceId }
  const { sealed } = sealEntry(draft, place, { ...START_HEAD, lamport: lamport - 1 }, sha256)
  const row = { device: place.device, seq: 1, bytes: sealed.bytes }
  await storeFeed(replica.deps.views, [row], { epoch: 1, cursor: 1 })
  await replica.catchUp()
}
