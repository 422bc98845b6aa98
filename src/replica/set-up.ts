/** How a browser becomes a device: it makes a location, or it joins one. */
import type { DeviceId, EntryId, LocationId, Millis, StaffId, TaxRateId } from '../../core/domain/ids.ts'
import type { Ppm } from '../../core/domain/money.ts'
import type { TaxMode } from '../../core/domain/tax.ts'
import type { Sha256 } from '../../core/journal/chain.ts'
import type { Patch } from '../../core/journal/settings.ts'
import type { PairAnswer, PinHash } from '../../core/protocol/identity.ts'
import type { Result } from '../../core/result.ts'
import { append } from './append.ts'
import { type Identity, type JournalDatabase, writeMeta } from './journal-database.ts'
import { NOTHING_ACKNOWLEDGED } from './outbox.ts'
import { bindPins, hashPin } from './pins.ts'
import type { StorageFailure } from './reopen.ts'

/** What the set-up screens ask for. */
export interface NewLocation {
  readonly name: string
  readonly currency: string
  readonly country: string
  readonly zone: string
  readonly taxMode: TaxMode
  /** The first is the default. */
  readonly rates: readonly { readonly name: string; readonly ppm: Ppm }[]
  readonly ownerName: string
  readonly ownerPin: string
}

export interface SetUpDeps {
  readonly journal: JournalDatabase
  readonly sha256: () => Promise<Sha256>
  readonly now: () => Millis
  readonly newId: () => string
}

/** A bearer secret for the endpoint: 32 random bytes, hex. */
export function newToken(): string {
  return [...crypto.getRandomValues(new Uint8Array(32))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/** Makes a location on this device, without any network: identity, owner, rates, as the journal's first entry. */
export async function makeLocation(
  deps: SetUpDeps,
  wanted: NewLocation,
): Promise<Result<Identity, StorageFailure>> {
  const { journal, now, newId } = deps
  const sha256 = await deps.sha256()
  const identity: Identity = {
    location: newId() as LocationId,
    device: newId() as DeviceId,
    letter: 'A',
    token: newToken(),
    origin: 'made',
  }
  const owner = newId() as StaffId
  await bindPins(journal, [await keepForRegistration(journal, owner, wanted.ownerPin)])
  const patches = firstPatches(identity, owner, wanted, newId)
  const id = newId() as EntryId
  const written = await append({ database: journal, identity, sha256, lamportSeen: () => 0 }, () => ({
    drafts: [{ id, at: now(), staff: owner, shift: null, kind: 'settings', body: { patches: [...patches] } }],
  }))
  if (!written.ok) return written
  await writeMeta(journal, 'identity', identity)
  return { ok: true, value: identity }
}

/** The owner's PIN hash travels once, with the registration; until then it waits beside the acknowledgement. */
async function keepForRegistration(journal: JournalDatabase, owner: StaffId, pin: string): Promise<PinHash> {
  const hash = await hashPin(owner, pin)
  await writeMeta(journal, 'pendingPins', [hash])
  return hash
}

function firstPatches(
  identity: Identity,
  owner: StaffId,
  wanted: NewLocation,
  newId: () => string,
): readonly Patch[] {
  const rates = wanted.rates.map((rate) => ({ id: newId() as TaxRateId, ...rate }))
  const { name, currency, country, zone, taxMode } = wanted
  const defaultTaxRate = rates[0]?.id ?? (newId() as TaxRateId)
  return [
    {
      record: 'location',
      id: identity.location,
      fields: { name, currency, country, zone, taxMode, defaultTaxRate },
    },
    {
      record: 'device',
      id: identity.device,
      fields: { name: `Till ${identity.letter}`, letter: identity.letter },
    },
    { record: 'staff', id: owner, fields: { name: wanted.ownerName, role: 'owner' } },
    ...rates.map(({ id, ...fields }): Patch => ({ record: 'tax-rate', id, fields })),
  ]
}

export interface Joining {
  readonly device: DeviceId
  readonly token: string
  /** What the device calls itself; empty or absent: by its letter. */
  readonly name?: string
  readonly answer: PairAnswer
}

/**
 * Joins the location that a pairing code opened. The device names itself in its first entry; in the place of another
 * one it removes that one there, and goes on with its shift.
 */
export async function joinLocation(
  deps: SetUpDeps,
  joining: Joining,
): Promise<Result<Identity, StorageFailure>> {
  const { journal, now, newId } = deps
  const { location, letter, pins, epoch, credential, shift } = joining.answer
  const sha256 = await deps.sha256()
  const { device, token } = joining
  const plain = { location, device, letter, token, origin: 'paired' } as const
  const identity: Identity = credential ? { ...plain, credential } : plain
  await bindPins(journal, pins)
  await writeMeta(journal, 'acknowledged', { ...NOTHING_ACKNOWLEDGED, epoch, registered: true })
  const body = { patches: joiningPatches(joining) }
  const draft = {
    id: newId() as EntryId,
    at: now(),
    staff: null,
    shift: null,
    kind: 'settings',
    body,
  } as const
  const counters = shift ? { shift: shift.id, shifts: shift.number } : {}
  const written = await append({ database: journal, identity, sha256, lamportSeen: () => 0 }, () => ({
    drafts: [draft],
    counters,
  }))
  if (!written.ok) return written
  await writeMeta(journal, 'identity', identity)
  return { ok: true, value: identity }
}

function joiningPatches({ device, answer, name }: Joining): Patch[] {
  const { letter, replaces } = answer
  const own: Patch = { record: 'device', id: device, fields: { name: name || `Till ${letter}`, letter } }
  return replaces ? [own, { record: 'device', id: replaces, fields: { removed: true } }] : [own]
}
