/**
 * The endpoint's live fold of each location, by the same code as on the tablet. A view is loaded when
 * somebody asks for it, kept for the locations used last, and carried along by each push.
 */
import { hash } from 'node:crypto'
import { assert } from '../core/assert.ts'
import type { LocationId } from '../core/domain/ids.ts'
import type { ParsedEntry } from '../core/journal/entry.ts'
import { type FoldOutcome, foldEntry, foldUnreadable } from '../core/journal/fold.ts'
import { emptyState, type State } from '../core/journal/state.ts'
import { stateHash } from '../core/journal/state-hash.ts'
import { readEntry } from './read-entry.ts'
import type { Storage, StoredEntry } from './storage/storage.ts'

/** What a location's journal comes to, as far as feed number `v`. */
export interface LocationView {
  readonly v: number
  readonly epoch: number
  readonly state: State
}

/** Entries that a push has just added, in feed order: null where the bytes cannot be read. */
export interface FreshEntries {
  readonly firstV: number
  readonly entries: readonly (Pick<StoredEntry, 'device' | 'seq'> & { readonly parsed: ParsedEntry | null })[]
}

export interface LocationViews {
  /** The location's view, caught up with the journal. */
  read(location: LocationId): Promise<LocationView>
  /** The view as it is in memory, perhaps a moment behind the journal; loaded first when it never was to its end. */
  nearly(location: LocationId): Promise<LocationView>
  /** Carries a loaded view over what a push added; a view that is not loaded stays so. */
  follow(location: LocationId, fresh: FreshEntries): Promise<void>
}

type FeedReader = Pick<Storage, 'readSince'>

interface LiveView {
  v: number
  epoch: number
  readonly state: State
  /** Whether it once held the whole journal: a part of it names only some of the devices (rule K7). */
  loaded: boolean
  /** The catch-up under way, and behind it those that wait. */
  catchingUp: Promise<void> | null
}

const PAGE_ENTRIES = 500

export function createLocationViews(storage: FeedReader, maxLocations = 300): LocationViews {
  const views = new Map<LocationId, LiveView>()
  return {
    async read(location) {
      const view = liveViewOf(views, location, maxLocations)
      await catchUp(storage, location, view)
      return view
    },
    async nearly(location) {
      const known = views.get(location)
      return known?.loaded ? known : this.read(location)
    },
    async follow(location, fresh) {
      if (!views.has(location) && fresh.firstV > 1) return
      const view = liveViewOf(views, location, maxLocations)
      if (!followAtOnce(view, fresh)) await catchUp(storage, location, view)
    },
  }
}

/** Takes the view and makes it the last to go; the one unused for longest goes when there are too many. */
function liveViewOf(views: Map<LocationId, LiveView>, location: LocationId, maxLocations: number): LiveView {
  const view = views.get(location) ?? newView()
  views.delete(location)
  views.set(location, view)
  const [oldest] = views.keys()
  if (views.size > maxLocations && oldest !== undefined) views.delete(oldest)
  return view
}

const newView = (): LiveView => ({
  v: 0,
  epoch: 1,
  state: emptyState(),
  loaded: false,
  catchingUp: null,
})

/** Folds what is in hand when it follows directly on the view; otherwise the journal has to be read. */
function followAtOnce(view: LiveView, fresh: FreshEntries): boolean {
  if (view.catchingUp || view.v !== fresh.firstV - 1) return false
  for (const entry of fresh.entries) assertFolded(foldRead(view.state, entry, entry.parsed))
  view.v += fresh.entries.length
  return true
}

/**
 * Waits for a catch-up under way, then reads once more: the one under way may have read its last page before
 * the caller's entries were committed.
 */
function catchUp(storage: FeedReader, location: LocationId, view: LiveView): Promise<void> {
  const turn = (view.catchingUp ?? Promise.resolve())
    .catch(() => {})
    .then(() => readAll(storage, location, view))
    .finally(() => {
      if (view.catchingUp === turn) view.catchingUp = null
    })
  view.catchingUp = turn
  return turn
}

async function readAll(storage: FeedReader, location: LocationId, view: LiveView) {
  for (let more = true; more; ) {
    const page = await storage.readSince({ location, after: view.v, limit: PAGE_ENTRIES, except: null })
    for (const entry of page.entries) assertFolded(foldStored(view.state, entry))
    view.v = page.next
    view.epoch = page.epoch
    more = page.more
    // A long journal is folded in pieces, so that other requests get their turn.
    if (more) await new Promise((resolve) => setImmediate(resolve))
  }
  view.loaded = true
}

/** Folds an entry as it lies in the store. */
export function foldStored(state: State, stored: StoredEntry): FoldOutcome {
  return foldRead(state, stored, stored.state === 'quarantined' ? null : readStored(stored.raw))
}

function readStored(raw: Uint8Array): ParsedEntry | null {
  const parsed = readEntry(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8'))
  return parsed.ok ? parsed.value : null
}

function foldRead(
  state: State,
  place: Pick<StoredEntry, 'device' | 'seq'>,
  parsed: ParsedEntry | null,
): FoldOutcome {
  return parsed ? foldEntry(state, parsed) : foldUnreadable(state, place)
}

function assertFolded(outcome: FoldOutcome): void {
  assert(outcome === 'folded', `the feed holds each device's entries in sequence, got ${outcome}`)
}

/** SHA-256 over the whole state, hex: equal on every replica with the same entries. */
export const hashState = (state: State): string => stateHash(state, (text) => hash('sha256', text, 'hex'))
