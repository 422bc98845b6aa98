/**
 * Leases, folded: what the endpoint granted, the holder took, used and gave back, and what a manager declared
 * as lost. Each entry adds to the lease's record whatever else is known of it, so that their order does not matter.
 */
import type { EntryId, LeaseId } from '../domain/ids.ts'
import { decisionKey } from './decision.ts'
import type { Envelope } from './entry.ts'
import type { Bodies } from './kinds.ts'
import { isLater, stampFrom } from './stamp.ts'
import type { LeaseReclaim, LeaseRecord, SaleRecord, State } from './state.ts'

const unheardOf = (id: LeaseId): LeaseRecord => ({
  id,
  grant: null,
  granted: false,
  taken: false,
  used: 0,
  returned: 0,
  recalled: false,
  reclaim: null,
})

function change(state: State, id: LeaseId, by: (lease: LeaseRecord) => Partial<LeaseRecord>): void {
  const lease = state.leases.get(id) ?? unheardOf(id)
  state.leases.set(id, { ...lease, ...by(lease) })
}

/** The endpoint's word about a grant outweighs its holder's. */
export function applyGrant(state: State, body: Bodies['lease-granted']): void {
  const { lease, ...grant } = body
  change(state, lease, (known) => (known.granted ? {} : { grant, granted: true }))
}

/** Should two devices claim one lease that the endpoint does not know, the smaller device id stands. */
export function applyTaken(state: State, { device }: Envelope, body: Bodies['lease-taken']): void {
  const { lease, ...terms } = body
  change(state, lease, (known) => {
    const stands = known.granted || (known.grant !== null && known.grant.device <= device)
    return stands ? { taken: true } : { grant: { ...terms, device }, taken: true }
  })
}

export function applyReturn(state: State, { lease, quantity }: Bodies['lease-returned']): void {
  change(state, lease, ({ returned }) => ({ returned: returned + quantity }))
}

export function applyRecall(state: State, { leases }: Bodies['lease-recalled']): void {
  for (const lease of leases) change(state, lease, () => ({ recalled: true }))
}

/** Of several, the earliest by stamp counts; what the holder sold behind its knowledge is late. */
export function applyReclaim(state: State, entry: Envelope, body: Bodies['lease-reclaimed']): void {
  const reclaim: LeaseReclaim = { ...stampFrom(entry), seq: body.seq, quantity: body.quantity }
  const known = state.leases.get(body.lease)?.reclaim
  if (known && isLater(reclaim, known)) return
  change(state, body.lease, () => ({ reclaim }))
  for (const sale of state.sales.values()) {
    if (!sale.leases?.some((use) => use.lease === body.lease)) continue
    state.decisions.delete(lateUseKey(sale.entry))
    raiseLateUse(state, sale)
  }
}

/** What a sale takes from leases, or (`sign` −1) what it had taken when another entry of it stands instead. */
export function countUses(state: State, sale: SaleRecord, sign: 1 | -1): void {
  for (const { lease, quantity } of sale.leases ?? [])
    change(state, lease, ({ used }) => ({ used: used + sign * quantity }))
  if (sign === 1) raiseLateUse(state, sale)
  else state.decisions.delete(lateUseKey(sale.entry))
}

const lateUseKey = (entry: EntryId) => decisionKey('lease-reclaimed', entry)

/** A sale under a lease that had been declared lost: it stands, and somebody must know (rule K6). */
function raiseLateUse(state: State, sale: SaleRecord): void {
  const late = sale.leases?.find(({ lease }) => {
    const reclaim = state.leases.get(lease)?.reclaim
    return reclaim != null && sale.seq > reclaim.seq
  })
  if (!late) return
  const { entry, device, seq, receipt, totalMinor: amountMinor } = sale
  const key = lateUseKey(entry)
  const { variant, quantity } = late
  const place = { key, kind: 'lease-reclaimed', device, seq, entry, receipt, amountMinor } as const
  state.decisions.set(key, { ...place, variant, quantity, detail: '' })
}
