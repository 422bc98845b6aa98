/** Payments asked of a provider, in the embedded store. */
import { assert } from '../../core/assert.ts'
import type { LocationId, TenderId } from '../../core/domain/ids.ts'
import { type CheckoutRow, checkoutOf } from './checkout-row.ts'
import type { SqliteDatabase } from './sqlite-database.ts'
import type { RunDeed } from './sqlite-group.ts'
import type { CheckoutRecord, Storage } from './storage.ts'

type CheckoutStatements = ReturnType<typeof prepareStatements>

/** Gives the store's deeds on payments. */
export function checkoutDeeds(database: SqliteDatabase, deed: RunDeed) {
  const sql = prepareStatements(database)
  return {
    beginCheckout: (location, asked) => deed(() => begin(sql, location, asked)),
    keepCheckoutSession: (location, tender, { id, url }) =>
      deed(() => void sql.keep.run(id, url, location, tender)),
    findCheckout: async (location, tender) => find(sql, location, tender),
  } satisfies Partial<Storage>
}

function prepareStatements(database: SqliteDatabase) {
  return {
    add: database.prepare<
      [string, string, number, string, string, number, string | null, string | null, string]
    >(
      `insert into checkout (location, tender, sale, amount_minor, currency, description, asked_at, session, url)
       select number, ?, ?, ?, ?, ?, ?, ?, ? from location where location = ? on conflict do nothing`,
    ),
    keep: database.prepare<[string, string, string, string]>(
      `update checkout set session = ?, url = ?
       where location = (select number from location where location = ?) and tender = ? and session is null`,
    ),
    find: database.prepare<[string, string], CheckoutRow>(
      `select c.tender, c.sale, c.amount_minor as amountMinor, c.currency, c.description,
         c.asked_at as askedAt, c.session, c.url
       from location l join checkout c on c.location = l.number where l.location = ? and c.tender = ?`,
    ),
  }
}

function begin(sql: CheckoutStatements, location: LocationId, asked: CheckoutRecord): CheckoutRecord {
  const { tender, sale, amountMinor, currency, description, askedAt, session } = asked
  const [id, url] = [session?.id ?? null, session?.url ?? null]
  sql.add.run(tender, sale, amountMinor, currency, description, askedAt, id, url, location)
  const stands = find(sql, location, tender)
  assert(stands, 'a payment is of a known location')
  return stands
}

function find(sql: CheckoutStatements, location: LocationId, tender: TenderId): CheckoutRecord | null {
  const row = sql.find.get(location, tender)
  return row ? checkoutOf(row) : null
}
