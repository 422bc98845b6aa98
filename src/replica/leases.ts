/** Leases as deeds of this device: taken, given back, recalled. Nothing here asks a clock (rule K5). */
import type { EntryId, LeaseId, StaffId, VariantId } from '../../core/domain/ids.ts'
import { isOutdated } from '../../core/domain/lease.ts'
import { ONE_PIECE, type Thousandths } from '../../core/domain/money.ts'
import type { Draft } from '../../core/journal/entry.ts'
import type { Grant } from '../../core/protocol/lease.ts'
import { ok, type Result } from '../../core/result.ts'
import type { Plan } from './append.ts'
import type { LeaseRow } from './journal-database.ts'
import { type NewDraft, newDraft } from './new-draft.ts'
import type { StorageFailure } from './reopen.ts'
import type { Replica } from './replica.ts'

/**
 * Takes a grant into the strict database: from then on this device may sell it, cut off or not. The entry's id comes
 * from the lease's, so that taking twice, in two tabs or after a crash, is taking once. A grant of an epoch before
 * the present one is left: a restored endpoint may have given it away again.
 */
export async function takeLease(
  replica: Replica,
  { lease, variant, quantity, token }: Grant,
): Promise<Result<boolean, StorageFailure>> {
  const id = `taken/${lease}` as EntryId
  const draft: Draft = {
    ...newDraft(replica, null, id),
    kind: 'lease-taken',
    body: { lease, variant, quantity, token },
  }
  const plan: Plan = (head, { epoch }) => {
    if (isOutdated({ token }, epoch)) return { drafts: [] }
    const row: LeaseRow = { lease, variant, quantity, left: quantity, token }
    return { drafts: [{ ...draft, shift: head.shift }], leases: [row] }
  }
  const written = await replica.append(plan, { leases: true })
  return written.ok ? ok(written.value.length > 0) : written
}

/** How much of a lease to give back, in thousandths; more than is left gives back what is left. */
export interface LeaseReturn {
  readonly lease: LeaseId
  readonly quantity: number
}

/** Gives back what is left of leases, all of them or so much of each; one transaction. */
export async function returnLeases(
  replica: Replica,
  wanted: readonly LeaseReturn[] | 'all',
  staff: StaffId | null,
): Promise<Result<number, StorageFailure>> {
  const returning = planReturns(replica, wanted, staff)
  const written = await replica.append((head, { rows }) => returning(rows, head.shift), { leases: true })
  return written.ok ? ok(written.value.length) : written
}

/** The part of a deed that gives leases back. Ids are minted once a lease, so that the plan can be repeated. */
export function planReturns(
  replica: Replica,
  wanted: readonly LeaseReturn[] | 'all',
  staff: StaffId | null,
): (
  rows: readonly LeaseRow[],
  shift: Draft['shift'],
) => { drafts: readonly Draft[]; leases: readonly LeaseRow[] } {
  const drafts = new Map<LeaseId, NewDraft>()
  const draftOf = (lease: LeaseId) => {
    const known = drafts.get(lease) ?? newDraft(replica, staff)
    drafts.set(lease, known)
    return known
  }
  const most = wanted === 'all' ? null : new Map(wanted.map(({ lease, quantity }) => [lease, quantity]))
  return (rows, shift) => {
    const given = rows.flatMap((row) => {
      const quantity = Math.min(row.left, most ? (most.get(row.lease) ?? 0) : row.left) as Thousandths
      return quantity > 0 ? [{ row, quantity }] : []
    })
    return {
      drafts: given.map(({ row: { lease }, quantity }) => ({
        ...draftOf(lease),
        shift,
        kind: 'lease-returned',
        body: { lease, quantity },
      })),
      leases: given.map(({ row, quantity }) => ({ ...row, left: row.left - quantity })),
    }
  }
}

/**
 * Gives back a grant that this device never took and now never will, because it is of an epoch before the present
 * one: otherwise its units would be parked until somebody reclaims them.
 */
export async function refuseGrant(
  replica: Replica,
  { lease, quantity, token }: Grant,
): Promise<Result<boolean, StorageFailure>> {
  const draft = newDraft(replica, null, `refused/${lease}` as EntryId)
  const plan: Plan = (head, { epoch }) => {
    if (!isOutdated({ token }, epoch)) return { drafts: [] }
    return { drafts: [{ ...draft, shift: head.shift, kind: 'lease-returned', body: { lease, quantity } }] }
  }
  const written = await replica.append(plan, { leases: true })
  return written.ok ? ok(written.value.length > 0) : written
}

/** A manager asks for leases back; their holders return what is not in a cart as soon as they hear of it. */
export function recallLeases(replica: Replica, leases: readonly LeaseId[], staff: StaffId | null) {
  const draft = newDraft(replica, staff)
  return replica.append((head) => ({
    drafts:
      leases.length === 0
        ? []
        : [{ ...draft, shift: head.shift, kind: 'lease-recalled', body: { leases: [...leases] } }],
  }))
}

/** Marks a variant as capped and counts it, in one append: `pieces` is what there is now, in all. */
export function capVariant(replica: Replica, variant: VariantId, pieces: number, staff: StaffId | null) {
  const [settings, count] = [newDraft(replica, staff), newDraft(replica, staff)]
  const countedQuantity = Math.round(pieces * ONE_PIECE) as Thousandths
  const expected = replica.store.getState().stock.get(variant) ?? 0
  const line = { variant, countedQuantity, quantity: (countedQuantity - expected) as Thousandths }
  return replica.append(({ shift }) => ({
    drafts: [
      {
        ...settings,
        shift,
        kind: 'settings',
        body: { patches: [{ record: 'variant', id: variant, fields: { capped: true, tracked: true } }] },
      },
      { ...count, shift, kind: 'stock-counted', body: { lines: [line] } },
    ],
  }))
}
