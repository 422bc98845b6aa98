/** What is written to a location's journal in PostgreSQL: pushes, and what the endpoint notes itself. */
import { assert } from '../../core/assert.ts'
import { hear } from './heard.ts'
import {
  addEntries,
  changeDevice,
  headOf,
  notesHead,
  type OpenJournal,
  type PlaceRange,
} from './postgres-journal.ts'
import {
  type AppliedPush,
  type EntryWrite,
  endpointDevice,
  type KnownPlaces,
  type PushPlan,
  type PushRange,
  type Storage,
  type TakenPlace,
} from './storage.ts'

/**
 * A deed on an open journal. It may be carried out again, after a commit whose end is not known: then it must
 * find what it did the first time.
 */
export interface JournalDeed<Outcome> {
  /** What it has to know besides the heads; asked before each attempt. */
  asks(): readonly PlaceRange[]
  /** Never waits: other deeds of the same transaction follow. `taken` answers `asks`. */
  carryOut(journal: OpenJournal, taken: readonly (readonly TakenPlace[])[]): Outcome
}

/** Done again, its places are taken by its own entries: the plan sees that. */
export function pushDeed<Plan extends PushPlan>(
  range: PushRange,
  plan: (known: KnownPlaces) => Plan,
): JournalDeed<AppliedPush<Plan>> {
  return {
    asks: () => [range],
    carryOut: (journal, [taken = []]) => applyPush(journal, range, { taken, plan }),
  }
}

interface Planning<Plan> {
  readonly taken: readonly TakenPlace[]
  readonly plan: (known: KnownPlaces) => Plan
}

function applyPush<Plan extends PushPlan>(
  journal: OpenJournal,
  range: PushRange,
  { taken, plan }: Planning<Plan>,
): AppliedPush<Plan> {
  const { epoch, lastV } = journal
  const device = journal.devices.get(range.device)
  assert(device || range.relayedBy !== null, 'only a known device pushes')
  const head = headOf(journal, range.device)
  if (range.from > head.seq + 1) return { kind: 'gap', epoch, have: head }
  const planned = plan({
    epoch,
    head,
    taken,
    skewMs: device?.skewMs ?? null,
    revoked: (device?.revokedAt ?? null) !== null,
    notes: notesHead(journal),
  })
  keep(journal, range, planned)
  const heard = device && range.relayedBy === null ? hear(device, epoch, range, planned) : null
  if (heard) changeDevice(journal, range.device, heard)
  return { kind: 'applied', epoch, plan: planned, firstV: lastV + 1 }
}

function keep(journal: OpenJournal, { device, heardAt }: PushRange, plan: PushPlan): void {
  addEntries(journal, device, plan.writes)
  addEntries(journal, endpointDevice(journal.epoch), plan.notes)
  journal.forks.push(...plan.forks.map((fork) => ({ ...fork, device })))
  for (const ended of plan.revokes) {
    journal.revokes.set(ended, heardAt)
    const open = journal.devices.get(ended)
    if (open) journal.devices.set(ended, { ...open, revokedAt: open.revokedAt ?? heardAt })
  }
}

type NotesPlan = Parameters<Storage['appendNotes']>[1]
type Appended = Awaited<ReturnType<Storage['appendNotes']>>

/** Done again, it looks whether its last note stands in its place already. */
export function notesDeed(plan: NotesPlan): JournalDeed<Appended> {
  let before: { readonly outcome: Appended; readonly last: EntryWrite; readonly epoch: number } | null = null
  return {
    asks: () => (before ? [{ device: endpointDevice(before.epoch), from: before.last.seq, count: 1 }] : []),
    carryOut(journal, [taken = []]) {
      if (before && taken[0]?.hash === before.last.hash) return before.outcome
      const { epoch, lastV } = journal
      const notes = plan({ epoch, head: notesHead(journal) })
      addEntries(journal, endpointDevice(epoch), notes)
      const outcome = { firstV: lastV + 1, count: notes.length }
      const last = notes.at(-1)
      before = last ? { outcome, last, epoch } : null
      return outcome
    },
  }
}
