/** Payments asked of a provider, in PostgreSQL. Each deed is one statement, and may be done twice. */
import { assert } from '../../core/assert.ts'
import type { LocationId, TenderId } from '../../core/domain/ids.ts'
import { type CheckoutRow, checkoutOf } from './checkout-row.ts'
import { type PostgresDatabase, statement } from './postgres-database.ts'
import type { CheckoutRecord, Storage } from './storage.ts'

/** Gives the store's deeds on payments. */
export function checkoutDeeds(database: PostgresDatabase) {
  return {
    beginCheckout: (location, asked) => begin(database, location, asked),
    keepCheckoutSession: async (location, tender, { id, url }) =>
      void (await database.all(KEEP, location, tender, id, url)),
    findCheckout: (location, tender) => find(database, location, tender),
  } satisfies Partial<Storage>
}

async function begin(
  database: PostgresDatabase,
  location: LocationId,
  asked: CheckoutRecord,
): Promise<CheckoutRecord> {
  const { tender, sale, amountMinor, currency, description, askedAt, session } = asked
  const values = [tender, sale, amountMinor, currency, description, askedAt]
  await database.all(ADD, location, ...values, session?.id ?? null, session?.url ?? null)
  const stands = await find(database, location, tender)
  assert(stands, 'what was added is found')
  return stands
}

async function find(
  database: PostgresDatabase,
  location: LocationId,
  tender: TenderId,
): Promise<CheckoutRecord | null> {
  const row = await database.get(FIND, location, tender)
  return row ? checkoutOf(row) : null
}

const ADD = statement(
  'add-checkout',
  `insert into checkout (location_id, tender, sale, amount_minor, currency, description, asked_at, session, url)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
)

const KEEP = statement(
  'keep-checkout',
  `update checkout set session = $3, url = $4
   where location_id = $1 and tender = $2 and session is null`,
)

const FIND = statement<CheckoutRow>(
  'find-checkout',
  `select tender, sale, amount_minor as "amountMinor", currency, description, asked_at as "askedAt", session, url
   from checkout where location_id = $1 and tender = $2`,
)
