/** The live stream of the leading tab: opened, heard, opened again. What it says is a hint; the pull decides. */
import type { Poke } from '../../core/protocol/live.ts'
import { err, type Result } from '../../core/result.ts'
import { backoffMs } from './backoff.ts'
import type { EndpointProblem } from './endpoint-client.ts'

export interface LiveDeps {
  /** Opens the stream and resolves when it has ended; `hear` gets null for a beat. */
  readonly listen: (
    hear: (poke: Poke | null) => void,
    signal: AbortSignal,
  ) => Promise<Result<null, EndpointProblem>>
  readonly onPoke: (poke: Poke) => void
  readonly random: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface Live {
  /** Whether pokes arrive: then nobody needs to ask often. */
  readonly isOpen: () => boolean
  /** Open it now, if it is not. */
  readonly kick: () => void
}

/** A stream that says nothing for so long is given up, whatever else is known of the line. */
const LONGEST_SILENCE_MS = 25_000
/** An endpoint that refuses (it does not know live streams, or not this device) is asked again so often. */
const REFUSED_REST_MS = 30_000

export function startLive(deps: LiveDeps): Live {
  let open = false
  let nap = new AbortController()
  const run = async () => {
    for (let failures = 0; ; ) {
      const result = await attempt(deps, (poke) => {
        open = true
        failures = 0
        if (poke) deps.onPoke(poke)
      })
      open = false
      if (!result.ok && result.error.code === 'cut') continue
      failures += 1
      nap = new AbortController()
      const refused = !result.ok && result.error.kind === 'refused'
      await deps.sleep(refused ? REFUSED_REST_MS : backoffMs(failures, deps.random()), nap.signal)
    }
  }
  void run()
  return { isOpen: () => open, kick: () => nap.abort() }
}

/** A stream that throws (a closed database) has ended like any other: the next one is opened. */
async function attempt(
  deps: LiveDeps,
  hear: (poke: Poke | null) => void,
): Promise<Result<null, EndpointProblem>> {
  try {
    return await listenOnce(deps, hear)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return err({ kind: 'unreachable', code: 'local-failure', message })
  }
}

/** One stream, from its opening to its end. */
async function listenOnce({ listen }: LiveDeps, hear: (poke: Poke | null) => void) {
  const silent = new AbortController()
  const wait = () => setTimeout(() => silent.abort(), LONGEST_SILENCE_MS)
  let timer = wait()
  try {
    return await listen((poke) => {
      clearTimeout(timer)
      timer = wait()
      hear(poke)
    }, silent.signal)
  } finally {
    clearTimeout(timer)
  }
}
