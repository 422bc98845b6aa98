/**
 * A loop that takes steps while there is more, rests while there is nothing, and backs off while the endpoint
 * does not answer. Push and pull each have their own: neither ever waits for the other.
 *
 *   resting ──kick or interval──▶ stepping ──more, or cut──▶ stepping
 *      ▲                             │ done             │ failed
 *      └─────────────────────────────┘        backing off ──time or kick──▶ stepping
 */
import type { Result } from '../../core/result.ts'
import { backoffMs } from './backoff.ts'
import type { EndpointProblem } from './endpoint-client.ts'
import type { StepOutcome } from './pusher.ts'

export interface LoopDeps {
  readonly step: () => Promise<Result<StepOutcome, EndpointProblem>>
  /** Asked before each rest. */
  readonly restMs: () => number
  readonly random: () => number
  /** Resolves after `ms`, or at once when `wake` is called. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface Loop {
  /** Something may be waiting: step now. */
  readonly kick: () => void
  readonly stop: () => void
}

export function startLoop(deps: LoopDeps): Loop {
  let stopped = false
  let kicked = false
  let nap = new AbortController()
  const wake = () => {
    kicked = true
    nap.abort()
  }
  const run = async () => {
    let failures = 0
    while (!stopped) {
      kicked = false
      const result = await attempt(deps)
      failures = result.ok ? 0 : failures + 1
      if (goesOn(result) || (kicked && result.ok)) continue
      nap = new AbortController()
      await deps.sleep(result.ok ? deps.restMs() : backoffMs(failures, deps.random()), nap.signal)
    }
  }
  void run()
  return {
    kick: wake,
    stop: () => {
      stopped = true
      nap.abort()
    },
  }
}

/** There is more to do; or the line was given up because another one answers: that is no failure to wait for. */
const goesOn = (result: Result<StepOutcome, EndpointProblem>) =>
  result.ok ? result.value === 'more' : result.error.code === 'cut'

/** A step that throws (a closed database) is a failure like any other: the loop never dies of it. */
async function attempt({ step }: LoopDeps): Promise<Result<StepOutcome, EndpointProblem>> {
  try {
    return await step()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, error: { kind: 'unreachable', code: 'local-failure', message } }
  }
}

/** Sleeps with a timer; wakes early when the signal aborts. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
