/**
 * The PostgreSQL schema, version by version. A migration only adds; it may run twice (`if not exists`). Each
 * table and each index leads with the location, which is the distribution column; the exceptions are the two
 * directories and the store's own settings (docs/scale.md says how they are laid out). No sequences, triggers,
 * foreign keys or advisory locks: what distributed PostgreSQL has in common.
 */
export const POSTGRES_MIGRATIONS: readonly string[] = [
  `
  create table if not exists location (
    location_id text collate "C" primary key,
    epoch bigint not null,
    last_v bigint not null,
    next_letter integer not null,
    made_at double precision not null
  );

  -- Head and hearsay of a device in one row, so that a push updates one. Without a token it is not paired:
  -- the endpoint's own journals, merely relayed devices.
  create table if not exists device (
    location_id text collate "C" not null,
    device text collate "C" not null,
    letter text collate "C" not null,
    token_hash text,
    key_x text,
    key_y text,
    made_at double precision not null,
    revoked_at double precision,
    build text not null,
    heard_at double precision,
    told_seq bigint,
    skew_ms double precision,
    epoch_seen bigint not null,
    head_seq bigint not null,
    head_hash text not null,
    primary key (location_id, device)
  );

  -- A directory: asked before the location is known. It only says where to look: a token holds when the
  -- device's own row has it, so that this table is never in one transaction with others.
  create table if not exists token (
    token_hash text collate "C" primary key,
    location_id text collate "C" not null,
    device text collate "C" not null
  );

  -- A directory likewise; its rows never change. What has been used up stands in code_use.
  create table if not exists pairing_code (
    code_hash text collate "C" primary key,
    location_id text collate "C" not null,
    expires_at double precision not null,
    replaces text
  );

  create table if not exists code_use (
    location_id text collate "C" not null,
    code_hash text collate "C" not null,
    used_by text not null,
    primary key (location_id, code_hash)
  );

  create table if not exists pin (
    location_id text collate "C" not null,
    staff text collate "C" not null,
    salt text not null,
    hash text not null,
    primary key (location_id, staff)
  );

  create table if not exists entry (
    location_id text collate "C" not null,
    device text collate "C" not null,
    seq bigint not null,
    v bigint not null,
    hash text not null,
    state text not null,
    detail text not null,
    raw bytea not null,
    primary key (location_id, v)
  );
  create unique index if not exists entry_place on entry (location_id, device, seq);
  create index if not exists entry_quarantined on entry (location_id, v) where state = 'quarantined';

  -- Other bytes at a place that was taken.
  create table if not exists fork (
    location_id text collate "C" not null,
    device text collate "C" not null,
    seq bigint not null,
    hash text collate "C" not null,
    raw bytea not null,
    primary key (location_id, device, seq, hash)
  );
  `,
  `
  -- Payments that were asked of a provider: which session a tender came to. Their outcome stands in the journal.
  create table if not exists checkout (
    location_id text collate "C" not null,
    tender text collate "C" not null,
    sale text not null,
    amount_minor bigint not null,
    currency text not null,
    description text not null,
    asked_at double precision not null,
    session text,
    url text,
    primary key (location_id, tender)
  );
  `,
]

/** When one of these is there before the first migration, the database is another program's. */
export const POSTGRES_TABLES: readonly string[] = [
  'location',
  'device',
  'token',
  'pairing_code',
  'code_use',
  'pin',
  'entry',
  'fork',
  'checkout',
]
