/**
 * The endpoint of a history: the real application on real SQLite, on a RAM disk where there is one, called with
 * Requests. It crashes, comes back, and is restored from older copies of its files.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeviceId, LocationId, Millis } from '../../core/domain/ids.ts'
import { type AppDeps, createApp } from '../../server/app.ts'
import { createLocationViews } from '../../server/location-views.ts'
import { openSqliteStorage } from '../../server/storage/sqlite-storage.ts'
import type { Storage } from '../../server/storage/storage.ts'

const RAM_DISK = '/dev/shm'
const FILE = 'barrow.sqlite'

/** What the endpoint held, by device, then by place: the hash of the bytes. */
export type HeldHashes = Map<DeviceId, string[]>

interface Running {
  /** False once its process has died: what it still says reaches nobody. */
  alive: boolean
  readonly storage: Storage
  readonly app: ReturnType<typeof createApp>
  readonly views: ReturnType<typeof createLocationViews>
}

/** A folder with a database that is made once, and copied for each history. */
export class EndpointFolder {
  readonly path = mkdtempSync(join(existsSync(RAM_DISK) ? RAM_DISK : tmpdir(), 'barrow-simulation-'))
  readonly #template = join(this.path, 'template.sqlite')
  #count = 0

  async prepare(): Promise<void> {
    await openSqliteStorage(this.#template).close()
  }

  /** A fresh database for one history. */
  next(): string {
    this.#count += 1
    const folder = join(this.path, String(this.#count))
    mkdirSync(folder)
    copyFileSync(this.#template, join(folder, FILE))
    return folder
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}

export interface HostOptions {
  readonly folder: string
  readonly now: () => number
  /** How many processes serve the one database. */
  readonly processes: number
  /** Whether newcomers are given a snapshot, though the feed is short. */
  readonly snapshots: boolean
  /** 0 ≤ x < 1: which process a request comes to. */
  readonly pick: () => number
}

export class EndpointHost {
  /** By epoch: what it held in it. An answer of an epoch is true of that epoch. */
  readonly heldByEpoch = new Map<number, HeldHashes>()
  epoch = 1
  readonly #options: HostOptions
  #location: LocationId | null = null
  #readTo = 0
  /** Whether the feed has become longer since the last look. */
  #isLonger = true
  /** By feed number: how long the feed was when the endpoint last had nothing to do before it. */
  readonly quietBefore: number[] = []
  #quietLength = 0
  #underWay = 0
  #copies = 0
  #running: Running[]

  constructor(options: HostOptions) {
    this.#options = options
    this.heldByEpoch.set(this.epoch, new Map())
    this.#running = this.#openAll()
  }

  get storage(): Storage {
    return this.#first.storage
  }

  get views() {
    return this.#first.views
  }

  get #first(): Running {
    return this.#running[0] as Running
  }

  get #file(): string {
    return join(this.#options.folder, FILE)
  }

  /** How long the feed is, as last seen. */
  get feedLength(): number {
    return this.#readTo
  }

  /** Which location is watched: the one that this history is about. */
  watch(location: LocationId): void {
    this.#location = location
  }

  /** Null when the process died over it. */
  async send(request: Request): Promise<Response | null> {
    const running = this.#running[Math.floor(this.#options.pick() * this.#running.length)] ?? this.#first
    if (!running.alive) return null
    if (this.#underWay === 0) this.#quietLength = this.#readTo
    this.#underWay += 1
    try {
      const response = await running.app.fetch(request)
      if (!running.alive) return null
      await this.observe()
      return response
    } finally {
      this.#underWay -= 1
    }
  }

  /** Looks at what has been committed since the last look. */
  async observe(): Promise<void> {
    const held = this.heldByEpoch.get(this.epoch)
    if (!this.#location || !held || !this.#isLonger) return
    this.#isLonger = false
    const page = await this.storage.readSince({
      location: this.#location,
      after: this.#readTo,
      limit: 5000,
      except: null,
    })
    this.#readTo = page.next
    for (const { v, device, seq, hash } of page.entries) {
      this.quietBefore[v] = this.#quietLength
      const hashes = held.get(device) ?? []
      hashes[seq] = hash
      held.set(device, hashes)
    }
  }

  /** A process dies; what was committed is there when it comes back. */
  async crash(): Promise<void> {
    const at = Math.floor(this.#options.pick() * this.#running.length)
    const running = this.#running[at] ?? this.#first
    await end(running)
    this.#running[at] = this.#open()
  }

  /** Copies the database as it is now. */
  async backUp(): Promise<string> {
    await Promise.all(this.#running.map(end))
    this.#copies += 1
    const copy = join(this.#options.folder, `copy-${this.#copies}.sqlite`)
    copyFileSync(this.#file, copy)
    this.#running = this.#openAll()
    return copy
  }

  /** Puts a copy in the place of the database and begins a new epoch, as `barrow restore` does. */
  async restore(copy: string): Promise<void> {
    await Promise.all(this.#running.map(end))
    for (const ending of ['', '-wal', '-shm']) rmSync(this.#file + ending, { force: true })
    copyFileSync(copy, this.#file)
    this.epoch += 1
    const storage = openSqliteStorage(this.#file)
    await storage.beginEpoch(this.epoch)
    await storage.close()
    this.#running = this.#openAll()
    this.heldByEpoch.set(this.epoch, new Map())
    this.#readTo = 0
    this.#isLonger = true
    await this.observe()
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.map(end))
    rmSync(this.#options.folder, { recursive: true, force: true })
  }

  #openAll(): Running[] {
    return Array.from({ length: this.#options.processes }, () => this.#open())
  }

  #open(): Running {
    const { now, snapshots } = this.#options
    const storage = openSqliteStorage(this.#file)
    const running = { alive: true, storage }
    storage.onFeed(() => {
      this.#isLonger = true
    })
    const views = createLocationViews(storage)
    const deps: AppDeps = {
      storage,
      views,
      log: {
        info: () => {},
        warn: () => {},
        error: (fields) => running.alive && reportFailure(fields),
      },
      pictures: {} as never,
      files: { serve: async () => null } as never,
      rateLimit: { take: () => 0 },
      now: () => now() as Millis,
      openSetup: true,
      tls: false,
      demo: null,
      ...(snapshots ? { snapshots: { minEntries: 6, salesPerPart: 2 } } : {}),
    }
    return Object.assign(running, { views, app: createApp(deps) })
  }
}

async function end(running: Running): Promise<void> {
  running.alive = false
  await running.storage.close()
}

/** An endpoint that fails inside is never part of a history's plan. */
export const failures: unknown[] = []

function reportFailure(fields: object): void {
  failures.push('err' in fields ? fields.err : fields)
}
