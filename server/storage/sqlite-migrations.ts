/**
 * The SQLite schema, version by version. A migration only adds; it may run twice (`if not exists`), and
 * data newer than the code is refused by `sqlite-database.ts`.
 */
import type { SqliteDatabase } from './sqlite-database.ts'

export interface SqliteMigration {
  /** Columns that are added to a table of an earlier version: table, name, declaration. */
  readonly columns: readonly (readonly [string, string, string])[]
  readonly sql: string
}

/** Carries one migration out; what is there already is passed over. */
export function runMigration(database: SqliteDatabase, { columns, sql }: SqliteMigration): void {
  for (const [table, name, declaration] of columns) {
    const present = database.pragma(`table_info(${table})`) as { name: string }[]
    if (present.some((column) => column.name === name)) continue
    database.exec(`alter table ${table} add column ${name} ${declaration}`)
  }
  database.exec(sql)
}

export const SQLITE_MIGRATIONS: readonly SqliteMigration[] = [
  {
    columns: [],
    sql: `
  -- Locations and devices have numbers here, so that the keys of entries stay short.
  create table if not exists location (
    number integer primary key,
    location text not null unique,
    epoch integer not null,
    last_v integer not null,
    next_letter integer not null,
    made_at real not null
  ) strict;

  create table if not exists device (
    number integer primary key,
    location integer not null references location,
    device text not null,
    letter text not null,
    made_at real not null,
    build text not null,
    heard_at real,
    unique (location, device)
  ) strict;

  -- A directory: asked before the location is known.
  create table if not exists token (
    token_hash text primary key,
    device integer not null references device
  ) without rowid, strict;

  -- A directory: asked before the location is known.
  create table if not exists pairing_code (
    code_hash text primary key,
    location integer not null references location,
    expires_at real not null,
    used_by text
  ) without rowid, strict;

  create table if not exists pin (
    location integer not null references location,
    staff text not null,
    salt text not null,
    hash text not null,
    primary key (location, staff)
  ) without rowid, strict;

  -- Without foreign keys: the numbers come from a look-up in the same transaction, and every check costs.
  create table if not exists entry (
    location integer not null,
    device integer not null,
    seq integer not null,
    v integer not null,
    hash text not null,
    raw blob not null,
    primary key (location, device, seq)
  ) strict;
  -- The device in it lets a pull step over its own entries without reading them.
  create unique index if not exists entry_feed on entry (location, v, device);

  -- Entries that are not simply recorded.
  create table if not exists flaw (
    location integer not null,
    device integer not null,
    seq integer not null,
    state text not null,
    detail text not null,
    primary key (location, device, seq)
  ) without rowid, strict;

  -- Other bytes at a place that was taken.
  create table if not exists fork (
    location integer not null,
    device integer not null,
    seq integer not null,
    hash text not null,
    raw blob not null,
    primary key (location, device, seq, hash)
  ) strict;
  `,
  },
  {
    columns: [
      ['device', 'told_seq', 'integer'],
      ['device', 'skew_ms', 'real'],
      ['device', 'epoch_seen', 'integer not null default 1'],
      ['device', 'revoked_at', 'real'],
      // The two coordinates of the key that the token is bound to.
      ['token', 'key_x', 'text'],
      ['token', 'key_y', 'text'],
      ['pairing_code', 'replaces', 'text'],
    ],
    sql: `
  -- One row: what credentials and nonces are derived from.
  create table if not exists secret (
    one integer primary key check (one = 1),
    hex text not null
  ) strict;
  create index if not exists token_device on token (device);
  `,
  },
  {
    columns: [],
    sql: `
  -- Payments that were asked of a provider: which session a tender came to. Their outcome stands in the journal.
  create table if not exists checkout (
    location integer not null references location,
    tender text not null,
    sale text not null,
    amount_minor integer not null,
    currency text not null,
    description text not null,
    asked_at real not null,
    session text,
    url text,
    primary key (location, tender)
  ) without rowid, strict;
  `,
  },
]
