/** The engine of the replica: it seals and appends deeds, folds what is missing, publishes, and saves snapshots. */
import type { DeviceId } from '../../core/domain/ids.ts'
import type { SealedEntry, Sha256 } from '../../core/journal/chain.ts'
import { type ParsedEntry, parseEntry } from '../../core/journal/entry.ts'
import { foldEntry, foldUnreadable } from '../../core/journal/fold.ts'
import { emptyState, maxLamport, type State } from '../../core/journal/state.ts'
import { stateHash } from '../../core/journal/state-hash.ts'
import { append, type Plan, type Reads } from './append.ts'
import { baseCursor, dropBase, isWhole, type LoadedBase, loadBase, readBase } from './base.ts'
import type { ReplicaDeeds, ReplicaDeps } from './replica.ts'
import {
  chunkOf,
  cleanDirty,
  type Dirty,
  loadState,
  readCursor,
  saveState,
  writeCursor,
} from './snapshots.ts'
import { type Changes, publish } from './views.ts'
import type { ViewsStore } from './views-store.ts'

/** How many entries of a catch-up are folded before the screen gets its turn. */
const FOLD_SLICE = 500
/** So few are folded within a frame. */
const FOLD_AT_ONCE = 20
/** A snapshot is worth its cost after this many entries; fewer are caught up at the next start. */
const SNAPSHOT_AFTER = 100
const SAVE_AFTER_MS = 1000
const CATALOGUE_REST_MS = 200
const LARGE_CATALOGUE = 1000

/** Memory changes after the database has committed, never before. */
export async function openEngine(
  deps: ReplicaDeps,
  store: ViewsStore,
  onAppended: () => void,
): Promise<ReplicaDeeds> {
  return new Engine(deps, store, await deps.sha256(), onAppended)
}

class Engine implements ReplicaDeeds {
  readonly #deps: ReplicaDeps
  readonly #store: ViewsStore
  readonly #sha256: Sha256
  readonly #onAppended: () => void
  #state: State | null = null
  /** The base that the state stands on, by its cursor. */
  #base: number | null = null
  /** Only the first part of a base is here: the state is good to sell on, and is not saved. */
  #provisional = false
  /** Never goes back, also while the state is being folded anew: a later deed must win over what it has seen. */
  #lamport = 0
  #running: Promise<void> = Promise.resolve()
  /** What has been folded and is not published yet. */
  #owed: Changes | null = null
  #dirty: Dirty = cleanDirty()
  #unsaved = 0
  #leading = false
  /** The catalogue was published a moment ago; changes since then wait for the end of the rest. */
  #catalogueRests = false
  #catalogueWaits = false
  #saveTimer: ReturnType<typeof setTimeout> | undefined

  constructor(deps: ReplicaDeps, store: ViewsStore, sha256: Sha256, onAppended: () => void) {
    this.#deps = deps
    this.#store = store
    this.#sha256 = sha256
    this.#onAppended = onAppended
  }

  append = async (plan: Plan, reads?: Reads) => {
    // The Lamport counter must be above all that this device holds, so the fold comes first. Where the views cannot
    // be read, the journal's own counter has to do: they are disposable, and a sale is not to wait for them.
    if (!this.#state) await this.catchUp().catch(() => {})
    const { journal: database, identity } = this.#deps
    const sha256 = this.#sha256
    const result = await append({ database, identity, sha256, lamportSeen: this.#lamportSeen }, plan, reads)
    if (!result.ok || result.value.length === 0) return result
    // It is durable by now: what fails while it is shown and told is no failure of the deed.
    await this.#showOwn(result.value).catch(() => {})
    this.#onAppended()
    return result
  }

  async #showOwn(entries: readonly SealedEntry[]): Promise<void> {
    // Another tab may have written in between: then the entry is a gap here, and the catch-up brings both.
    if (this.#foldOwn(entries)) this.#publish({ settings: touchesSettings(entries), ledger: true })
    else await this.catchUp()
  }

  #lamportSeen = (): number => {
    this.#lamport = Math.max(this.#lamport, this.#state ? maxLamport(this.#state) : 0)
    return this.#lamport
  }

  catchUp = (): Promise<void> => this.#inTurn(() => this.#catchUp())

  /** One after the other: two that fold at once would publish each other's half. */
  #inTurn<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    const turn = this.#running.then(work)
    this.#running = turn.then(
      () => {},
      () => {},
    )
    return turn
  }

  setLeading = async (leading: boolean): Promise<void> => {
    this.#leading = leading
  }

