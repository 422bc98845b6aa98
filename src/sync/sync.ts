/** Sync as one thing: in the leading tab push, pull and the live stream; in every tab a truthful status. */
import { countUnsent, refusedEntries } from '../replica/outbox.ts'
import type { Replica } from '../replica/replica.ts'
import type { EndpointClient, EndpointProblem } from './endpoint-client.ts'
import { latest } from './latest.ts'
import { whenLeading } from './leader.ts'
import { Leading } from './leading.ts'
import type { Line, LineState } from './line.ts'
import type { SyncState, SyncStatusStore } from './sync-status.ts'

export interface SyncOptions {
  readonly replica: Replica
  readonly client: EndpointClient
  readonly line: Line
  readonly status: SyncStatusStore
  readonly build: string
  /** Hears that entries wait and the endpoint does not answer: whoever can may wake this tab later. */
  readonly onCutOff: () => void
}

/** Starts sync in this tab, and gives what wakes it. `onLeading` is called when this tab becomes the one that works. */
export function startSync(options: SyncOptions, onLeading: () => void): () => void {
  const { line, replica } = options
  let leading: Leading | null = null
  const refresh = latest(() => refreshStatus(options, line.state()))
  const kick = () => {
    leading?.kick()
    refresh()
  }
  const kickPush = () => {
    leading?.kickPush()
    refresh()
  }
  line.onChange(refresh)
  replica.deps.tabs.listen((message) => {
    if (message.type === 'base') void followBase(replica)
    else if (message.type !== 'acknowledged') void replica.catchUp()
    if (message.type === 'journal') kickPush()
    else refresh()
  })
  replica.onAppend(kickPush)
  replica.store.subscribe(refresh)
  addEventListener('online', kick)
  addEventListener('offline', line.cut)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && kick())
  whenLeading(() => {
    onLeading()
    leading = startLeading(options, refresh)
  })
  refresh()
  return kick
}

/** The leading tab has stored a base, or thrown one away. */
async function followBase(replica: Replica): Promise<void> {
  if (!(await replica.adoptBase())) await replica.rebuild()
}

function startLeading(options: SyncOptions, refresh: () => void): Leading {
  const { replica, client, line, build, status } = options
  let refused: string | null = null
  let removed: string | null = null
  let stuck: string | null = null
  const tell = () => {
    const problem = refused ?? removed ?? stuck
    if (problem === status.getState().problem) return
    status.setState({ problem })
    refresh()
  }
  return new Leading({
    replica,
    client,
    line,
    build,
    nowMs: () => performance.now(),
    random: Math.random,
    onArriving: (arriving) => status.setState({ arriving }),
    onPushed: (problem) => {
      refused = refusalAfter(refused, problem)
      tell()
      // What it has acknowledged counts no more, whatever comes next.
      refresh()
    },
    onPulled: (problem) => {
      removed = removalAfter(removed, problem)
      tell()
    },
    onStuck: (restarts, stuckMs) => {
      if (restarts !== status.getState().restarts) status.setState({ restarts })
      stuck = stuckMs === null ? null : wordsOfStuck(stuckMs, restarts)
      tell()
    },
  })
}

/** A push that the endpoint refuses needs a person; one that it never heard of changes nothing of what is known. */
function refusalAfter(before: string | null, problem: EndpointProblem | null): string | null {
  if (!problem) return null
  return problem.kind === 'refused' ? problem.message : before
}

/** A device that was removed still pushes: only its pulls tell it (rule I10). */
function removalAfter(before: string | null, problem: EndpointProblem | null): string | null {
  if (!problem) return null
  return problem.code === 'revoked' ? problem.message : before
}

const wordsOfStuck = (stuckMs: number, restarts: number) =>
  `The endpoint answers, but entries have been waiting for ${Math.round(stuckMs / 1000)} s (started afresh ${restarts} times). They are safe here; keep selling, and reload this page when there is time.`

async function refreshStatus({ replica, status, onCutOff }: SyncOptions, line: LineState): Promise<void> {
  const [unsent, refused] = await Promise.all([countUnsent(replica), refusedEntries(replica)])
  const decisions = refused.length + replica.store.getState().decisions.length
  const before = status.getState()
  const state = stateOf(line, unsent.entries, decisions > 0 || before.problem !== null)
  status.setState({ state, unsent: unsent.entries, unsentSales: unsent.sales, decisions })
  if (state === 'offline' && unsent.entries > 0 && (before.state !== state || before.unsent === 0)) onCutOff()
}

/** Being cut off is told first, because it says what is safe; then what a person must settle. */
function stateOf(line: LineState, unsent: number, needsDecision: boolean): SyncState {
  if (line === 'dead') return 'offline'
  if (line === 'slow') return 'slow'
  if (needsDecision) return 'decision'
  return unsent > 0 || line === 'unknown' ? 'syncing' : 'synced'
}
