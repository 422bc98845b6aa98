/**
 * Between a cart that needs more capped stock than this till holds and the leading tab that asks the endpoint for it:
 * in one tab or in two. Only that something is wished or answered is told; the databases say what.
 */
import type { Replica } from './replica.ts'

type Signal = 'lease-wish' | 'lease-answer'

const hearersOf = new WeakMap<Replica, Map<Signal, Set<() => void>>>()

function hearers(replica: Replica, signal: Signal): Set<() => void> {
  const known = hearersOf.get(replica)
  if (known) return known.get(signal) as Set<() => void>
  hearersOf.set(
    replica,
    new Map([
      ['lease-wish', new Set()],
      ['lease-answer', new Set()],
    ]),
  )
  return hearers(replica, signal)
}

/** Tells every tab of this device, this one too. */
export function signal(replica: Replica, what: Signal): void {
  replica.deps.tabs.post({ type: what })
  for (const hear of hearers(replica, what)) hear()
}

/** Hears a signal of any tab; the answer ends it. */
export function onSignal(replica: Replica, what: Signal, hear: () => void): () => void {
  const own = hearers(replica, what)
  own.add(hear)
  const stop = replica.deps.tabs.listen(({ type }) => type === what && hear())
  return () => {
    own.delete(hear)
    stop()
  }
}