  readState = async <Part>(select: (state: State) => Part): Promise<Part> => {
    if (!this.#state) await this.catchUp()
    return select(this.#state ?? emptyState())
  }

  hash = async (): Promise<string> => stateHash(this.#state ?? emptyState(), this.#sha256)

  saveSnapshot = async (): Promise<void> => {
    if (!this.#leading || !this.#state || this.#provisional || this.#unsaved === 0) return
    // What the screens do not show yet is not what the next first paint may begin with.
    if (this.#owed) return
    const dirty = this.#dirty
    this.#dirty = cleanDirty()
    this.#unsaved = 0
    const views = this.#store.getState()
    const saved = { state: this.#state, base: this.#base }
    await saveState(this.#deps.views, saved, views, dirty).catch(() => this.#markUnsaved(dirty))
  }

  rebuild = async (): Promise<string> => {
    await this.#inTurn(async () => this.#foldFrom(await this.#loadBase()))
    await this.saveSnapshot()
    return this.hash()
  }

  adoptBase = (): Promise<boolean> =>
    this.#inTurn(async () => {
      const base = await this.#loadBase()
      if (base) await this.#foldFrom(base)
      return base !== null
    })

  settleBase = async (epoch: number): Promise<boolean> => {
    const { views } = this.#deps
    // A catch-up that failed half-way is not left at that.
    if (!this.#state || this.#owed) await this.catchUp()
    const base = await readBase(views)
    const foreign = base.answer !== null && base.answer.epoch !== epoch
    const baseless = base.answer === null && this.#provisional
    if (foreign) await dropBase(views)
    if (foreign || baseless) await this.rebuild()
    else if (!isWhole(base) || base.answer?.cursor === this.#base || (await this.adoptBase())) return false
    else await this.#giveUpBase()
    return true
  }

  /** A whole base that can no longer be read: the cursor stands behind what is lost with it, so it goes back too. */
  async #giveUpBase(): Promise<void> {
    const { views } = this.#deps
    const { relay } = await readCursor(views)
    await writeCursor(views, { epoch: 0, cursor: 0, ...(relay ? { relay: { ...relay, done: [] } } : {}) })
    await dropBase(views)
    await this.rebuild()
  }

  /** Begins anew on a base or on nothing, and folds what is here; the screens keep the old views until it is done. */
  #foldFrom(base: LoadedBase | null): Promise<void> {
    this.#lamportSeen()
    this.#setOut(base)
    return this.#catchUp({ settings: true, ledger: true })
  }

  #setOut(base: LoadedBase | null): State {
    const state = base?.state ?? emptyState()
    this.#state = state
    this.#base = base?.whole ? base.cursor : null
    this.#provisional = base?.whole === false
    this.#dirty = { settings: true, everything: true, chunks: new Set() }
    this.#unsaved = 1
    return state
  }

  #loadBase(): Promise<LoadedBase | null> {
    const { views, idle } = this.#deps
    return loadBase({ views, sha256: this.#sha256, idle })
  }

  /** What the last save left, or else a base that was taken over since then, or nothing. */
  async #load(): Promise<State> {
    const { views, idle } = this.#deps
    const saved = await loadState(views, idle)
    const stored = baseCursor(await readBase(views))
    const base = saved && saved.base === stored ? null : await this.#loadBase()
    if (base || !saved) return this.#setOut(base)
    this.#base = saved.base
    return saved.state
  }

  /** `known`: changes that are to be published whatever the catch-up finds. */
  async #catchUp(known: Changes | null = null): Promise<void> {
    this.#state ??= await this.#load()
    if (known || !this.#store.getState().ready) this.#owe(known ?? { settings: true, ledger: true })
    for await (const slice of this.#missing(this.#state)) {
      for (const row of slice) this.#foldRow(this.#state, row)
      // A poked sale is on the screen without waiting for a pause.
      if (slice.length > FOLD_AT_ONCE) await this.#deps.idle()
    }
    if (this.#owed) this.#publish(this.#owed)
    this.#owed = null
  }

  /** What is folded is owed to the screens until it is published, also where a catch-up ends before its end. */
  #owe({ settings, ledger }: Changes): void {
    const owed = this.#owed ?? { settings: false, ledger: false }
    this.#owed = { settings: settings || owed.settings, ledger: ledger || owed.ledger }
  }

  /** Rows behind the watermark, own first, then device by device: the fold does not care for the order. */
  async *#missing(state: State): AsyncGenerator<readonly FoldableRow[]> {
    const own = this.#deps.identity.device
    const seqOf = (device: DeviceId) => state.heads.get(device)?.seq ?? 0
    const { journal, views } = this.#deps
    for (;;) {
      const rows = await journal.entries.where('seq').above(seqOf(own)).limit(FOLD_SLICE).toArray()
      if (rows.length === 0) break
      yield rows.map(({ seq, bytes }) => ({ device: own, seq, bytes }))
      if (rows.length < FOLD_SLICE) break
    }
    for (const device of await this.#feedDevices()) {
      for (;;) {
        const range = views.feed
          .where('[device+seq]')
          .between([device, seqOf(device) + 1], [device, Infinity])
        const rows = (await range.limit(FOLD_SLICE).toArray()) as unknown as FoldableRow[]
        const contiguous = rows.filter((row, index) => row.seq === seqOf(device) + 1 + index)
        if (contiguous.length === 0) break
        yield contiguous
      }
    }
  }

  /** The devices in the feed, found by jumping from the last row of one to the first of the next. */
  async #feedDevices(): Promise<readonly DeviceId[]> {
    const devices: DeviceId[] = []
    const { feed } = this.#deps.views
    let row = await feed.orderBy('[device+seq]').first()
    while (row) {
      devices.push(row.device as DeviceId)
      row = await feed.where('[device+seq]').above([row.device, Infinity]).first()
    }
    return devices
  }

  #foldRow(state: State, row: FoldableRow): void {
    const parsed = row.bytes === null ? null : parseEntry(row.bytes)
    this.#owe({ settings: parsed?.ok === true && parsed.value.entry.kind === 'settings', ledger: true })
    if (parsed?.ok) this.#fold(state, parsed.value)
    else {
      foldUnreadable(state, row)
      this.#unsaved += 1
    }
  }

  #foldOwn(entries: readonly SealedEntry[]): boolean {
    const state = this.#state
    if (!state) return false
    return entries.every(({ entry }) => this.#fold(state, { known: true, entry }) !== 'gap')
  }

  #fold(state: State, parsed: ParsedEntry) {
    this.#markSale(state, parsed)
    const outcome = foldEntry(state, parsed)
    if (outcome !== 'folded') return outcome
    this.#markSale(state, parsed)
    if (parsed.entry.kind === 'settings') this.#dirty.settings = true
    this.#unsaved += 1
    return outcome
  }

