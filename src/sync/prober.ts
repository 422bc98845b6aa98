/** Follows the requests under way, sends probes beside those that wait, and gives up what a probe proves dead. */
import { isProbeDue, nextPatience, PATIENCE_MS, type Probe, provenDead, type Waiting } from './silence.ts'

export interface ProberDeps {
  readonly nowMs: () => number
  /** Asks the endpoint for a sign of life on a connection of its own. Whether one came. */
  readonly probe: (signal: AbortSignal) => Promise<boolean>
  /** A probe was answered: the endpoint is there. */
  readonly onAnswer: () => void
  /** Patience with some paths is another than usual, in ms: a live stream speaks at its own pace. */
  readonly patienceByPath: Readonly<Record<string, number>>
}

/** One followed request. */
export interface Followed {
  readonly signal: AbortSignal
  /** Requests of another kind go by other connections of the browser's pool. */
  readonly credentials: RequestCredentials
  readonly heard: () => void
  readonly ended: () => void
}

interface Request extends Waiting {
  silentSinceMs: number
  readonly path: string
  readonly giveUp: AbortController
}

interface RunningProbe extends Probe {
  readonly giveUp: AbortController
}

const LOOK_EVERY_MS = 500
/** Where every answer is late, an older probe may be answered while a newer one waits. More would fill the pool. */
const PROBES_AT_ONCE = 2

export class Prober {
  readonly #deps: ProberDeps
  readonly #requests = new Set<Request>()
  readonly #patience = new Map<string, number>()
  #probes: RunningProbe[] = []
  #timer: ReturnType<typeof setInterval> | undefined
  #credentials: RequestCredentials = 'same-origin'

  constructor(deps: ProberDeps) {
    this.#deps = deps
  }

  follow(path: string): Followed {
    const usual = this.#deps.patienceByPath[path] ?? PATIENCE_MS
    const request: Request = {
      path,
      silentSinceMs: this.#deps.nowMs(),
      patienceMs: this.#patience.get(path) ?? usual,
      giveUp: new AbortController(),
    }
    this.#requests.add(request)
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS)
    return {
      signal: request.giveUp.signal,
      credentials: this.#credentials,
      heard: () => {
        request.silentSinceMs = this.#deps.nowMs()
        this.#patience.delete(path)
      },
      ended: () => this.#requests.delete(request),
    }
  }

  #look(): void {
    if (this.#requests.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
      for (const probe of this.#probes.splice(0)) probe.giveUp.abort()
      return
    }
    if (isProbeDue(this.#requests, this.#probes, this.#deps.nowMs())) void this.#probe()
  }

  async #probe(): Promise<void> {
    if (this.#probes.length >= PROBES_AT_ONCE) this.#probes.shift()?.giveUp.abort()
    const probe = { begunMs: this.#deps.nowMs(), giveUp: new AbortController() }
    this.#probes.push(probe)
    const answered = await this.#deps.probe(probe.giveUp.signal).catch(() => false)
    this.#probes = this.#probes.filter((other) => other !== probe)
    if (answered) this.#giveUpDead(probe)
  }

  #giveUpDead(probe: Probe): void {
    this.#deps.onAnswer()
    const dead = provenDead(this.#requests, probe, this.#deps.nowMs())
    if (dead.length === 0) return
    // The pool may hold more connections that died with these: a request of the other kind gets none of them.
    this.#credentials = this.#credentials === 'omit' ? 'same-origin' : 'omit'
    for (const { path, patienceMs, giveUp } of dead) {
      this.#patience.set(path, nextPatience(patienceMs))
      giveUp.abort()
    }
  }
}
