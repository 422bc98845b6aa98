/**
 * The storage seam. It speaks in whole deeds: each call is one transaction of the store, so that no caller
 * can leave one half done or hold one open over the network. Every table and every index leads with the
 * location, except the two directories that are asked before a location is known (tokens, pairing codes).
 */
import type { DeviceId, LocationId, Millis, SaleId, TenderId } from '../../core/domain/ids.ts'
import type { Minor } from '../../core/domain/money.ts'
import type { PinHash, PublicKey } from '../../core/protocol/identity.ts'
import type { PushResult } from '../../core/protocol/push.ts'

/** `chain-broken` is recorded all the same; `quarantined` keeps its place, its bytes need a person. */
export type EntryState = 'recorded' | 'chain-broken' | 'quarantined'

/** Where a device's journal ends at the endpoint. */
export interface StoredHead {
  readonly seq: number
  readonly hash: string
}

/** An entry as it lies in the location's feed. */
export interface StoredEntry {
  /** Its number in the location's feed: 1, 2, 3 … without a gap, given in the transaction of the push. */
  readonly v: number
  readonly device: DeviceId
  readonly seq: number
  readonly hash: string
  readonly state: EntryState
  /** Why it is not simply recorded; empty when it is. */
  readonly detail: string
  /** The bytes exactly as the device sent them. */
  readonly raw: Uint8Array
}

/** A place in a device's sequence that is taken. */
export type TakenPlace = Pick<StoredEntry, 'seq' | 'hash' | 'state' | 'detail'>

/** What the store holds of a device when a push of it begins. */
export interface KnownPlaces {
  readonly epoch: number
  readonly head: StoredHead
  /** The taken places among those pushed, in sequence, without a gap. */
  readonly taken: readonly TakenPlace[]
  /** How far off the device's clock was when it was last heard, in ms; null before it told. */
  readonly skewMs: number | null
  /** Whether the device's pairing was ended: what it still brings stands, and is named. */
  readonly revoked: boolean
  /** Where the endpoint's own journal of this epoch ends (`endpointDevice`). */
  readonly notes: StoredHead
}

export interface EntryWrite {
  readonly seq: number
  readonly hash: string
  readonly state: EntryState
  readonly detail: string
  readonly raw: Uint8Array
}

/** What a push comes to: computed by `planPush` inside the transaction, carried out by the store. */
export interface PushPlan {
  readonly writes: readonly EntryWrite[]
  /** Other bytes at places that are taken: kept beside the entry. */
  readonly forks: readonly Pick<EntryWrite, 'seq' | 'hash' | 'raw'>[]
  readonly results: readonly PushResult[]
  readonly have: StoredHead
  /** Entries of the endpoint's own journal that name what is odd; they follow `writes` in the feed. */
  readonly notes: readonly EntryWrite[]
  /** Devices whose pairing the pushed settings end. */
  readonly revokes: readonly DeviceId[]
}

export interface PushRange {
  readonly location: LocationId
  readonly device: DeviceId
  readonly from: number
  readonly count: number
  /** The app's build, and the endpoint's clock: for the list of devices, nothing else. */
  readonly build: string
  readonly heardAt: Millis
  /** The end of the device's own journal as it tells it, and its clock less the endpoint's in ms; null: not told. */
  readonly told: {
    readonly head: number | null
    readonly skewMs: number | null
    /** The epoch in which it takes the endpoint to be; null before its first answer. */
    readonly epoch: number | null
    /** It has pulled all of that epoch, and brought what it holds of others and the endpoint had lost. */
    readonly relayed: boolean
  }
  /**
   * The device that brings another one's entries after a restore; null for a device's own push. A relayed
   * device need not be known: it gets a row without a token. What a relay tells is not the device's word, so
   * `told`, `build` and `heardAt` are not kept.
   */
  readonly relayedBy: DeviceId | null
}

export type AppliedPush<Plan extends PushPlan = PushPlan> =
  | { readonly kind: 'gap'; readonly epoch: number; readonly have: StoredHead }
  | {
      readonly kind: 'applied'
      readonly epoch: number
      readonly plan: Plan
      /** The feed number of the plan's first write. */
      readonly firstV: number
    }

