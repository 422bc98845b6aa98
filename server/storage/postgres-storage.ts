/**
 * The store in PostgreSQL: any number of processes on one database, each deed one transaction of one location.
 * The parts: `postgres-database` (connections), `-schema` and `-migrations`, `-identity` and `-devices` (who is
 * known), `-turns`, `-journal` and `-push` (writing the feed), `-feed` (reading it), `-ears` (hints), `-checkout`.
 */
import { checkoutDeeds } from './postgres-checkout.ts'
import { openPool, type PostgresDatabase } from './postgres-database.ts'
import {
  createTokenDirectory,
  findLocation,
  hasLocations,
  readDevices,
  readLocations,
} from './postgres-devices.ts'
import { createPostgresEars, type PostgresEars } from './postgres-ears.ts'
import { readDeviceEntries, readForks, readQuarantined, readSince } from './postgres-feed.ts'
import {
  addDevice,
  beginEpoch,
  bindKey,
  createPairingCode,
  endPairing,
  type Identity,
  putPins,
  readmitDevice,
  readPins,
  readSecret,
  redeemPairingCode,
  registerLocation,
} from './postgres-identity.ts'
import { notesDeed, pushDeed } from './postgres-push.ts'
import { migratePostgres } from './postgres-schema.ts'
import { createTurns } from './postgres-turns.ts'
import type { Storage } from './storage.ts'

/** Opens the store at a `postgres://` address; throws in words when it cannot serve it (see `migratePostgres`). */
export async function openPostgresStorage(url: string): Promise<Storage> {
  await migratePostgres(url)
  const database = openPool(url)
  const ears = createPostgresEars(url, database)
  return {
    ...identityDeeds({ database, tokens: createTokenDirectory(database) }, ears),
    ...journalDeeds(database, ears),
    ...checkoutDeeds(database),
    ...readings(database),
    async close() {
      await ears.close()
      await database.close()
    },
  }
}

function identityDeeds(identity: Identity, ears: PostgresEars) {
  return {
    registerLocation: (registration) => registerLocation(identity, registration),
    async findDeviceByTokenHash(tokenHash) {
      const known = await identity.tokens.find(tokenHash)
      if (known) ears.serve(known.location)
      return known
    },
    createPairingCode: (code) => createPairingCode(identity, code),
    redeemPairingCode: (use) => redeemPairingCode(identity, use),
    addDevice: (use) => addDevice(identity, use),
    readmitDevice: (use) => readmitDevice(identity, use),
    bindKey: (location, device, publicKey) => bindKey(identity, { location, device, publicKey }),
    revokeDevice: (location, device, at) => endPairing(identity, { location, device, at }),
    beginEpoch: (epoch) => beginEpoch(identity, epoch),
    secret: () => readSecret(identity),
    putPins: (location, pins) => putPins(identity, location, pins),
  } satisfies Partial<Storage>
}

function journalDeeds(database: PostgresDatabase, ears: PostgresEars) {
  const turns = createTurns(database, ears.tell)
  return {
    applyPush: (range, plan) => turns.take(range.location, pushDeed(range, plan)),
    appendNotes: (location, plan) => turns.take(location, notesDeed(plan)),
    onFeed: ears.onFeed,
  } satisfies Partial<Storage>
}

function readings(database: PostgresDatabase) {
  return {
    readSince: (request) => readSince(database, request),
    readPins: (location) => readPins(database, location),
    isEmpty: async () => !(await hasLocations(database)),
    findLocation: (location) => findLocation(database, location),
    locations: () => readLocations(database),
    devices: (location) => readDevices(database, location),
    readDevice: (location, device, range) => readDeviceEntries(database, { location, device, ...range }),
    quarantined: (location) => readQuarantined(database, location),
    forks: (location) => readForks(database, location),
  } satisfies Partial<Storage>
}
