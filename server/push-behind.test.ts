/** Y22 where a second process (another endpoint, the command line) writes to the same location. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sealEntry } from '../core/journal/chain.ts'
import type { Draft } from '../core/journal/entry.ts'
import { type Head, START_HEAD } from '../core/journal/head.ts'
import { openDecisions } from '../core/journal/open-decisions.ts'
import { createLocationViews } from './location-views.ts'
import { push as pushThrough } from './push.ts'
import { hashLine } from './push-plan.ts'
import { openSqliteStorage } from './storage/sqlite-storage.ts'
import type { Storage } from './storage/storage.ts'
import { type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import { pairTill, push, registerTill, saleDraft, sha256, type TestTill } from './testing/test-till.ts'

let endpoint: TestEndpoint
let other: Storage
let till: TestTill
let office: TestTill
beforeEach(async () => {
  endpoint = testEndpoint()
  till = await registerTill(endpoint)
  office = await pairTill(endpoint, till, 'device-2')
  other = openSqliteStorage(join(endpoint.folder, 'barrow.sqlite'))
})
afterEach(async () => {
  await other.close()
  await endpoint.close()
})

function setPrice(priceMinor: number, from: Head) {
  const patches = [{ record: 'variant', id: 'v', fields: { product: 'p', priceMinor } }]
  const draft = { ...saleDraft(`price-${from.seq}`), kind: 'settings', body: { patches } } as unknown as Draft
  return sealEntry(draft, office, from, sha256)
}

function sellAt(listMinor: number, from: Head) {
  const draft = saleDraft(`sale-${from.seq}`, listMinor) as Extract<Draft, { kind: 'sale' }>
  const lines = [{ ...draft.body.lines[0], variant: 'v', listMinor }]
  return sealEntry({ ...draft, body: { ...draft.body, lines } } as unknown as Draft, till, from, sha256)
}

const differing = async () =>
  openDecisions((await endpoint.views.read(till.location)).state).filter(
    ({ kind }) => kind === 'price-differs',
  )

/** The office pushes through a process of its own, with a view of its own. */
function pushByOther(line: string, from: number) {
  const deps = { storage: other, views: createLocationViews(other), now: () => endpoint.clock.now as never }
  return pushThrough(deps, { ...office, from, build: 'other' }, [hashLine(Buffer.from(line))])
}

it('Y22: a sale at a price that came by another process is not blamed', async () => {
  const first = setPrice(500, START_HEAD)
  await push(endpoint, office, [first.sealed.bytes])
  const dearer = setPrice(700, first.head)
  await pushByOther(dearer.sealed.bytes, 2)
  // The till has pulled the new price: its counter is behind that.
  const sale = sellAt(700, { ...START_HEAD, lamport: dearer.head.lamport })
  expect((await push(endpoint, till, [sale.sealed.bytes])).status).toBe(200)
  expect(await differing()).toEqual([])
})

it('Y22: a sale at the old price is named though the new one came by another process', async () => {
  const first = setPrice(500, START_HEAD)
  await push(endpoint, office, [first.sealed.bytes])
  const dearer = setPrice(700, first.head)
  await pushByOther(dearer.sealed.bytes, 2)
  const sale = sellAt(600, { ...START_HEAD, lamport: dearer.head.lamport })
  await push(endpoint, till, [sale.sealed.bytes])
  expect(await differing()).toMatchObject([{ amountMinor: 100 }])
})