export interface FeedRequest {
  readonly location: LocationId
  /** Entries with a larger feed number. */
  readonly after: number
  readonly limit: number
  /** Leaves out this device's entries. */
  readonly except: DeviceId | null
}

export interface FeedPage {
  readonly epoch: number
  readonly entries: readonly StoredEntry[]
  /** The cursor after this page, also when it is empty because all of it was left out. */
  readonly next: number
  readonly more: boolean
}

export interface Registration {
  readonly location: LocationId
  readonly device: DeviceId
  /** SHA-256 of the device's token, hex. */
  readonly tokenHash: string
  readonly pins: readonly PinHash[]
  /** Whether the device is a till and takes the letter A; the command line is none. */
  readonly till: boolean
  /** Refuses unless the endpoint has no location yet, decided in the same transaction. */
  readonly onlyFirst: boolean
  readonly at: Millis
  /** What its requests are signed with; null for the command line, whose token never leaves the machine. */
  readonly publicKey: PublicKey | null
}

export type RegisterOutcome =
  | { readonly kind: 'made' | 'known'; readonly epoch: number }
  | { readonly kind: 'closed' }
  | { readonly kind: 'taken' }

export interface NewDevice {
  readonly device: DeviceId
  readonly tokenHash: string
  readonly at: Millis
  readonly publicKey: PublicKey | null
}

export type PairOutcome =
  | {
      readonly kind: 'paired'
      readonly location: LocationId
      readonly epoch: number
      readonly letter: string
      readonly pins: readonly PinHash[]
      /** The device in whose place this one was paired (its code said so); that one's pairing has ended. */
      readonly replaces: DeviceId | null
    }
  | { readonly kind: 'code-invalid' }
  | { readonly kind: 'taken' }

export interface KnownDevice {
  readonly location: LocationId
  readonly device: DeviceId
  readonly tokenHash: string
  readonly publicKey: PublicKey | null
  readonly revoked: boolean
}

export interface LocationRecord {
  readonly location: LocationId
  readonly epoch: number
  /** The feed's last number. */
  readonly lastV: number
}

export interface DeviceRecord {
  readonly device: DeviceId
  /** The till's letter; empty for a device that sells nothing. */
  readonly letter: string
  readonly head: StoredHead
  readonly build: string
  /** Last contact by the endpoint's clock; null before the first push. */
  readonly heardAt: Millis | null
  /** The end of its own journal as it last told; null before. What is above `head.seq` is unsent. */
  readonly toldSeq: number | null
  /** Its clock less the endpoint's at the last contact, in ms; null before. */
  readonly skewMs: number | null
  /**
   * The last epoch in which it has handed over its whole journal, knowing of the epoch (a push after which
   * `head.seq` was what it told); at first the epoch of its pairing. Leases are granted again after a restore once every device that
   * is not revoked has come to the present epoch.
   */
  readonly epochSeen: number
  /** When its pairing was ended, by the endpoint's clock. */
  readonly revokedAt: Millis | null
  /** Whether it has a token: the endpoint's own journals and merely relayed devices have none. */
  readonly paired: boolean
}

export interface Fork {
  readonly device: DeviceId
  readonly seq: number
  readonly hash: string
  readonly raw: Uint8Array
}

/** A payment that was asked of a provider: what for, when, and the session that it came to. */
export interface CheckoutRecord {
  readonly tender: TenderId
  readonly sale: SaleId
  readonly amountMinor: Minor
  readonly currency: string
  readonly description: string
  readonly askedAt: Millis
  /** The provider's session and the address at which a customer pays; null until the provider has answered. */
  readonly session: { readonly id: string; readonly url: string } | null
}

