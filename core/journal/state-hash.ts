import canonicalize from 'canonicalize'
import type { Sha256 } from './chain.ts'
import { RECORD_KINDS } from './settings.ts'
import { stampOf } from './stamp.ts'
import type { State } from './state.ts'

/**
 * One hash over all views: two replicas with the same entries give the same, whatever the order in which
 * they got them. Stamps are written out field by field, so that their compact form does not show.
 */
export function stateHash(state: State, sha256: Sha256): string {
  return sha256(canonicalize(canonicalState(state)) ?? '')
}

function canonicalState(state: State): unknown {
  const { heads, stock, sales, voids, shifts, questions, outcomes, unknownEntries } = state
  const { closes, leases, approvals, decisions, settlements } = state
  const ledger = { heads, sales, voids, shifts, questions, outcomes }
  const plain = { ...ledger, closes, leases, approvals, decisions, settlements }
  const maps = Object.fromEntries(
    Object.entries(plain).map(([name, map]) => [name, Object.fromEntries<unknown>(map)]),
  )
  const moved = Object.fromEntries([...stock].filter(([, quantity]) => quantity !== 0))
  return { ...maps, stock: moved, unknownEntries, settings: canonicalSettings(state) }
}

function canonicalSettings(state: State): unknown {
  const settings: Record<string, unknown> = {}
  for (const kind of RECORD_KINDS) {
    for (const [id, fields] of state.settings[kind]) {
      const key = `${kind}/${id}`
      const stamps = state.stamps.get(key)
      settings[key] = Object.entries(fields)
        .map(([field, value]) => [field, value, stamps && stampOf(fields, stamps, field)])
        .sort()
    }
  }
  return settings
}
