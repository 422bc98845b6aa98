/**
 * The network between devices and the endpoint: requests and answers wait in it until the history delivers,
 * loses, doubles, cuts or delays them.
 */
import type { Random } from './random.ts'

export interface NetworkFaults {
  /** Shares of messages: lost on the way; cut in the middle (answers); delivered once more, now or much later. */
  readonly lost: number
  readonly answerLost: number
  readonly cut: number
  readonly doubled: number
  readonly stray: number
  /** The share of exchanges that are over at once; the others wait for a step of the history. */
  readonly atOnce: number
}

export const NO_FAULTS: NetworkFaults = { lost: 0, answerLost: 0, cut: 0, doubled: 0, stray: 0, atOnce: 1 }

/** Who is talking: an activity of a tab. Nothing reaches it once it is dead. */
export interface Caller {
  readonly device: string
  dead: boolean
  /** How many exchanges it waits for. */
  waiting: number
}

interface Packet {
  readonly device: string
  readonly sentMs: number
  /** How far off the sender's clock was. */
  readonly skewMs: number
  readonly path: string
  readonly init: RequestInit
}

interface Exchange {
  readonly caller: Caller
  readonly packet: Packet
  readonly resolve: (response: Response) => void
  readonly reject: (error: Error) => void
  answer: Response | null
}

/** Null when the endpoint died over the request. */
export type Send = (request: Request) => Promise<Response | null>

export interface NetworkDeps {
  readonly send: Send
  readonly random: Random
  readonly nowMs: () => number
  /** The most entries that a device asks for in one page. */
  readonly pageEntries: number
  /** How far off a device's clock is. */
  readonly skewOf: (device: string) => number
  /** Hears how far off a sender's clock seems to be to the endpoint: also by the time on the way. */
  readonly onArrival: (device: string, skewMs: number) => void
}

export class Network {
  faults: NetworkFaults
  readonly #random: Random
  readonly #deps: NetworkDeps
  /** Devices without a line. */
  readonly cutOff = new Set<string>()
  #exchanges: Exchange[] = []
  #strays: Packet[] = []
  /** By device: when the newest request that has arrived was sent. */
  readonly #newestMs = new Map<string, number>()
  /** How many of what happened, for the figures. */
  readonly counts = { lost: 0, answerLost: 0, cut: 0, doubled: 0, strays: 0, overtaken: 0, delivered: 0 }

  constructor(deps: NetworkDeps) {
    this.#deps = deps
    this.#random = deps.random
    this.faults = NO_FAULTS
  }

  /** What a device's code calls as `fetch`. */
  fetchFor(caller: Caller): typeof fetch {
    return ((input: string, init: RequestInit = {}) => {
      if (caller.dead) return new Promise(() => {})
      const { signal: _, ...rest } = init
      const path = input.replace(/\blimit=\d+/, `limit=${this.#deps.pageEntries}`)
      const { device } = caller
      const { nowMs, skewOf } = this.#deps
      return this.#exchange(caller, { device, sentMs: nowMs(), skewMs: skewOf(device), path, init: rest })
    }) as typeof fetch
  }

  #exchange(caller: Caller, packet: Packet): Promise<Response> {
    caller.waiting += 1
    return new Promise((settle, fail) => {
      const over = <T>(tell: (value: T) => void) => {
        return (value: T) => {
          if (caller.dead) return
          caller.waiting -= 1
          tell(value)
        }
      }
      const exchange: Exchange = { caller, packet, resolve: over(settle), reject: over(fail), answer: null }
      if (this.#random.chance(this.faults.atOnce)) void this.#runThrough(exchange)
      else this.#exchanges.push(exchange)
    })
  }

