/** Sync as one thing: in the leading tab two loops, in every tab a truthful status. */
import { countUnsent, refusedEntries } from '../replica/outbox.ts'
import type { Replica } from '../replica/replica.ts'
import type { EndpointClient, EndpointProblem } from './endpoint-client.ts'
import { whenLeading } from './leader.ts'
import { type Loop, sleep, startLoop } from './loop.ts'
import { pullStep } from './puller.ts'
import { pushStep } from './pusher.ts'
import type { SyncState, SyncStatusStore } from './sync-status.ts'

export interface SyncOptions {
  readonly replica: Replica
  readonly client: EndpointClient
  readonly status: SyncStatusStore
  readonly build: string
}

/** Above this an attempt that has not been answered counts as a slow network. */
const SLOW_MS = 5000
/** How often the endpoint is asked when nothing happens here. */
const REST_MS = 5000

/** What the leading tab knows of the line; told to the other tabs. */
type Line = 'unknown' | 'good' | 'slow' | 'dead'

/** Starts sync in this tab. `onLeading` is called when this tab becomes the one that works. */
export function startSync(options: SyncOptions, onLeading: () => void): void {
  const line = watchLine(options.status, () => void refresh())
  const refresh = () => refreshStatus(options, line.current())
  const { tabs } = options.replica.deps
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
  addEventListener('offline', () => line.set('dead'))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && kick())
  whenLeading(() => {
    onLeading()
    loops = [pushStep, pullStep].map((step) => startLoop(loopDeps(options, step, line)))
  })
  void refresh()
}

function loopDeps(options: SyncOptions, step: typeof pushStep, line: ReturnType<typeof watchLine>) {
  return {
    step: () => step(options),
    onAttempt: line.hear,
    restMs: REST_MS,
    random: Math.random,
    sleep,
  }
}

/** Turns attempts into what is known of the line. */
function watchLine(status: SyncStatusStore, onChange: () => void) {
  let current: Line = 'unknown'
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const channel = new BroadcastChannel('barrow-line')
  const apply = (line: Line) => {
    current = line
    onChange()
  }
  const set = (line: Line) => {
    if (line !== current) channel.postMessage(line)
    apply(line)
  }
  channel.addEventListener('message', (event: MessageEvent<Line>) => apply(event.data))
  const hear = (attempt: 'begun' | 'answered' | EndpointProblem) => {
    if (attempt === 'begun') {
      timers.add(setTimeout(() => set('slow'), SLOW_MS))
      return
    }
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
    if (attempt === 'answered') {
      status.setState({ lastHeardAt: Date.now(), problem: null })
      set('good')
    } else if (attempt.kind === 'unreachable') set('dead')
    else {
      status.setState({ lastHeardAt: Date.now(), problem: attempt.message })
      set('good')
    }
  }
  return { current: () => current, set, hear }
}

async function refreshStatus({ replica, status }: SyncOptions, line: Line): Promise<void> {
  const [unsent, refused] = await Promise.all([countUnsent(replica), refusedEntries(replica)])
  const decisions = refused.length + replica.store.getState().doubtCount
  status.setState({
    state: stateOf(line, unsent.entries, decisions > 0 || status.getState().problem !== null),
    unsent: unsent.entries,
    unsentSales: unsent.sales,
    decisions,
  })
}

/** Being cut off is told first, because it says what is safe; then what a person must settle. */
function stateOf(line: Line, unsent: number, needsDecision: boolean): SyncState {
  if (line === 'dead') return 'offline'
  if (line === 'slow') return 'slow'
  if (needsDecision) return 'decision'
  return unsent > 0 || line === 'unknown' ? 'syncing' : 'synced'
}
