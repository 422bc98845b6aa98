/** A device of a history: its disk, its tabs, its wrong clock, and how it dies and comes back. */
import { createHash } from 'node:crypto'
import type { DeviceId, Millis } from '../../core/domain/ids.ts'
import type { SealedEntry } from '../../core/journal/chain.ts'
import { maxLamport } from '../../core/journal/state.ts'
import { type Identity, journalDatabase } from '../../src/replica/journal-database.ts'
import { openReplica, type Replica } from '../../src/replica/replica.ts'
import type { TabChannel, TabMessage } from '../../src/replica/tab-channel.ts'
import { viewsDatabase } from '../../src/replica/views-database.ts'
import { createEndpointClient, type EndpointClient } from '../../src/sync/endpoint-client.ts'
import { LeaseKeeper } from '../../src/sync/lease-keeper.ts'
import { newPushPace } from '../../src/sync/push-pace.ts'
import { MemoryDexie } from '../support/memory-dexie.ts'
import { type CommitFate, type MemoryCopy, MemoryStorage, type Write } from '../support/memory-storage.ts'
import type { Caller, Network } from './network.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The stores and the durability as the product declares them. */
function schemaOf(database: { tables: readonly unknown[] }): Readonly<Record<string, string>> {
  const tables = database.tables as readonly {
    name: string
    schema: { primKey: { src: string }; indexes: readonly { src: string }[] }
  }[]
  return Object.fromEntries(
    tables.map(({ name, schema }) => [
      name,
      [schema.primKey, ...schema.indexes].map(({ src }) => src).join(','),
    ]),
  )
}

const journalSchema = journalDatabase('schema')
const JOURNAL_STORES = schemaOf(journalSchema)
const VIEWS_STORES = schemaOf(viewsDatabase('schema'))
/** What a power cut may take from the journal: nothing, while its commits are strict. */
const JOURNAL_IS_STRICT =
  (journalSchema as unknown as { _options: { chromeTransactionDurability?: string } })._options
    .chromeTransactionDurability === 'strict'

export interface DeviceDeps {
  readonly network: Network
  readonly nowMs: () => number
  readonly newId: () => string
  readonly onCommit: (device: Device, writes: readonly Write[]) => void
  /** `seen`: the largest Lamport counter that the device knew before. */
  readonly onClaim: (device: Device, sealed: readonly SealedEntry[], seen: number) => void
}

export interface Copies {
  readonly journal: MemoryCopy
  readonly views: MemoryCopy
}

/**
 * `lost`: gone for good, with whatever it had not handed over. `set-back`: an old copy of its storage was put back
 * and it has noticed; a person takes it out of use. `removed`: its pairing was ended; it sells and pushes all the same.
 */
export type DeviceState = 'living' | 'lost' | 'set-back' | 'removed'

export class Device {
  readonly identity: Identity
  readonly journal = new MemoryStorage()
  readonly views = new MemoryStorage()
  state: DeviceState = 'living'
  clockOffsetMs = 0
  /** 1: the app of before; it becomes 2 by an update. */
  protocol = 2
  /** Whether an old copy of its storage was ever put back: then its numbers may repeat. */
  wasSetBack = false
  tabs: Tab[] = []
  /** The last copy of its storage that somebody made. */
  copies: Copies | null = null
  /** What becomes of the next commits of this device's journal. */
  fates: CommitFate[] = []
  readonly #deps: DeviceDeps
  #listeners = new Set<{ tab: object; hear: (message: TabMessage) => void }>()

  constructor(identity: Identity, deps: DeviceDeps) {
    this.identity = identity
    this.#deps = deps
    this.journal.define(JOURNAL_STORES)
    this.views.define(VIEWS_STORES)
    this.journal.hooks = {
      fate: () => this.fates.shift() ?? 'done',
      committed: (writes) => deps.onCommit(this, writes),
    }
  }

  get id(): DeviceId {
    return this.identity.device
  }

  /** The tab that holds the lock: the oldest living one. */
  get leader(): Tab | undefined {
    return this.tabs[0]
  }

