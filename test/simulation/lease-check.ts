/** Capped stock: no unit is sold twice, and what was promised to tills adds up. */
import type { VariantId } from '../../core/domain/ids.ts'
import { freeOf, heldOf, heldTogether } from '../../core/domain/lease.ts'
import type { Entry } from '../../core/journal/entry.ts'
import type { LeaseRecord, State } from '../../core/journal/state.ts'
import type { LeaseRow } from '../../src/replica/journal-database.ts'
import { variantId } from './deeds.ts'
import type { Truth } from './invariants.ts'
import { Broken } from './ledger.ts'
import type { World } from './world.ts'

export function checkLeases(world: World, truth: Truth, state: State): void {
  const setBack = world.devices.some(({ wasSetBack }) => wasSetBack)
  for (const lease of state.leases.values()) if (!setBack) checkLease(lease)
  for (let index = 0; index < world.plan.capped; index++) checkVariant(world, truth, state, variantId(index))
  if (!setBack)
    for (const device of world.living) checkRows(device.journal.store('leases').rows as LeaseRow[], state)
}

/** A lease is never spent beyond what was granted. */
function checkLease({ id, grant, used, returned, reclaim }: LeaseRecord): void {
  if (grant && used + returned > grant.quantity)
    throw new Broken(
      `lease ${id} of ${grant.quantity} was spent beyond: ${used} sold, ${returned} given back`,
    )
  if (!grant && !reclaim && used > 0) throw new Broken(`lease ${id} was used, and nobody knows its grant`)
}

/** The stock never falls below nought but by what somebody has allowed, or what was sold behind a reclaim. */
function checkVariant(world: World, { entries }: Truth, state: State, variant: VariantId): void {
  const stock = state.stock.get(variant) ?? 0
  const excused = excusedOf(entries, state, variant)
  const oldApps = world.plan.oldApps > 0
  const setBack = world.devices.some(({ wasSetBack }) => wasSetBack)
  if (stock + excused < 0 && !setBack && !oldApps)
    throw new Broken(`${variant} is oversold by ${-stock}, of which only ${excused} was allowed`)
  const held = heldTogether(state.leases.values(), variant)
  if (freeOf(state.leases.values(), state.stock, variant) + held !== stock)
    throw new Broken(`${variant}: free and held do not come to the stock`)
}

/**
 * What was sold of a variant without a lease in force: by an override, behind a reclaim, or by a till that had not
 * heard that it is capped, or that sold from a cart what had left the catalogue meanwhile.
 */
function excusedOf(entries: readonly Entry[], state: State, variant: VariantId): number {
  const knows = new Set<string>()
  const wasRemoved = entries.some((entry) => removes(entry, state.settings.variant.get(variant)?.product))
  let excused = 0
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
    if (entry.kind === 'lease-taken' && entry.body.variant === variant) knows.add(entry.device)
    if (entry.kind !== 'sale') continue
    const { overrides = [], leases = [], lines } = entry.body
    const of = (list: readonly { readonly variant: string | null; readonly quantity: number }[]) =>
      list.filter((one) => one.variant === variant).reduce((sum, { quantity }) => sum + quantity, 0)
    const named = of(overrides) + of(leases)
    if (named > 0) knows.add(entry.device)
    const late = leases.filter(({ lease }) => state.leases.get(lease)?.reclaim != null)
    // What comes back is no sale: a line below nought takes nothing off what was allowed.
    const uncovered = of(lines.filter(({ quantity }) => quantity > 0)) - named
    excused += of(overrides) + of(late) + (wasRemoved || !knows.has(entry.device) ? uncovered : 0)
  }
  return excused
}

const removes = (entry: Entry, product: string | undefined): boolean =>
  entry.kind === 'settings' &&
  entry.body.patches.some(
    ({ record, id, fields }) => record === 'product' && id === product && fields.removed,
  )

/** What a till may still sell by its own rows is what everybody else takes it to hold. */
function checkRows(rows: readonly LeaseRow[], state: State): void {
  for (const { lease, left } of rows) {
    const record = state.leases.get(lease)
    if (!record) throw new Broken(`a till has a lease ${lease} that nobody knows`)
    if (record.reclaim === null && heldOf(record) !== left)
      throw new Broken(`a till has ${left} left of lease ${lease}, and ${heldOf(record)} by the journal`)
  }
}
