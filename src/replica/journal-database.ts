/**
 * The sacred database: this device's own journal. Strict durability; its schema only ever grows; nothing in
 * the code deletes an entry that the endpoint has not acknowledged, and nothing deletes the database.
 */
import { Dexie, type EntityTable, type Table } from 'dexie'
import type { Cart } from '../../core/domain/cart.ts'
import type {
  DeviceId,
  LeaseId,
  LocationId,
  SaleId,
  ShiftId,
  StaffId,
  VariantId,
} from '../../core/domain/ids.ts'
import type { SealedEntry } from '../../core/journal/chain.ts'
import { START_HEAD } from '../../core/journal/head.ts'
import type { PinHash, PublicKey } from '../../core/protocol/identity.ts'

export const JOURNAL_DATABASE = 'barrow-journal'

/** One own entry, as it is sent. */
export interface JournalRow {
  readonly seq: number
  readonly id: string
  readonly kind: string
  readonly bytes: string
  readonly hash: string
}

/** Who this device is. Written once, at set-up or pairing. */
export interface Identity {
  readonly location: LocationId
  readonly device: DeviceId
  /** The till's letter: receipts are numbered "A-000001". */
  readonly letter: string
  /** Bearer secret towards the endpoint (hex). Stays in this database and in the request's header. */
  readonly token: string
  /** Whether this device makes the location at the endpoint or has been paired to one. */
  readonly origin: 'made' | 'paired'
  /** The endpoint's word for this pairing (hex): a restored endpoint admits the device again by it. */
  readonly credential?: string
  /** The database of the journal with which this device goes on, paired anew; this one is kept as it is. */
  readonly successor?: string
}

/** The end of the own journal, read and written inside the transaction of each append. */
export interface HeadRow {
  readonly seq: number
  readonly hash: string
  readonly lamport: number
  /** How many sales this till has numbered. */
  readonly receipts: number
  /** How many sales stand in the journal, those that were carried over too; a build before this one left it out. */
  readonly sales?: number
  readonly shift: ShiftId | null
  readonly shifts: number
}

/** A journal in which nothing stands yet. */
export const START_HEAD_ROW: HeadRow = { ...START_HEAD, receipts: 0, sales: 0, shift: null, shifts: 0 }

/** What the endpoint has told: up to where it holds this device's journal durably. */
export interface AcknowledgedRow {
  readonly seq: number
  readonly hash: string
  /** How many of the acknowledged entries are sales: what is unsent is told in sales. */
  readonly sales: number
  readonly epoch: number | null
  /** Whether the endpoint knows this device (register or pair has been answered). */
  readonly registered: boolean
  /** The storage was found to be an older copy of itself: nothing more is sent under this identity. */
  readonly setBack?: boolean
}

/** A cart that is open or parked; survives a crash, ends in the transaction of its sale. */
export interface CartRow {
  readonly id: SaleId
  readonly state: 'open' | 'parked'
  readonly cart: Cart
  /** Label only, for the list of parked carts: ms since epoch. */
  readonly parkedAt: number
}

/** A PIN as this device can check it: HMAC by the device's own key over Argon2id of the PIN. */
export interface PinRow {
  readonly staff: StaffId
  readonly salt: string
  readonly verifier: string
  /** Counted before each check; back to zero after a right one. */
  readonly failedAttempts: number
  /** Label for the lock-out's end on this device: ms since epoch. */
  readonly lockedUntil: number
  /** The whole length of the lock-out: a clock that was set back does not lengthen it. */
  readonly lockedForMs?: number
  /** Which change of the PIN this is: the settings' `pinChanged` when it was bound. */
  readonly changed?: number
}

/** A key that cannot be exported, and its public half where it has one. */
export interface KeyRow {
  readonly name: string
  readonly key: CryptoKey
  readonly publicKey?: PublicKey
}

/** An entry that the endpoint keeps but could not take as it is; a person must look. */
export interface RefusedRow {
  readonly seq: number
  readonly outcome: 'quarantined' | 'chain-broken' | 'forked'
  readonly detail: string
}

/** A lease that this device has taken: units of capped stock that it may sell while cut off. */
export interface LeaseRow {
  readonly lease: LeaseId
  readonly variant: VariantId
  /** As it was granted, and what of it is neither sold nor given back; thousandths. */
  readonly quantity: number
  readonly left: number
  /** Rises with each grant of the location: the smaller one is the older one. */
  readonly token: number
}

/** The journal before this one, of the same browser under an earlier pairing: what the endpoint lacks of it is brought. */
export interface CarriesOver {
  readonly from: string
  /** How far its entries have been looked at. */
  readonly upTo: number
}

export interface MetaRows {
  carriesOver: CarriesOver
  identity: Identity
  head: HeadRow
  acknowledged: AcknowledgedRow
  /** PIN hashes on their way to the endpoint; gone once it has answered. */
  pendingPins: readonly PinHash[]
}

export type JournalDatabase = Dexie & {
  entries: EntityTable<JournalRow, 'seq'>
  meta: Table<{ key: keyof MetaRows; value: MetaRows[keyof MetaRows] }, string>
  carts: EntityTable<CartRow, 'id'>
  keys: Table<KeyRow, string>
  pins: EntityTable<PinRow, 'staff'>
  refused: EntityTable<RefusedRow, 'seq'>
  leases: EntityTable<LeaseRow, 'lease'>
}

/** Opens nothing yet: Dexie opens at the first use. */
export function journalDatabase(name = JOURNAL_DATABASE): JournalDatabase {
  const database = new Dexie(name, { chromeTransactionDurability: 'strict' }) as JournalDatabase
  // Additive only: a store or an index is never renamed or dropped, so that an older build can open it too.
  database
    .version(1)
    .stores({ entries: 'seq, &id', meta: 'key', carts: 'id, state', keys: 'name', pins: 'staff' })
  database.version(2).stores({ refused: 'seq' })
  database.version(3).stores({ leases: 'lease, left' })
  return database
}

export const toJournalRow = ({ entry, bytes, hash }: SealedEntry): JournalRow => ({
  seq: entry.seq,
  id: entry.id,
  kind: entry.kind,
  bytes,
  hash,
})

/** Reads one meta row inside whatever transaction is running. */
export async function readMeta<Key extends keyof MetaRows>(
  database: JournalDatabase,
  key: Key,
): Promise<MetaRows[Key] | undefined> {
  const row = await database.meta.get(key)
  return row?.value as MetaRows[Key] | undefined
}

export async function writeMeta<Key extends keyof MetaRows>(
  database: JournalDatabase,
  key: Key,
  value: MetaRows[Key],
): Promise<void> {
  await database.meta.put({ key, value })
}

/** Who this device is; undefined before set-up. */
export const readIdentity = (journal: JournalDatabase): Promise<Identity | undefined> =>
  readMeta(journal, 'identity')

/** The journal in use and whose it is: the first one, or the one that the device goes on with. */
export async function openJournal(
  name = JOURNAL_DATABASE,
): Promise<{ readonly journal: JournalDatabase; readonly identity: Identity | undefined }> {
  const journal = journalDatabase(name)
  const identity = await readIdentity(journal)
  return identity?.successor ? openJournal(identity.successor) : { journal, identity }
}