  async #runThrough(exchange: Exchange): Promise<void> {
    await this.#deliver(exchange)
    if (exchange.answer) this.#answer(exchange)
  }

  /** Whether something waits in the network. */
  get isBusy(): boolean {
    return this.#exchanges.length + this.#strays.length > 0
  }

  /** Moves one message on, whichever chance picks: newer ones overtake older ones. */
  async step(): Promise<void> {
    const all = this.#exchanges.length + this.#strays.length
    if (all === 0) return
    const at = this.#random.range(0, all - 1)
    const exchange = this.#exchanges[at]
    if (!exchange) return this.#deliverStray(at - this.#exchanges.length)
    if (exchange.answer) {
      this.#exchanges.splice(at, 1)
      return this.#answer(exchange)
    }
    await this.#deliver(exchange)
    if (!exchange.answer) this.#exchanges = this.#exchanges.filter((other) => other !== exchange)
  }

  /** Delivers whatever is left, late as it is, and loses nothing more. */
  async drain(): Promise<void> {
    this.faults = NO_FAULTS
    this.cutOff.clear()
    while (this.isBusy) await this.step()
  }

  /** How many requests the endpoint is working on. */
  underWay = 0

  /** Hands a request over, and waits for what the endpoint makes of it. */
  async #handOver(packet: Packet): Promise<Response | null> {
    this.underWay += 1
    const newest = this.#newestMs.get(packet.device) ?? 0
    if (packet.sentMs < newest) this.counts.overtaken += 1
    else this.#newestMs.set(packet.device, packet.sentMs)
    this.#deps.onArrival(packet.device, packet.skewMs + packet.sentMs - this.#deps.nowMs())
    try {
      return await this.#deps.send(new Request(`http://endpoint.test${packet.path}`, packet.init))
    } finally {
      this.underWay -= 1
    }
  }

  async #deliver(exchange: Exchange): Promise<void> {
    const { faults } = this
    const { packet, caller } = exchange
    if (this.cutOff.has(caller.device) || this.#random.chance(faults.lost)) {
      this.counts.lost += 1
      return exchange.reject(new TypeError('the request is lost'))
    }
    if (this.#random.chance(faults.stray)) this.#strays.push(packet)
    if (this.#random.chance(faults.doubled)) {
      this.counts.doubled += 1
      await this.#handOver(packet)
    }
    exchange.answer = await this.#handOver(packet)
    this.counts.delivered += 1
    if (!exchange.answer) exchange.reject(new TypeError('the connection was reset'))
  }

  async #deliverStray(at: number): Promise<void> {
    const [packet] = this.#strays.splice(at, 1)
    if (!packet) return
    this.counts.strays += 1
    await this.#handOver(packet)
  }

  #answer({ caller, answer, resolve, reject }: Exchange): void {
    if (!answer) return
    if (this.cutOff.has(caller.device) || this.#random.chance(this.faults.answerLost)) {
      this.counts.answerLost += 1
      reject(new TypeError('the answer is lost'))
    } else if (this.#random.chance(this.faults.cut)) this.#cut(answer, resolve)
    else resolve(answer)
  }

  #cut(answer: Response, resolve: (response: Response) => void): void {
    this.counts.cut += 1
    const share = this.#random.next()
    const how = this.#random.next()
    if (how < 0.4) resolve(brokenAnswer(answer))
    else if (how < 0.6) resolve(portalPage(how < 0.5))
    else void answer.text().then((text) => resolve(cutAnswer(answer, text, share)))
  }
}

/** An answer whose connection ended early, as browsers report it. */
function brokenAnswer({ status, headers }: Response): Response {
  const body = new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) })
  return new Response(body, { status, headers })
}

/** Somebody between has answered: a captive portal with its page, or a proxy that has lost the endpoint. */
function portalPage(isPortal: boolean): Response {
  const page = '<!doctype html><title>Sign in to the network</title>'
  return new Response(page, { status: isPortal ? 200 : 502, headers: { 'content-type': 'text/html' } })
}

/** The same where a proxy has made it look whole. */
function cutAnswer({ status, headers }: Response, text: string, share: number): Response {
  const end = Math.floor(text.length * share)
  // Half of them between two lines: what is left is well-formed.
  const lineEnd = end % 2 === 0 ? text.indexOf('\n', end) + 1 || end : end
  return new Response(text.slice(0, lineEnd), { status, headers })
}