  async openTab(): Promise<Tab> {
    const tab = new Tab(this, this.#deps)
    this.tabs.push(tab)
    await tab.open(this.#channel())
    if (this.leader === tab) await tab.lead()
    return tab
  }

  /** A tab has died; another one, if there is one, takes over. */
  buried(tab: Tab): void {
    this.tabs = this.tabs.filter((other) => other !== tab)
  }

  /** The browser is gone, and with a power cut also what was not yet on the disk. */
  die(powerCut: (reach: number) => number): void {
    for (const tab of [...this.tabs]) tab.die()
    this.fates = []
    this.views.cutPower(powerCut(8))
    if (!JOURNAL_IS_STRICT) this.journal.cutPower(powerCut(3))
  }

  copy(): Copies {
    return { journal: this.journal.copy(), views: this.views.copy() }
  }

  putBack(copies: Copies): void {
    this.journal.putBack(copies.journal)
    this.views.putBack(copies.views)
  }

  /** One row of the journal database as it lies on the disk. */
  meta<T>(key: string): T | undefined {
    const store = this.journal.store('meta')
    const at = store.keys.indexOf(key)
    return at === -1 ? undefined : (store.rows[at] as { value: T }).value
  }

  #channel(): TabChannel {
    const owner = {}
    return {
      post: (message) => {
        for (const { tab, hear } of this.#listeners) if (tab !== owner) hear(message)
      },
      listen: (hear) => {
        const listener = { tab: owner, hear }
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
    }
  }
}

/** One tab: a replica over the device's disk, and a client for each of the two loops of sync. */
export class Tab {
  readonly device: Device
  readonly pushing: Caller & { client: EndpointClient }
  readonly pulling: Caller & { client: EndpointClient }
  readonly leasing: Caller & { client: EndpointClient }
  readonly pace = newPushPace()
  /** Keeps the till in leases of capped stock; used while the tab leads. */
  keeper!: LeaseKeeper
  dead = false
  readonly death: Promise<void>
  replica!: Replica
  readonly #deps: DeviceDeps
  #databases: MemoryDexie[] = []
  #tellDeath: () => void = () => {}

  constructor(device: Device, deps: DeviceDeps) {
    this.device = device
    this.#deps = deps
    this.death = new Promise((resolve) => {
      this.#tellDeath = resolve
    })
    this.pushing = this.#caller()
    this.pulling = this.#caller()
    this.leasing = this.#caller()
  }

  async open(tabs: TabChannel): Promise<void> {
    const { device } = this
    const { nowMs, newId, onClaim } = this.#deps
    this.#databases = [device.journal, device.views].map((storage) => new MemoryDexie(storage))
    const [journal, views] = this.#databases as unknown as [never, never]
    for (const database of this.#databases) database.onDeath = () => this.die()
    const opened = await openReplica({
      journal,
      views,
      identity: device.identity,
      sha256: async () => sha256,
      now: () => (nowMs() + device.clockOffsetMs) as Millis,
      newId,
      tabs,
      idle: async () => {},
    })
    this.replica = {
      ...opened,
      append: async (plan, reads) => {
        const seen = await opened.readState(maxLamport)
        const written = await opened.append(plan, reads)
        if (written.ok) onClaim(device, written.value, seen)
        return written
      },
    }
    const { client } = this.leasing
    this.keeper = new LeaseKeeper({ replica: this.replica, client, nowMs, line: () => 'good' })
    await this.replica.catchUp()
    tabs.listen((message) => {
      if (message.type === 'base') void this.#followBase()
      else if (message.type !== 'acknowledged' && !this.dead) void this.replica.catchUp()
    })
  }

  /** What `sync.ts` does in a tab that hears of a base from the one that leads. */
  async #followBase(): Promise<void> {
    if (this.dead) return
    if (!(await this.replica.adoptBase())) await this.replica.rebuild()
  }

  /** What `work.ts` does in the tab that takes over. */
  async lead(): Promise<void> {
    await this.replica.catchUp()
    await this.replica.setLeading(true)
    await this.replica.saveSnapshot()
  }

  die(): void {
    if (this.dead) return
    this.dead = true
    for (const caller of [this.pushing, this.pulling, this.leasing]) caller.dead = true
    for (const database of this.#databases) database.kill()
    this.device.buried(this)
    this.#tellDeath()
  }

  #caller(): Caller & { client: EndpointClient } {
    const caller = { device: this.device.id, dead: false, waiting: 0 }
    const client = createEndpointClient({
      fetch: this.#deps.network.fetchFor(caller),
      token: () => this.device.identity.token,
      timeoutMs: 30_000,
    })
    return Object.assign(caller, { client })
  }
}
