/** What is done about other devices from the office, each in one append. */
import type { DeviceId, LeaseId, ShiftId, StaffId } from '../../core/domain/ids.ts'
import { heldOf } from '../../core/domain/lease.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import type { Draft } from '../../core/journal/entry.ts'
import type { State } from '../../core/journal/state.ts'
import { ok, type Result } from '../../core/result.ts'
import { newDraft } from './new-draft.ts'
import type { StorageFailure } from './reopen.ts'
import type { Replica } from './replica.ts'

/** A shift that no close of it is known of. */
export interface OpenShift {
  readonly id: ShiftId
  readonly number: number
}

/** The newest shift of a device that is still open; null when it has none. */
export function openShiftOf(state: State, device: DeviceId): OpenShift | null {
  let newest: OpenShift | null = null
  for (const shift of state.shifts.values()) {
    if (shift.device !== device || state.closes.has(shift.id)) continue
    if (!newest || shift.number > newest.number) newest = { id: shift.id, number: shift.number }
  }
  return newest
}

/**
 * Ends a device's pairing. With `reclaim` what it holds under leases is declared lost in the same append, as far as
 * its journal is known here: later sales of it stand, and are named (rule O6).
 */
export async function removeDevice(
  replica: Replica,
  { device, reclaim }: { readonly device: DeviceId; readonly reclaim: boolean },
  staff: StaffId | null,
): Promise<Result<null, StorageFailure>> {
  const patches = [{ record: 'device' as const, id: device, fields: { removed: true } }]
  const removal: Draft = { ...newDraft(replica, staff), kind: 'settings', body: { patches } }
  const held = reclaim ? await replica.readState((state) => heldBy(state, device)) : []
  const reclaims = held.map((body): Draft => ({ ...newDraft(replica, staff), kind: 'lease-reclaimed', body }))
  const written = await replica.append(() => ({ drafts: [removal, ...reclaims] }))
  return written.ok ? ok(null) : written
}

/** Declares what a device holds as lost, without ending its pairing; nothing is written when it holds nothing. */
export async function reclaimFrom(
  replica: Replica,
  device: DeviceId,
  staff: StaffId | null,
): Promise<Result<null, StorageFailure>> {
  const held = await replica.readState((state) => heldBy(state, device))
  const drafts = held.map((body): Draft => ({ ...newDraft(replica, staff), kind: 'lease-reclaimed', body }))
  const written = await replica.append(() => ({ drafts }))
  return written.ok ? ok(null) : written
}

interface HeldLease {
  readonly lease: LeaseId
  /** How far its holder's journal is known here. */
  readonly seq: number
  readonly quantity: Thousandths
}

function heldBy({ leases, heads }: State, device: DeviceId): HeldLease[] {
  const seq = heads.get(device)?.seq ?? 0
  return [...leases.values()]
    .filter((lease) => lease.grant?.device === device && heldOf(lease) > 0)
    .map((lease) => ({ lease: lease.id, seq, quantity: heldOf(lease) as Thousandths }))
}

/** Closes another till's shift as far as its journal is known here; sales of it behind that are late and named. */
export async function closeShiftFromAfar(
  replica: Replica,
  { device, shift }: { readonly device: DeviceId; readonly shift: ShiftId },
  staff: StaffId | null,
): Promise<Result<null, StorageFailure>> {
  const lastSeq = await replica.readState(({ heads }) => heads.get(device)?.seq ?? 0)
  const draft: Draft = {
    ...newDraft(replica, staff),
    kind: 'shift-closed',
    body: { shift, device, lastSeq },
  }
  const written = await replica.append(() => ({ drafts: [draft] }))
  return written.ok ? ok(null) : written
}
