/** What is known of the line to the endpoint, from its requests; the leading tab tells the others. */
import type { LineWatch } from './endpoint-client.ts'
import type { Followed } from './prober.ts'

export type LineState = 'unknown' | 'good' | 'slow' | 'dead'

export interface Line {
  readonly state: () => LineState
  readonly watch: LineWatch
  /** The browser says that there is no network at all. Its word for the contrary is not believed. */
  readonly cut: () => void
  /** The endpoint has answered, whatever was asked. */
  readonly answered: () => void
  /** When it was last heard of, by the monotonic clock; null before the first time. */
  readonly answeredMs: () => number | null
  /** Hears of each change. */
  readonly onChange: (hear: () => void) => void
}

/** An answer that takes longer than this makes the network slow, also while it is still awaited. */
const SLOW_MS = 5000

export interface LineDeps {
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>
  readonly nowMs: () => number
  /** The endpoint has answered, content or not. */
  readonly onAnswer: () => void
  /** Follows each request, so that it can be given up. */
  readonly follow: (path: string) => Followed
}

export function openLine({ channel, nowMs, onAnswer, follow }: LineDeps): Line {
  let state: LineState = 'unknown'
  const listeners: (() => void)[] = []
  const apply = (next: LineState) => {
    state = next
    for (const hear of listeners) hear()
  }
  const set = (next: LineState) => {
    if (next !== state) channel.postMessage(next)
    apply(next)
  }
  channel.addEventListener('message', (event) => {
    const { data } = event as MessageEvent<LineState | 'asking'>
    if (data !== 'asking') apply(data)
    else if (state !== 'unknown') channel.postMessage(state)
  })
  channel.postMessage('asking')
  let answeredMs: number | null = null
  const answered = (begunMs: number) => {
    onAnswer()
    set(nowMs() - begunMs > SLOW_MS ? 'slow' : 'good')
  }
  const watch: LineWatch = (path) => {
    const begunMs = nowMs()
    const followed = follow(path)
    const slow = setTimeout(() => state !== 'dead' && set('slow'), SLOW_MS)
    let silent = true
    // Only the first sign of an answer measures the line: a stream goes on for hours.
    const heard = () => {
      followed.heard()
      answeredMs = nowMs()
      clearTimeout(slow)
      if (silent) answered(begunMs)
      silent = false
    }
    const ended: ReturnType<LineWatch>['ended'] = (outcome) => {
      clearTimeout(slow)
      followed.ended()
      if (outcome !== 'answered' && outcome.code === 'unreachable') set('dead')
    }
    return { ...followed, heard, ended }
  }
  return {
    state: () => state,
    watch,
    cut: () => set('dead'),
    answered: () => {
      answeredMs = nowMs()
      answered(answeredMs)
    },
    answeredMs: () => answeredMs,
    onChange: (hear) => void listeners.push(hear),
  }
}
