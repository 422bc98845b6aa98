/** K4 where several endpoint processes share a PostgreSQL. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Millis, VariantId } from '../core/domain/ids.ts'
import { freeOf, heldTogether } from '../core/domain/lease.ts'
import type { Thousandths } from '../core/domain/money.ts'
import { sealEntry } from '../core/journal/chain.ts'
import type { Draft } from '../core/journal/entry.ts'
import { type Head, START_HEAD } from '../core/journal/head.ts'
import { grantLeases } from './lease.ts'
import { createLocationViews } from './location-views.ts'
import { push } from './push.ts'
import { hashLine } from './push-plan.ts'
import { hashSecret } from './register.ts'
import { openPostgresStorage } from './storage/postgres-storage.ts'
import type { Storage } from './storage/storage.ts'
import { freshDatabase, type TestDatabase } from './testing/postgres-database.ts'
import { saleDraft, sha256, tillOf } from './testing/test-till.ts'

const V = 'capsule' as VariantId
const TILLS = Array.from({ length: 6 }, (_, index) => tillOf('location-1', `device-${index}`))
const [FIRST = tillOf('location-1', 'device-0')] = TILLS
const NOW = 1_790_000_000_000 as Millis

const processOf = (storage: Storage) => ({
  storage,
  views: createLocationViews(storage),
  now: () => NOW,
})

let database: TestDatabase
let stores: readonly Storage[]
beforeEach(async () => {
  database = await freshDatabase()
  stores = await Promise.all([1, 2, 3].map(() => openPostgresStorage(database.url)))
})
afterEach(async () => {
  for (const store of stores) await store.close()
  await database.drop()
})

async function openWith(pieces: number, storage: Storage): Promise<void> {
  for (const [index, { location, device, token }] of TILLS.entries()) {
    const made = { location, device, tokenHash: hashSecret(token), publicKey: null, at: NOW, till: true }
    if (index === 0) await storage.registerLocation({ ...made, pins: [], onlyFirst: true })
    else await storage.addDevice(made)
  }
  const fields = { product: 'p', tracked: true, capped: true }
  const deeds = [
    { kind: 'settings', body: { patches: [{ record: 'variant', id: V, fields }] } },
    { kind: 'stock-received', body: { lines: [{ variant: V, quantity: pieces * 1000 }] } },
  ]
  let head: Head = START_HEAD
  const lines = deeds.map((deed) => {
    const draft = { ...saleDraft(deed.kind), ...deed } as unknown as Draft
    const step = sealEntry(draft, FIRST, head, sha256)
    head = step.head
    return hashLine(Buffer.from(step.sealed.bytes))
  })
  await push(processOf(storage), { ...FIRST, from: 1, build: 'test' }, lines)
}

it('K4: of capped stock, three processes at once grant no unit twice', { timeout: 60_000 }, async () => {
  const [store] = stores
  if (!store) throw new Error('there are three')
  await openWith(20, store)
  const processes = stores.map(processOf)
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) => {
      const wants = [{ variant: V, quantity: 2000 as Thousandths, needed: 2000 }]
      const asked = { protocol: 2, wants, taken: [] }
      const serving = processes[index % processes.length] as (typeof processes)[number]
      return grantLeases(serving, TILLS[index % TILLS.length] ?? FIRST, asked)
    }),
  )
  const { state } = await processOf(store).views.read(FIRST.location)
  expect(heldTogether(state.leases.values(), V)).toBeLessThanOrEqual(20_000)
  expect(freeOf(state.leases.values(), state.stock, V)).toBeGreaterThanOrEqual(0)
  const told = new Set(answers.flatMap(({ grants }) => grants.map(({ lease }) => lease)))
  expect(told).toEqual(new Set(state.leases.keys()))
  expect(told.size).toBeGreaterThan(0)
})
