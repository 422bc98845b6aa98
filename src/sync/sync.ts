/** Sync as one thing: in the leading tab two loops, in every tab a truthful status. */
import { countUnsent, refusedEntries } from '../replica/outbox.ts'
import type { Replica } from '../replica/replica.ts'
import type { EndpointClient } from './endpoint-client.ts'
import { whenLeading } from './leader.ts'
import type { Line, LineState } from './line.ts'
import { type Loop, sleep, startLoop } from './loop.ts'
import { pullStep } from './puller.ts'
import { pushStep } from './pusher.ts'
import type { SyncState, SyncStatusStore } from './sync-status.ts'

export interface SyncOptions {
  readonly replica: Replica
  readonly client: EndpointClient
  readonly line: Line
  readonly status: SyncStatusStore
  readonly build: string
}

/** How often the endpoint is asked when nothing happens here. */
const REST_MS = 5000

/** Starts sync in this tab. `onLeading` is called when this tab becomes the one that works. */
export function startSync(options: SyncOptions, onLeading: () => void): void {
  const { line } = options
  const refresh = () => refreshStatus(options, line.state())
  const { tabs } = options.replica.deps
  line.onChange(() => void refresh())
  let loops: readonly Loop[] = []
  const kick = () => {
    for (const loop of loops) loop.kick()
    void refresh()
  }
  tabs.listen((message) => {
    if (message.type !== 'acknowledged') void options.replica.catchUp()
    if (message.type === 'journal') kick()
    else void refresh()
  })
  options.replica.onAppend(kick)
  options.replica.store.subscribe(() => void refresh())
  addEventListener('online', kick)
  addEventListener('offline', line.cut)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && kick())
  whenLeading(() => {
    onLeading()
    const steps = [() => pushAndTell(options), () => pullStep(options)]
    loops = steps.map((step) => startLoop({ step, restMs: REST_MS, random: Math.random, sleep }))
  })
  void refresh()
}

/** A push that the endpoint refuses needs a person; one that it never heard of does not. */
async function pushAndTell(options: SyncOptions) {
  const result = await pushStep(options)
  const { problem } = options.status.getState()
  const told = result.ok ? null : result.error.kind === 'refused' ? result.error.message : problem
  if (told !== problem) {
    options.status.setState({ problem: told })
    await refreshStatus(options, options.line.state())
  }
  return result
}

async function refreshStatus({ replica, status }: SyncOptions, line: LineState): Promise<void> {
  const [unsent, refused] = await Promise.all([countUnsent(replica), refusedEntries(replica)])
  const decisions = refused.length + replica.store.getState().decisions.length
  status.setState({
    state: stateOf(line, unsent.entries, decisions > 0 || status.getState().problem !== null),
    unsent: unsent.entries,
    unsentSales: unsent.sales,
    decisions,
  })
}

/** Being cut off is told first, because it says what is safe; then what a person must settle. */
function stateOf(line: LineState, unsent: number, needsDecision: boolean): SyncState {
  if (line === 'dead') return 'offline'
  if (line === 'slow') return 'slow'
  if (needsDecision) return 'decision'
  return unsent > 0 || line === 'unknown' ? 'syncing' : 'synced'
}
