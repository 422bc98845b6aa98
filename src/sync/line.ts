/** What is known of the line to the endpoint, from its requests; the leading tab tells the others. */
import type { LineWatch } from './endpoint-client.ts'

export type LineState = 'unknown' | 'good' | 'slow' | 'dead'

export interface Line {
  readonly state: () => LineState
  readonly watch: LineWatch
  /** The browser says that there is no network at all. Its word for the contrary is not believed. */
  readonly cut: () => void
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
}

export function openLine({ channel, nowMs, onAnswer }: LineDeps): Line {
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
  const watch: LineWatch = () => {
    const begunMs = nowMs()
    const slow = setTimeout(() => state !== 'dead' && set('slow'), SLOW_MS)
    return (outcome) => {
      clearTimeout(slow)
      if (outcome !== 'answered' && outcome.kind === 'unreachable') return set('dead')
      onAnswer()
      set(nowMs() - begunMs > SLOW_MS ? 'slow' : 'good')
    }
  }
  return { state: () => state, watch, cut: () => set('dead'), onChange: (hear) => void listeners.push(hear) }
}