  /** Called before and after the fold: a sale can move from one device's chunk to another's. */
  #markSale(state: State, { known, entry }: ParsedEntry): void {
    if (!known || (entry.kind !== 'sale' && entry.kind !== 'void')) return
    const sale = state.sales.get(entry.kind === 'sale' ? entry.body.id : entry.body.sale)
    if (sale) this.#dirty.chunks.add(chunkOf(sale))
  }

  /** A large catalogue is computed anew at most every 200 ms: an import of thousands of rows is many appends. */
  #publish(changes: Changes): void {
    if (!this.#state) return
    const tooSoon = changes.settings && this.#store.getState().ready && this.#catalogueRests
    publish(this.#store, this.#state, this.#deps.identity, {
      ...changes,
      settings: changes.settings && !tooSoon,
    })
    if (tooSoon) this.#catalogueWaits = true
    else if (changes.settings) this.#restCatalogue()
    if (this.#unsaved >= SNAPSHOT_AFTER || this.#dirty.settings) this.#saveSoon()
  }

  #restCatalogue(): void {
    this.#catalogueWaits = false
    if (this.#store.getState().products.length < LARGE_CATALOGUE) return
    this.#catalogueRests = true
    setTimeout(() => {
      this.#catalogueRests = false
      if (this.#catalogueWaits) this.#publish({ settings: true, ledger: false })
    }, CATALOGUE_REST_MS)
  }

  /** One save for a burst of deeds. */
  #saveSoon(): void {
    clearTimeout(this.#saveTimer)
    this.#saveTimer = setTimeout(() => void this.#deps.idle().then(this.saveSnapshot), SAVE_AFTER_MS)
  }

  #markUnsaved(dirty: Dirty): void {
    for (const key of dirty.chunks) this.#dirty.chunks.add(key)
    this.#dirty.settings ||= dirty.settings
    this.#dirty.everything ||= dirty.everything
    this.#unsaved += 1
  }
}

interface FoldableRow {
  readonly device: DeviceId
  readonly seq: number
  readonly bytes: string | null
}

const touchesSettings = (entries: readonly SealedEntry[]) =>
  entries.some(({ entry }) => entry.kind === 'settings')
