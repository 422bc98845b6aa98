/** M73 where several endpoint processes share a PostgreSQL. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Millis, SaleId, TenderId } from '../../core/domain/ids.ts'
import type { Minor } from '../../core/domain/money.ts'
import { createLocationViews } from '../location-views.ts'
import { openPostgresStorage } from '../storage/postgres-storage.ts'
import type { Storage } from '../storage/storage.ts'
import { L1, registration } from '../storage/storage-contract-support.ts'
import { freshDatabase, type TestDatabase } from '../testing/postgres-database.ts'
import { reportPayment } from './report-payment.ts'
import type { PaymentReport } from './stripe-session.ts'

let database: TestDatabase
let stores: readonly Storage[]
beforeEach(async () => {
  database = await freshDatabase()
  stores = await Promise.all([1, 2, 3].map(() => openPostgresStorage(database.url)))
  await stores[0]?.registerLocation(registration())
})
afterEach(async () => {
  for (const store of stores) await store.close()
  await database.drop()
})

const report = (status: PaymentReport['status'], amount: number): PaymentReport => ({
  tender: 'tender-1' as TenderId,
  sale: 'sale-1' as SaleId,
  provider: 'stripe',
  status,
  amountMinor: amount as Minor,
  reference: 'pi_1',
})

it('M73: told to three processes at once, in any order, each step is one entry and the last one stands', async () => {
  const processes = stores.map((storage) => ({
    storage,
    views: createLocationViews(storage),
    now: () => 1_790_000_000_000 as Millis,
  }))
  const steps = [
    report('expired', 900),
    report('paid', 900),
    report('refunded', 100),
    report('refunded', 900),
  ]
  const told = Array.from({ length: 24 }, (_, index) => {
    const serving = processes[index % processes.length] as (typeof processes)[number]
    return reportPayment(serving, L1, steps[(index * 7) % steps.length] as PaymentReport)
  })
  await Promise.all(told)
  for (const { views } of processes) {
    const { state } = await views.read(L1)
    expect(state.payments.get('tender-1' as TenderId)).toMatchObject({ status: 'refunded', amountMinor: 900 })
  }
  const [storage] = stores
  const page = await storage?.readSince({ location: L1, after: 0, limit: 100, except: null })
  const entries = page?.entries.map(({ raw }) => JSON.parse(Buffer.from(raw).toString('utf8')).body) ?? []
  const names = entries.map(({ status, amountMinor }) => `${status} ${amountMinor}`)
  expect(new Set(names).size).toBe(names.length)
  expect(names.at(-1)).toBe('refunded 900')
})
