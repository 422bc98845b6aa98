/** The demo's journal: settings, stock and days of sales, sealed. Time, ids and chance are inputs. */
import type { DeviceId, EntryId, LocationId, Millis, VariantId } from '../domain/ids.ts'
import type { Thousandths } from '../domain/money.ts'
import type { Staff } from '../domain/staff.ts'
import { type SealedEntry, type Sha256, sealEntry } from '../journal/chain.ts'
import type { Draft } from '../journal/entry.ts'
import { START_HEAD } from '../journal/head.ts'
import { type DayDeps, demoDay, type TradingDay } from './demo-day.ts'
import { type DemoWorld, type DemoWorldInput, demoPatches, makeDemoWorld } from './demo-settings.ts'

export interface DemoInput extends DayDeps, DemoWorldInput {
  readonly location: LocationId
  /** The till that wrote the history. */
  readonly device: DeviceId
  readonly days: readonly TradingDay[]
  readonly sha256: Sha256
}

export interface DemoJournal {
  readonly sealed: readonly SealedEntry[]
  /** To be given PINs, which are in no journal. */
  readonly staff: readonly Staff[]
}

/** What everybody in the demo types. */
export const DEMO_PIN = '2468'

/** Makes the journal of one till; the same inputs give the same bytes. */
export function demoEntries(input: DemoInput): DemoJournal {
  const world = makeDemoWorld(input)
  const days = demoDays(input, world)
  const drafts = [...openingDrafts(input, world, days), ...days]
  return { sealed: sealAll(input, drafts), staff: world.staff }
}

function demoDays(input: DemoInput, world: DemoWorld): readonly Draft[] {
  const drafts: Draft[] = []
  let firstReceipt = 1
  for (const [index, day] of input.days.entries()) {
    const made = demoDay(input, world, { ...day, firstReceipt, shiftNumber: index + 1 })
    firstReceipt += made.filter(({ kind }) => kind === 'sale').length
    drafts.push(...made)
  }
  return drafts
}

/** Enough was received that exactly the figures of the catalogue are left when the history ends. */
function openingDrafts(input: DemoInput, world: DemoWorld, days: readonly Draft[]): readonly Draft[] {
  const sold = soldByVariant(days)
  const lines = world.shelf.flatMap(({ variant, left }) => {
    const quantity = (left ?? 0) + (sold.get(variant.id) ?? 0)
    return left === null || quantity === 0 ? [] : [{ variant: variant.id, quantity: quantity as Thousandths }]
  })
  const at = ((input.days[0]?.openedAt ?? 0) - 3_600_000) as Millis
  const told = { at, staff: world.staff[0]?.id ?? null, shift: null }
  const patches = [...demoPatches(world, input)]
  return [
    { id: input.ids() as EntryId, kind: 'settings', ...told, body: { patches } },
    { id: input.ids() as EntryId, kind: 'stock-received', ...told, body: { lines } },
  ]
}

function soldByVariant(drafts: readonly Draft[]): ReadonlyMap<VariantId, number> {
  const voided = new Set(drafts.flatMap((draft) => (draft.kind === 'void' ? [draft.body.sale] : [])))
  const sold = new Map<VariantId, number>()
  for (const draft of drafts) {
    if (draft.kind !== 'sale' || voided.has(draft.body.id)) continue
    for (const { variant, quantity } of draft.body.lines)
      if (variant) sold.set(variant, (sold.get(variant) ?? 0) + quantity)
  }
  return sold
}

function sealAll({ location, device, sha256 }: DemoInput, drafts: readonly Draft[]): readonly SealedEntry[] {
  let head = START_HEAD
  return drafts.map((draft) => {
    const next = sealEntry(draft, { location, device }, head, sha256)
    head = next.head
    return next.sealed
  })
}
