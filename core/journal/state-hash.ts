import canonicalize from 'canonicalize'
import type { Sha256 } from './chain.ts'
import { RECORD_KINDS } from './settings.ts'
import { stampOf } from './stamp.ts'
import type { State } from './state.ts'

/** So many records are hashed in one go. */
const SLICE = 500

/**
 * One hash over all views: two replicas with the same entries give the same, whatever the order in which
 * they got them. Stamps are written out field by field, so that their compact form does not show.
 */
export function stateHash(state: State, sha256: Sha256): string {
  const steps = hashSteps(state, sha256)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same hash, with `rest` between the slices. The state must not change meanwhile: give a copy. */
export async function stateHashAtLeisure(
  state: State,
  sha256: Sha256,
  rest: () => Promise<void>,
): Promise<string> {
  const steps = hashSteps(state, sha256)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await rest()
  }
}

/** A hash over the hashes of slices: records by their key, so that the cuts are everywhere the same. */
function* hashSteps(state: State, sha256: Sha256): Generator<undefined, string> {
  const hashes: string[] = [String(state.unknownEntries)]
  for (const [name, records] of Object.entries(canonicalParts(state))) {
    const sorted = records.sort(([a], [b]) => (a < b ? -1 : 1))
    for (let from = 0; from < sorted.length; from += SLICE) {
      hashes.push(name, sha256(canonicalize(sorted.slice(from, from + SLICE)) ?? ''))
      yield
    }
  }
  return sha256(hashes.join(' '))
}

function canonicalParts(state: State): Record<string, [string, unknown][]> {
  const { heads, stock, sales, voids, shifts, questions, outcomes } = state
  const { closes, leases, approvals, decisions, settlements, stockEntries, recounts } = state
  const ledger = { heads, sales, voids, shifts, questions, outcomes }
  const { returned, returnedMinor, returnedTaxMinor } = state
  const { vouchers, accounts, couponUses, tenderSettlements, payments } = state
  const back = { returned, returnedMinor, returnedTaxMinor }
  const money = { ...back, vouchers, accounts, couponUses, tenderSettlements, payments }
  const counts = { stockEntries, recounts }
  const maps = { ...ledger, closes, leases, approvals, decisions, settlements, ...counts, ...money }
  const parts = Object.entries(maps).map(([name, map]) => [name, [...(map as Map<string, unknown>)]])
  const moved = [...stock].filter(([, quantity]) => quantity !== 0)
  return { ...Object.fromEntries(parts), stock: moved, settings: canonicalSettings(state) }
}

function canonicalSettings(state: State): [string, unknown][] {
  return RECORD_KINDS.flatMap((kind) =>
    [...state.settings[kind]].map(([id, fields]): [string, unknown] => {
      const key = `${kind}/${id}`
      const stamps = state.stamps.get(key)
      const written = Object.entries(fields).map(([field, value]) => [
        field,
        value,
        stamps && stampOf(fields, stamps, field),
      ])
      return [key, written.sort()]
    }),
  )
}
