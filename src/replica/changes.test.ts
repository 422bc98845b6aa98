import { describe, expect, it } from 'vitest'
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
