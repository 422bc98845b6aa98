/**
 * The SQLite schema, version by version. A migration only adds; it may run twice (`if not exists`), and
 * data newer than the code is refused by `sqlite-storage.ts`.
 */
export const SQLITE_MIGRATIONS: readonly string[] = [
  `
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
]
