/** The world of a history: one location, its devices, the network between them and the endpoint, and time. */
import type { DeviceId, LocationId } from '../../core/domain/ids.ts'
import { err, type Result } from '../../core/result.ts'
import type { EndpointProblem } from '../../src/sync/endpoint-client.ts'
import type { StepOutcome } from '../../src/sync/pusher.ts'
import { getRow } from '../support/memory-storage.ts'
import { Clock, realSleep } from './clock.ts'
import { type Copies, Device, type DeviceDeps, type Tab } from './device.ts'
import { EndpointHost } from './endpoint-host.ts'
import { Broken, Ledger } from './ledger.ts'
import { type Caller, Network } from './network.ts'
import type { Plan } from './plan.ts'
import { type Random, randomOf } from './random.ts'

/** Something under way in a tab: over, dead with its tab, or waiting for the network. */
interface Activity {
  readonly tab: Tab
  readonly caller: Caller | null
  isOver: boolean
}

/** After so many turns of the event loop something waits for a thread, and may be waited for at leisure. */
const BUSY_TURNS = 60
/** An activity that takes this long without any end has hung. */
const HANGS_AFTER_MS = 60_000

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

export class World {
  readonly plan: Plan
  readonly random: Random
  readonly clock = new Clock()
  readonly ledger = new Ledger()
  readonly host: EndpointHost
  readonly network: Network
  readonly location: LocationId
  readonly devices: Device[] = []
  readonly errors: unknown[] = []
  readonly #deps: DeviceDeps
  #activities: Activity[] = []
  #ids = 0
  readonly #backups: string[] = []

