/** Replicas on an in-memory IndexedDB, with clocks and ids that count, for tests of the browser's half. */
import type { DeviceId, LocationId, Millis, StaffId } from '../../core/domain/ids.ts'
import type { Ppm } from '../../core/domain/money.ts'
import { writeSettings } from '../../src/replica/deeds.ts'
import { type Identity, journalDatabase } from '../../src/replica/journal-database.ts'
import { openReplica, type Replica } from '../../src/replica/replica.ts'
import type { TabChannel, TabMessage } from '../../src/replica/tab-channel.ts'
import { viewsDatabase } from '../../src/replica/views-database.ts'
import { LOCATION, sha256 } from './journals.ts'

let count = 0

/** Names databases so that tests do not meet. */
export const freshName = (): string => `db-${++count}`

/** Tabs of one device: what one posts, the others hear. */
export function tabsOfOneDevice(): () => TabChannel {
  const listeners = new Set<{ owner: object; hear: (message: TabMessage) => void }>()
  return () => {
    const owner = {}
    return {
      post: (message) => {
        for (const listener of listeners) if (listener.owner !== owner) listener.hear(message)
      },
      listen: (hear) => {
        const listener = { owner, hear }
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
  }
}

export interface TestDevice {
  readonly name: string
  readonly identity: Identity
  /** Opens the device in one more tab; `idle` is awaited where a long deed gives way to the screen. */
  readonly openTab: (idle?: () => Promise<void>) => Promise<Replica>
}

export function testDevice(letter = 'A', location: LocationId = LOCATION): TestDevice {
  const name = freshName()
  const identity: Identity = {
    location,
    device: `device-${name}` as DeviceId,
    letter,
    token: 'f'.repeat(64),
    origin: 'made',
  }
  const channel = tabsOfOneDevice()
  const openTab = (idle = async () => {}) =>
    openReplica({
      journal: journalDatabase(`${name}-journal`),
      views: viewsDatabase(`${name}-views`),
      identity,
      sha256: async () => sha256,
      now: () => (1_760_000_000_000 + ++count) as Millis,
      newId: () => `id-${String(++count).padStart(8, '0')}`,
      tabs: channel(),
      idle,
    })
  return { name, identity, openTab }
}

export const OWNER = 'owner-1' as StaffId

/** Gives a location its settings and `products` products of 10.00 each, with stock to be counted. */
export async function furnish(replica: Replica, products = 3): Promise<void> {
  await replica.catchUp()
  const { location } = replica.identity
  const rate = {
    record: 'tax-rate',
    id: 'rate-1' as never,
    fields: { name: 'VAT', ppm: 190_000 as Ppm },
  } as const
  await writeSettings(
    replica,
    [
      {
        record: 'location',
        id: location,
        fields: {
          name: 'Test',
          currency: 'EUR',
          country: 'DE',
          zone: 'Europe/Berlin',
          taxMode: 'inclusive',
          defaultTaxRate: rate.id,
        },
      },
      rate,
      { record: 'staff', id: OWNER, fields: { name: 'Mika Kern', role: 'owner' } },
      ...Array.from({ length: products }, (_, index) => [
        {
          record: 'product' as const,
          id: `p${index}` as never,
          fields: { name: `Product ${index}`, position: index },
        },
        {
          record: 'variant' as const,
          id: `v${index}` as never,
          fields: {
            product: `p${index}` as never,
            priceMinor: 1000 as never,
            tracked: true,
            sku: `SKU-${index}`,
          },
        },
      ]).flat(),
    ],
    OWNER,
  )
}
