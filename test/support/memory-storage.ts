/**
 * The disk under the double of Dexie: stores of rows, one transaction at a time, and what a disk does to people:
 * commits lost by a power cut, an old copy put back, everything wiped.
 */
import { compareKeys, type Key, type KeyPath, parseKeyPath, placeOf } from './memory-keys.ts'

/** One store: rows in the order of their primary key. */
export interface MemoryStore {
  readonly name: string
  readonly primary: KeyPath
  readonly indexes: readonly KeyPath[]
  keys: Key[]
  rows: object[]
}

/** What one write replaced: enough to undo it. */
export interface Write {
  readonly store: string
  readonly key: Key
  readonly before: object | undefined
  readonly after: object | undefined
}

/** What becomes of a commit: done; or the tab dies in front of it, or behind it; or it fails, or its answer is lost. */
export type CommitFate = 'done' | 'dies-before' | 'dies-after' | 'fails' | 'connection-lost'

export interface StorageHooks {
  /** Asked once for each transaction that has written. */
  readonly fate: (writes: readonly Write[]) => CommitFate
  /** Hears of each commit, in order. */
  readonly committed: (writes: readonly Write[]) => void
}

export type MemoryCopy = ReadonlyMap<
  string,
  { readonly keys: readonly Key[]; readonly rows: readonly object[] }
>

/** How many commits a power cut can reach back at most. */
const REACH = 12

export class MemoryStorage {
  readonly stores = new Map<string, MemoryStore>()
  hooks: StorageHooks = { fate: () => 'done', committed: () => {} }
  #latest: (readonly Write[])[] = []
  #running: Promise<unknown> | null = null

  /** `stores` as in Dexie: `{ entries: 'seq, &id' }`. */
  define(stores: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(stores)) {
      const [primary, ...indexes] = text.split(',').map((part) => parseKeyPath(part.trim()))
      if (primary && !this.stores.has(name))
        this.stores.set(name, { name, primary, indexes, keys: [], rows: [] })
    }
  }

  /**
   * Waits for its turn: transactions of all tabs run one after the other. `freed` resolves when the tab of this
   * one has died: a dead tab holds nothing up.
   */
  async inTurn<T>(work: () => Promise<T>, freed: Promise<void>): Promise<T> {
    while (this.#running) await this.#running
    let end = () => {}
    const ended = new Promise<void>((resolve) => {
      end = () => {
        if (this.#running === ended) this.#running = null
        resolve()
      }
    })
    this.#running = ended
    void freed.then(end)
    try {
      return await work()
    } finally {
      end()
    }
  }

  /** Whether nothing is under way: a single operation need not wait then. */
  get isFree(): boolean {
    return this.#running === null
  }

  commit(writes: readonly Write[]): void {
    this.#latest.push(writes)
    if (this.#latest.length > REACH) this.#latest.shift()
    this.hooks.committed(writes)
  }

  /** A power cut: the last `count` commits were never on the disk. Gives what was lost. */
  cutPower(count: number): readonly Write[] {
    const lost: Write[] = []
    for (const writes of this.#latest.splice(Math.max(0, this.#latest.length - count)).reverse()) {
      this.undo(writes)
      lost.push(...writes)
    }
    return lost
  }

  undo(writes: readonly Write[]): void {
    for (const { store, key, before } of [...writes].reverse()) setRow(this.store(store), key, before)
  }

  copy(): MemoryCopy {
    return new Map(
      [...this.stores].map(([name, { keys, rows }]) => [name, { keys: [...keys], rows: [...rows] }]),
    )
  }

  /** Puts an old copy back, as a restored profile does. */
  putBack(copy: MemoryCopy): void {
    for (const [name, store] of this.stores) {
      store.keys = [...(copy.get(name)?.keys ?? [])]
      store.rows = [...(copy.get(name)?.rows ?? [])]
    }
    this.#latest = []
  }

  wipe(): void {
    this.putBack(new Map())
  }

  store(name: string): MemoryStore {
    const store = this.stores.get(name)
    if (!store) throw named('NotFoundError', `there is no store ${name}`)
    return store
  }
}

/** An error by its name, as IndexedDB and Dexie throw them. */
export function named(name: string, message: string): Error {
  const error = new Error(message)
  error.name = name
  return error
}

export function getRow(store: MemoryStore, key: Key): object | undefined {
  const at = placeOf(store.keys, key)
  const found = store.keys[at]
  return found !== undefined && compareKeys(found, key) === 0 ? store.rows[at] : undefined
}

/** Writes or removes a row; gives what stood there. */
export function setRow(store: MemoryStore, key: Key, row: object | undefined): object | undefined {
  const at = placeOf(store.keys, key)
  const found = store.keys[at]
  const exists = found !== undefined && compareKeys(found, key) === 0
  const before = exists ? store.rows[at] : undefined
  if (row === undefined) {
    if (exists) {
      store.keys.splice(at, 1)
      store.rows.splice(at, 1)
    }
  } else if (exists) store.rows[at] = row
  else {
    store.keys.splice(at, 0, key)
    store.rows.splice(at, 0, row)
  }
  return before
}

/** Rows go in and come out as copies, as structured clones do: nobody changes the disk by changing an object. */
export function cloneRow<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(cloneRow) as T
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, cloneRow(item)])) as T
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  const copy: Record<string, unknown> = {}
  for (const key in value) copy[key] = cloneRow(value[key])
  return copy as T
}
