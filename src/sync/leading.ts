/** What the leading tab runs: push, pull, the live stream, and the watchdog over push. */
import type { Poke } from '../../core/protocol/live.ts'
import { countOutbox, readAcknowledged } from '../replica/outbox.ts'
import type { Replica } from '../replica/replica.ts'
import { readCursor } from '../replica/snapshots.ts'
import type { EndpointClient, EndpointProblem } from './endpoint-client.ts'
import type { Line } from './line.ts'
import { type Live, startLive } from './live.ts'
import { type Loop, sleep, startLoop } from './loop.ts'
import { pullStep } from './puller.ts'
import { newPushPace, type PushPace } from './push-pace.ts'
import { pushStep, type SyncDeps } from './pusher.ts'
import { followOldest, judgePush, type OldestUnsent } from './watchdog.ts'

export interface LeadingDeps {
  readonly replica: Replica
  readonly client: EndpointClient
  readonly line: Pick<Line, 'answeredMs'>
  readonly build: string
  readonly nowMs: () => number
  readonly random: () => number
  /** After each push: null when it was taken, else why it was not. */
  readonly onPushed: (problem: EndpointProblem | null) => void
  /** After each pull: null when it was answered, else why it was not. */
  readonly onPulled: (problem: EndpointProblem | null) => void
  /** What the watchdog sees: for how many ms entries have waited though the endpoint answers (null: they do not). */
  readonly onStuck: (restarts: number, stuckMs: number | null) => void
  readonly onArriving: (share: number | null) => void
}

/** How often the endpoint is asked when nothing happens here: with pokes, and without. */
const REST_POKED_MS = 30_000
const REST_MS = 5000
const HELLO_EVERY_MS = 60_000
const WATCH_EVERY_MS = 2000

export class Leading {
  readonly #deps: LeadingDeps
  readonly #pace: PushPace = newPushPace()
  readonly #sync: SyncDeps
  readonly #live: Live
  readonly #pull: Loop
  #push: Loop
  #oldest: OldestUnsent | null = null
  #restartedMs: number | null = null
  #sendingSinceMs: number | null = null
  #restarts = 0

  constructor(deps: LeadingDeps) {
    const { replica, client, build, random, onArriving } = deps
    this.#deps = deps
    this.#sync = { replica, client, build, pace: this.#pace, onEpoch: () => this.#onEpoch(), onArriving }
    this.#live = startLive({
      listen: async (hear, signal) => client.live((await this.#cursor()).cursor, hear, signal),
      onPoke: (poke) => void this.#onPoke(poke),
      random,
      sleep,
    })
    const restMs = () => (this.#live.isOpen() ? REST_POKED_MS : REST_MS)
    this.#pull = startLoop({ step: () => this.#pullAndTell(), restMs, random, sleep })
    this.#push = this.#startPush()
    setInterval(() => this.#hello(), HELLO_EVERY_MS)
    setInterval(() => void this.#watch(), WATCH_EVERY_MS)
  }

  /** Something may be waiting: try everything now. */
  kick(): void {
    this.#push.kick()
    this.#pull.kick()
    this.#live.kick()
  }

  /** Something was written here. */
  kickPush(): void {
    this.#push.kick()
  }

  async #pullAndTell() {
    const result = await pullStep(this.#sync)
    this.#deps.onPulled(result.ok ? null : result.error)
    return result
  }

  #startPush(): Loop {
    const step = async () => {
      const result = await pushStep(this.#sync)
      this.#deps.onPushed(result.ok ? null : result.error)
      return result
    }
    return startLoop({ step, restMs: () => REST_MS, random: this.#deps.random, sleep })
  }

  #cursor = () => readCursor(this.#deps.replica.deps.views)

  /** The pull decides: a poke only says that it may be worth it. */
  async #onPoke(poke: Poke): Promise<void> {
    const { cursor, epoch } = await this.#cursor()
    if (epoch !== 0 && poke.epoch !== epoch) this.#onEpoch()
    else if (poke.v > cursor) this.#pull.kick()
  }

  #onEpoch(): void {
    this.#hello()
    this.#pull.kick()
  }

  #hello(): void {
    this.#pace.helloDue = true
    this.#push.kick()
  }

  async #watch(): Promise<void> {
    const { replica, line, nowMs, onStuck } = this.#deps
    const [unsent, acknowledged] = await Promise.all([countOutbox(replica), readAcknowledged(replica)])
    const now = nowMs()
    const seen = { acknowledgedSeq: acknowledged.seq, unsent: unsent.entries, nowMs: now }
    this.#oldest = followOldest(this.#oldest, seen)
    this.#sendingSinceMs = this.#pace.sending ? (this.#sendingSinceMs ?? now) : null
    const { restart, tell } = judgePush({
      oldest: this.#oldest,
      nowMs: now,
      answeredMs: line.answeredMs(),
      restartedMs: this.#restartedMs,
      sendingSinceMs: this.#sendingSinceMs,
    })
    if (restart) this.#restartPush(now)
    onStuck(this.#restarts, tell && this.#oldest ? now - this.#oldest.sinceMs : null)
  }

  #restartPush(now: number): void {
    this.#push.stop()
    this.#push = this.#startPush()
    this.#restartedMs = now
    this.#sendingSinceMs = null
    this.#pace.sending = false
    this.#restarts += 1
  }
}
