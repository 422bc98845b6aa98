/** Notices, settlements and approvals, folded. */
import canonicalize from 'canonicalize'
import { type Decision, noticeKey, type Settlement } from './decision.ts'
import type { Envelope } from './entry.ts'
import type { Bodies } from './kinds.ts'
import { isLater } from './stamp.ts'
import type { State } from './state.ts'

/**
 * The same notice may be written by the endpoints of two epochs; what tells it apart is in its key, and of
 * two texts the smaller one stands, so that the order does not matter. Canonical, because a body in hand and the
 * same one read back have their fields in different orders.
 */
export function applyNotice(state: State, body: Bodies['notice']): void {
  const { about: kind, ...rest } = body
  const key = noticeKey(body)
  const decision: Decision = { key, kind, ...rest, quantity: null }
  const known = state.decisions.get(key)
  if (!known || textOf(decision) < textOf(known)) state.decisions.set(key, decision)
}

const textOf = (decision: Decision): string => canonicalize(decision) ?? ''

export function applySettlement(state: State, entry: Envelope, body: Bodies['decision-made']): void {
  const { decision: key, kind, action, note } = body
  const { id, device, lamport, at, staff } = entry
  const settlement: Settlement = { key, kind, action, note, entry: id, device, lamport, at, staff }
  const known = state.settlements.get(key)
  if (!known || isLater(known, settlement)) state.settlements.set(key, settlement)
}

export function applyApproval(state: State, entry: Envelope, body: Bodies['approval-given']): void {
  const { id, device, at, staff } = entry
  const known = state.approvals.get(id)
  // Carried over to another identity it keeps its id: the smaller device stands.
  if (known && known.device <= device) return
  state.approvals.set(id, { entry: id, device, at, staff, ...body })
}
