/**
 * The SQLite schema, version by version. A migration only adds; it may run twice (`if not exists`), and
 * data newer than the code is refused by `sqlite-storage.ts`.
 */
export const SQLITE_MIGRATIONS: readonly string[] = [
  `
  create table if not exists location (
    location text primary key,
    epoch integer not null,
    last_v integer not null,
    next_letter integer not null,
    made_at real not null
  ) without rowid, strict;

  create table if not exists device (
    location text not null,
    device text not null,
    letter text not null,
    made_at real not null,
    build text not null,
    heard_at real,
    primary key (location, device)
  ) without rowid, strict;

  -- A directory: asked before the location is known.
  create table if not exists token (
    token_hash text primary key,
    location text not null,
    device text not null
  ) without rowid, strict;

  -- A directory: asked before the location is known.
  create table if not exists pairing_code (
    code_hash text primary key,
    location text not null,
    expires_at real not null,
    used_by text
  ) without rowid, strict;

  create table if not exists pin (
    location text not null,
    staff text not null,
    salt text not null,
    hash text not null,
    primary key (location, staff)
  ) without rowid, strict;

  create table if not exists entry (
    location text not null,
    device text not null,
    seq integer not null,
    v integer not null,
    id text not null,
    hash text not null,
    state text not null,
    detail text not null,
    raw blob not null,
    primary key (location, device, seq)
  ) strict;
  -- The device in it lets a pull step over its own entries without reading them.
  create unique index if not exists entry_feed on entry (location, v, device);
  create index if not exists entry_id on entry (location, id);
  create index if not exists entry_quarantined on entry (location, v) where state = 'quarantined';

  create table if not exists fork (
    location text not null,
    device text not null,
    seq integer not null,
    hash text not null,
    raw blob not null,
    primary key (location, device, seq, hash)
  ) strict;
  `,
]