  constructor(plan: Plan, folder: string) {
    this.plan = plan
    this.random = randomOf(plan.seed)
    this.location = `location-${plan.seed}` as LocationId
    this.host = new EndpointHost({
      folder,
      now: () => this.clock.nowMs,
      processes: plan.processes,
      snapshots: plan.snapshots,
      pick: () => this.random.next(),
    })
    this.host.watch(this.location)
    this.network = new Network({
      send: (request) => this.#send(request),
      random: this.random,
      nowMs: () => this.clock.nowMs,
      pageEntries: plan.pageEntries,
      skewOf: (device) => this.devices.find(({ id }) => id === device)?.clockOffsetMs ?? 0,
      onArrival: (device, skewMs) => {
        if (Math.abs(skewMs) > 60_000) this.ledger.clockWasOff.add(device as DeviceId)
      },
    })
    this.#deps = {
      network: this.network,
      nowMs: () => this.clock.nowMs,
      newId: () => this.newId(),
      onCommit: (device, writes) =>
        this.guard(() => this.ledger.onCommit(device, writes, (epoch) => this.host.heldByEpoch.get(epoch))),
      onClaim: (device, sealed, seen) => this.guard(() => this.ledger.onClaim(device, sealed, seen)),
    }
  }

  /** Ids that sort by time, and differ in their first letters, as random ones do. */
  newId(): string {
    this.#ids += 1
    return `${String(this.#ids).padStart(6, '0')}-${this.random.range(100_000, 999_999)}`
  }

  get living(): readonly Device[] {
    return this.devices.filter(({ state }) => state === 'living')
  }

  /** Devices at which somebody sells: also one whose pairing was ended. */
  get selling(): readonly Device[] {
    return this.devices.filter(({ state }) => state === 'living' || state === 'removed')
  }

  addDevice(letter: string, origin: 'made' | 'paired'): Device {
    const device = new Device(
      {
        location: this.location,
        device: `${this.random.range(100_000, 999_999)}-${letter}` as DeviceId,
        letter,
        token: this.newToken(),
        origin,
      },
      this.#deps,
    )
    this.devices.push(device)
    return device
  }

  newToken(): string {
    return Array.from({ length: 8 }, () =>
      this.random.range(0, 0xffff_ffff).toString(16).padStart(8, '0'),
    ).join('')
  }

  /** Starts what takes a while; `settle` waits until it is over or stuck in the network. */
  start(tab: Tab, work: () => Promise<unknown>, caller: Caller | null = null): void {
    const activity: Activity = { tab, caller, isOver: false }
    this.#activities.push(activity)
    const over = () => {
      activity.isOver = true
    }
    void work().then(over, (error) => {
      this.errors.push(error)
      over()
    })
  }

  isBusy(caller: Caller): boolean {
    return this.#activities.some((activity) => activity.caller === caller && !activity.isOver)
  }

  /** Lets everything run until it is over or waits for the network. */
  async settle(): Promise<void> {
    let since = 0
    for (let turns = 0; this.network.underWay > 0 || this.#activities.some(isRunning); turns++) {
      if (turns < BUSY_TURNS) await turn()
      else await realSleep(1)
      if (turns === BUSY_TURNS) since = performance.now()
      if (turns > BUSY_TURNS && performance.now() - since > HANGS_AFTER_MS)
        throw new Broken('something hangs: it neither ends nor waits for the network')
    }
    this.#activities = this.#activities.filter((activity) => !activity.isOver && !activity.tab.dead)
    const [error] = this.errors
    if (error) throw error
  }

  async backUp(): Promise<void> {
    this.#backups.push(await this.host.backUp())
    this.ledger.tell('the endpoint is backed up')
  }

  /** Puts a backup back: mostly the newest, now and then an older one, from before some device was paired. */
  async restore(): Promise<void> {
    const backup = this.random.chance(0.7) ? this.#backups.at(-1) : this.#backups[0]
    if (!backup) return
    const before = this.host.heldByEpoch.get(this.host.epoch) ?? new Map()
    await this.host.restore(backup)
    this.ledger.onRestore(before, this.host.heldByEpoch.get(this.host.epoch) ?? new Map())
    this.ledger.tell(`the endpoint is restored: epoch ${this.host.epoch}`)
  }

  putBack(device: Device, copies: Copies): void {
    const before = device.journal.store('entries').rows as readonly { hash: string }[]
    const old = [...before]
    device.putBack(copies)
    device.wasSetBack = true
    const now = new Set((device.journal.store('entries').rows as { hash: string }[]).map(({ hash }) => hash))
    for (const { hash } of old) if (!now.has(hash)) this.ledger.erased.add(hash)
    this.ledger.tell(`an old copy of ${device.identity.letter} is put back`)
  }

  /** Whether a living device has another one's entry: then it can be brought back. */
  isHeldAnywhere(device: DeviceId, seq: number, hash: string): boolean {
    const bytes = this.ledger.written.get(hash)?.bytes
    const heldBy = ({ views }: Device) =>
      getRow(views.store('feed'), [device, seq]) as { bytes: string } | undefined
    return this.living.some((one) => heldBy(one)?.bytes === bytes)
  }

  letterOf(device: DeviceId): string {
    return this.devices.find(({ id }) => id === device)?.identity.letter ?? device
  }

  /** One step of a loop, unless the last one is still under way. Gives what it came to through `onOutcome`. */
  step(
    tab: Tab,
    caller: Caller,
    run: () => Promise<Result<StepOutcome, EndpointProblem>>,
    onOutcome: (outcome: string) => void = () => {},
  ): void {
    if (this.isBusy(caller)) return
    this.start(
      tab,
      async () => {
        const result = await run().catch(localFailure)
        onOutcome(result.ok ? result.value : result.error.code)
      },
      caller,
    )
  }

  /** A check that fails in the middle of the product's code must not be swallowed by it. */
  guard(check: () => void): void {
    try {
      check()
    } catch (error) {
      this.errors.push(error)
    }
  }

  async #send(request: Request): Promise<Response | null> {
    const response = await this.host.send(request)
    if (response && response.status >= 500)
      this.errors.push(new Broken(`the endpoint answered ${response.status}`))
    return response
  }
}

/** A commit that fails ends a step of a loop, and never the loop. */
function localFailure(error: unknown): Result<never, EndpointProblem> {
  if (!(error instanceof Error) || !FATES.has(error.name)) throw error
  return err({ kind: 'unreachable', code: 'local-failure', message: error.message })
}

const FATES: ReadonlySet<string> = new Set(['AbortError', 'UnknownError'])

const isRunning = ({ tab, caller, isOver }: Activity) =>
  !isOver && !tab.dead && (caller === null || caller.waiting === 0)
