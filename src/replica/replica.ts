/**
 * This device's copy: the journal (sacred), the views (disposable), and the one state folded from both. This module
 * is what the first paint needs of it; all that folds and writes is the engine, fetched behind that paint.
 */
import type { Millis } from '../../core/domain/ids.ts'
import type { SealedEntry, Sha256 } from '../../core/journal/chain.ts'
import type { State } from '../../core/journal/state.ts'
import type { Result } from '../../core/result.ts'
import type { Plan, Reads } from './append.ts'
import { loadFirstPaint } from './first-paint.ts'
import type { Identity, JournalDatabase } from './journal-database.ts'
import type { StorageFailure } from './reopen.ts'
import type { TabChannel } from './tab-channel.ts'
import type { ViewsDatabase } from './views-database.ts'
import { createViewsStore, type ViewsStore } from './views-store.ts'

export interface ReplicaDeps {
  readonly journal: JournalDatabase
  readonly views: ViewsDatabase
  readonly identity: Identity
  /** Fetched once, with the engine. */
  readonly sha256: () => Promise<Sha256>
  readonly now: () => Millis
  readonly newId: () => string
  readonly tabs: TabChannel
  /** Resolves when the thread has nothing better to do. */
  readonly idle: () => Promise<void>
}

/** What the engine does for the replica. */
export interface ReplicaDeeds {
  /** Appends a deed and folds it; resolves when it is durable here. */
  readonly append: (plan: Plan, reads?: Reads) => Promise<Result<readonly SealedEntry[], StorageFailure>>
  /** Folds what is in the databases and not yet in memory: other tabs' deeds, pulled entries. */
  readonly catchUp: () => Promise<void>
  /** Writes the snapshot now, if this tab leads and anything changed. */
  readonly saveSnapshot: () => Promise<void>
  /** Throws the state away and folds every entry anew, on the base if there is one. Gives the state's hash. */
  readonly rebuild: () => Promise<string>
  /** Goes over to the base that was stored, or its first part; false when it is not what its hash says. */
  readonly adoptBase: () => Promise<boolean>
  /**
   * To be called when the whole feed is here. A base of another epoch tells of another past, and a first part whose
   * others never came of half of one: it goes, and the state is folded anew from entries. So does one that can no
   * longer be read, and the cursor goes back to the beginning: the feed behind the base is not here. Whether that was so.
   */
  readonly settleBase: (epoch: number) => Promise<boolean>
  readonly hash: () => Promise<string>
  /** Reads from the folded state, caught up. It is changed in place: `select` copies what outlives the call. */
  readonly readState: <Part>(select: (state: State) => Part) => Promise<Part>
  /** Only the leading tab saves snapshots, so that two tabs never mix their watermarks. */
  readonly setLeading: (leading: boolean) => Promise<void>
}

export interface Replica extends ReplicaDeeds {
  readonly identity: Identity
  readonly store: ViewsStore
  readonly deps: ReplicaDeps
  /** Hears of every deed that has become durable in this tab. */
  readonly onAppend: (hear: () => void) => void
}

/** Opens the replica far enough for the first paint; `catchUp` completes it. */
export async function openReplica(deps: ReplicaDeps): Promise<Replica> {
  const { catalogue, stock } = await loadFirstPaint(deps.views)
  const store = createViewsStore(catalogue, stock)
  const listeners: (() => void)[] = []
  const onAppended = () => {
    deps.tabs.post({ type: 'journal' })
    for (const hear of listeners) hear()
  }
  let engine: Promise<ReplicaDeeds> | null = null
  const deeds = () => {
    engine ??= import('./engine.ts')
      .then(({ openEngine }) => openEngine(deps, store, onAppended))
      .catch((error) => {
        engine = null
        throw error
      })
    return engine
  }
  return {
    identity: deps.identity,
    store,
    deps,
    onAppend: (hear) => void listeners.push(hear),
    append: async (plan, reads) => (await deeds()).append(plan, reads),
    catchUp: async () => (await deeds()).catchUp(),
    saveSnapshot: async () => (await deeds()).saveSnapshot(),
    rebuild: async () => (await deeds()).rebuild(),
    adoptBase: async () => (await deeds()).adoptBase(),
    settleBase: async (epoch) => (await deeds()).settleBase(epoch),
    hash: async () => (await deeds()).hash(),
    readState: async (select) => (await deeds()).readState(select),
    setLeading: async (leading) => (await deeds()).setLeading(leading),
  }
}