export interface Storage {
  /** Makes a location with its first device; the same call again is `known`. */
  registerLocation(registration: Registration): Promise<RegisterOutcome>
  findDeviceByTokenHash(tokenHash: string): Promise<KnownDevice | null>
  /** Lends the known places to `plan` and carries the plan out, all in one transaction. */
  applyPush<Plan extends PushPlan>(
    range: PushRange,
    plan: (known: KnownPlaces) => Plan,
  ): Promise<AppliedPush<Plan>>
  /**
   * Appends to the endpoint's own journal of the location. `plan` runs inside the transaction and gives the
   * entries that follow `head`; none when what it had in mind has been overtaken. Gives the first feed number.
   */
  appendNotes(
    location: LocationId,
    plan: (known: { readonly epoch: number; readonly head: StoredHead }) => readonly EntryWrite[],
  ): Promise<{ readonly firstV: number; readonly count: number }>
  readSince(request: FeedRequest): Promise<FeedPage>
  /**
   * Calls `hear` after each commit that lengthened a location's feed, also another process's where the store
   * can tell. A hint only: nothing depends on it. Gives the function that ends it.
   */
  onFeed(hear: (location: LocationId, lastV: number) => void): () => void
  createPairingCode(code: {
    readonly codeHash: string
    readonly location: LocationId
    readonly expiresAt: Millis
    /** The device that the new one will stand in for. */
    readonly replaces: DeviceId | null
  }): Promise<void>
  /** Uses a code up and gives its device the next letter; the same device and token again get the same answer. */
  redeemPairingCode(use: NewDevice & { readonly codeHash: string }): Promise<PairOutcome>
  /** Adds a device without a code: for the demo's reusable one, and the command line, which is no till. */
  addDevice(use: NewDevice & { readonly location: LocationId; readonly till: boolean }): Promise<PairOutcome>
  /**
   * Makes known again, after a restore, a device that was paired behind the backup: the caller has checked its
   * credential. The same device and token again is the same call; a token known for another device is `taken`.
   */
  readmitDevice(
    use: NewDevice & { readonly location: LocationId; readonly letter: string },
  ): Promise<'admitted' | 'taken'>
  /** Binds a device's token to a key while it has none. Gives whether this key is the device's now. */
  bindKey(location: LocationId, device: DeviceId, publicKey: PublicKey): Promise<boolean>
  /** Ends a device's pairing: its token opens nothing but push from then on. */
  revokeDevice(location: LocationId, device: DeviceId, at: Millis): Promise<void>
  /** Begins a new epoch in every location, before the first request is served: the data comes from a backup. */
  beginEpoch(epoch: number): Promise<void>
  /** A random secret of this store (32 bytes, hex), made at the first call, the same for every process on it. */
  secret(): Promise<string>
  /** Adds or replaces the PIN hashes of these staff. */
  putPins(location: LocationId, pins: readonly PinHash[]): Promise<void>
  readPins(location: LocationId): Promise<readonly PinHash[]>
  /** Keeps a payment before its provider is asked. The first of a tender stands: gives what stands. */
  beginCheckout(location: LocationId, asked: CheckoutRecord): Promise<CheckoutRecord>
  /** Says which session a payment came to. The first one stands. */
  keepCheckoutSession(
    location: LocationId,
    tender: TenderId,
    session: NonNullable<CheckoutRecord['session']>,
  ): Promise<void>
  findCheckout(location: LocationId, tender: TenderId): Promise<CheckoutRecord | null>
  /** Whether there is no location yet. */
  isEmpty(): Promise<boolean>
  findLocation(location: LocationId): Promise<LocationRecord | null>
  /** All of them: for the command line, which asks rarely. */
  locations(): Promise<readonly LocationRecord[]>
  /** The location's devices, by letter. */
  devices(location: LocationId): Promise<readonly DeviceRecord[]>
  /** One device's entries from a place on, in sequence. */
  readDevice(location: LocationId, device: DeviceId, range: DeviceRange): Promise<readonly StoredEntry[]>
  quarantined(location: LocationId): Promise<readonly StoredEntry[]>
  forks(location: LocationId): Promise<readonly Fork[]>
  /** Finishes the store's files; nothing may be called after it. */
  close(): Promise<void>
}

export interface DeviceRange {
  readonly from: number
  readonly limit: number
}

export { endpointDevice, isEndpointDevice } from '../../core/journal/endpoint-device.ts'

/** A, B … Z, AA, AB …: `index` counts from 0. */
export function tillLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : tillLetter(Math.floor(index / 26) - 1) + last
}
