/**
 * A double of the parts of Dexie that the replica uses, on `MemoryStorage`: hundreds of times as fast as
 * fake-indexeddb, and with faults. `memory-dexie.test.ts` holds it to the real one.
 *
 * A connection belongs to a tab. When its tab dies, nothing that it awaits ever settles.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { compareKeys, type Key, type KeyPath } from './memory-keys.ts'
import {
  cloneRow,
  getRow,
  type MemoryStorage,
  type MemoryStore,
  named,
  setRow,
  type Write,
} from './memory-storage.ts'

interface Transaction {
  readonly database: MemoryDexie
  readonly stores: ReadonlySet<string>
  readonly writes: Write[]
  state: 'running' | 'ended'
}

const current = new AsyncLocalStorage<Transaction>()

const never = <T>(): Promise<T> => new Promise<T>(() => {})

export class MemoryDexie {
  readonly storage: MemoryStorage
  #dead = false
  #transaction: Transaction | null = null
  #free: () => void = () => {}
  readonly #freed = new Promise<void>((resolve) => {
    this.#free = resolve
  })
  /** Hears that this tab has died of a commit's fate. */
  onDeath: () => void = () => {}
  readonly tables: readonly MemoryTable[]

  constructor(storage: MemoryStorage) {
    this.storage = storage
    this.tables = [...storage.stores.keys()].map((name) => new MemoryTable(this, name))
    for (const table of this.tables) Object.assign(this, { [table.name]: table })
  }

  /** The tab has died: what it was writing is undone, and from now on nothing of it settles. */
  kill(): void {
    if (this.#dead) return
    this.#dead = true
    if (this.#transaction?.state === 'running') {
      this.#transaction.state = 'ended'
      this.storage.undo(this.#transaction.writes)
    }
    this.#free()
    this.onDeath()
  }

  open = async (): Promise<this> => this
  close = (): void => {}
  isOpen = (): boolean => true
  table = (name: string): MemoryTable => {
    const table = this.tables.find((one) => one.name === name)
    if (!table) throw named('NotFoundError', `there is no table ${name}`)
    return table
  }

  async transaction<T>(_mode: string, ...rest: readonly unknown[]): Promise<T> {
    const body = rest.at(-1) as () => Promise<T> | T
    const stores = new Set(rest.slice(0, -1).flat().map(nameOf))
    const outer = current.getStore()
    if (outer?.state === 'running' && outer.database === this) return await body()
    if (this.#dead) return never()
    return this.storage.inTurn(() => this.#run(stores, body), this.#freed)
  }

  async #run<T>(stores: ReadonlySet<string>, body: () => Promise<T> | T): Promise<T> {
    if (this.#dead) return never()
    const transaction: Transaction = { database: this, stores, writes: [], state: 'running' }
    this.#transaction = transaction
    try {
      const value = await current.run(transaction, async () => body())
      this.#end(transaction)
      return this.#dead ? never() : value
    } catch (error) {
      this.#abort(transaction)
      if (this.#dead) return never()
      throw error
    }
  }

  #abort(transaction: Transaction): void {
    if (transaction.state === 'running') this.storage.undo(transaction.writes)
    transaction.state = 'ended'
  }

  /** Commits, or meets another fate. */
  #end(transaction: Transaction): void {
    if (transaction.state === 'ended') return
    transaction.state = 'ended'
    const { writes } = transaction
    const fate = writes.length === 0 ? 'done' : this.storage.hooks.fate(writes)
    if (fate === 'dies-before' || fate === 'fails') this.storage.undo(writes)
    else if (writes.length > 0) this.storage.commit(writes)
    if (fate === 'dies-before' || fate === 'dies-after') this.kill()
    if (fate === 'fails') throw named('AbortError', 'the commit failed')
    if (fate === 'connection-lost') throw named('UnknownError', 'the connection was lost behind the commit')
  }

  /** One operation: in the transaction that is running here, or as a transaction of its own. */
  operate<T>(name: string, work: (store: MemoryStore, writes: Write[]) => T): Promise<T> {
    if (this.#dead) return never()
    const transaction = current.getStore()
    if (transaction?.database === this && transaction.state === 'running') {
      if (!transaction.stores.has(name))
        return Promise.reject(named('NotFoundError', `${name} is not part of this transaction`))
      return settle(() => work(this.storage.store(name), transaction.writes))
    }
    const alone = () => this.#alone(name, work)
    return this.storage.isFree ? alone() : this.storage.inTurn(alone, this.#freed)
  }

  async #alone<T>(name: string, work: (store: MemoryStore, writes: Write[]) => T): Promise<T> {
    if (this.#dead) return never()
    const single: Transaction = { database: this, stores: new Set([name]), writes: [], state: 'running' }
    try {
      const value = work(this.storage.store(name), single.writes)
      this.#end(single)
      return this.#dead ? never() : value
    } catch (error) {
      this.#abort(single)
      throw error
    }
  }
}

async function settle<T>(work: () => T): Promise<T> {
  return work()
}

const nameOf = (table: unknown): string => (typeof table === 'string' ? table : (table as MemoryTable).name)

export class MemoryTable {
  readonly name: string
  readonly #database: MemoryDexie

  constructor(database: MemoryDexie, name: string) {
    this.#database = database
    this.name = name
  }

  get = (key: Key) => this.#operate((store) => cloneRow(getRow(store, key)))
  bulkGet = (keys: readonly Key[]) =>
    this.#operate((store) => keys.map((key) => cloneRow(getRow(store, key))))
  put = (row: object) => this.#operate((store, writes) => write(store, writes, row, 'put'))
  add = (row: object) => this.#operate((store, writes) => write(store, writes, row, 'add'))
  bulkPut = (rows: readonly object[]) =>
    this.#operate((store, writes) => rows.map((row) => write(store, writes, row, 'put')).at(-1))
  bulkAdd = (rows: readonly object[]) =>
    this.#operate((store, writes) => rows.map((row) => write(store, writes, row, 'add')).at(-1))
  delete = (key: Key) => this.#operate((store, writes) => remove(store, writes, key))
  bulkDelete = (keys: readonly Key[]) =>
    this.#operate((store, writes) => {
      for (const key of keys) remove(store, writes, key)
    })
  clear = () =>
    this.#operate((store, writes) => {
      for (const key of [...store.keys]) remove(store, writes, key)
    })
  update = (key: Key, changes: object) =>
    this.#operate((store, writes) => {
      const before = getRow(store, key)
      if (!before) return 0
      write(store, writes, { ...before, ...changes }, 'put')
      return 1
    })

  where = (index: string) => new MemoryWhere(this.#operate, index)
  orderBy = (index: string) => this.where(index).matching(() => true)
  filter = (test: (row: never) => boolean) => this.#all().filter(test)
  toArray = () => this.#all().toArray()
  count = () => this.#all().count()
  limit = (count: number) => this.#all().limit(count)
  reverse = () => this.#all().reverse()
  each = (visit: (row: never) => void) => this.#all().each(visit)
  toCollection = () => this.#all()

  #all = () => new MemoryCollection(this.#operate, null, () => true)
  #operate: Operate = (work) => this.#database.operate(this.name, work)
}

type Operate = <T>(work: (store: MemoryStore, writes: Write[]) => T) => Promise<T>
type KeyTest = (key: Key) => boolean

class MemoryWhere {
  readonly #operate: Operate
  readonly #index: string

  constructor(operate: Operate, index: string) {
    this.#operate = operate
    this.#index = index
  }

  matching = (test: KeyTest) => new MemoryCollection(this.#operate, this.#index, test)
  above = (bound: Key) => this.matching((key) => compareKeys(key, bound) > 0)
  aboveOrEqual = (bound: Key) => this.matching((key) => compareKeys(key, bound) >= 0)
  below = (bound: Key) => this.matching((key) => compareKeys(key, bound) < 0)
  belowOrEqual = (bound: Key) => this.matching((key) => compareKeys(key, bound) <= 0)
  equals = (wanted: Key) => this.matching((key) => compareKeys(key, wanted) === 0)
  anyOf = (...wanted: readonly (Key | readonly Key[])[]) => {
    const keys = wanted.flat() as Key[]
    return this.matching((key) => keys.some((one) => compareKeys(one, key) === 0))
  }
  startsWith = (prefix: string) => this.matching((key) => typeof key === 'string' && key.startsWith(prefix))
  between = (low: Key, high: Key, withLow = true, withHigh = false) => {
    // IndexedDB knows no range without any key in it; where one end belongs to it, Dexie gives nothing.
    const isNoRange = compareKeys(low, high) === 0 && !withLow && !withHigh
    if (isNoRange)
      return new MemoryCollection(
        () => Promise.reject(named('DataError', 'no range')),
        null,
        () => false,
      )
    return this.matching((key) => {
      const above = compareKeys(key, low)
      const below = compareKeys(key, high)
      return (above > 0 || (withLow && above === 0)) && (below < 0 || (withHigh && below === 0))
    })
  }
}

class MemoryCollection {
  readonly #operate: Operate
  readonly #index: string | null
  readonly #test: KeyTest
  #filters: ((row: never) => boolean)[] = []
  #limit = Infinity
  #offset = 0
  #reversed = false

  constructor(operate: Operate, index: string | null, test: KeyTest) {
    this.#operate = operate
    this.#index = index
    this.#test = test
  }

  limit = (count: number) => this.#with(() => (this.#limit = count))
  offset = (count: number) => this.#with(() => (this.#offset = count))
  reverse = () => this.#with(() => (this.#reversed = !this.#reversed))
  filter = (test: (row: never) => boolean) => this.#with(() => this.#filters.push(test))
  and = this.filter
  toArray = () => this.#operate((store) => this.#rows(store).map(cloneRow))
  count = () => this.#operate((store) => this.#rows(store).length)
  first = () => this.#operate((store) => cloneRow(this.#rows(store)[0]))
  last = () => this.#operate((store) => cloneRow(this.#rows(store).at(-1)))
  primaryKeys = () => this.#operate((store) => this.#rows(store).map((row) => store.primary.of(row) as Key))
  keys = () =>
    this.#operate((store) => this.#rows(store).map((row) => indexOf(store, this.#index).of(row) as Key))
  each = (visit: (row: never) => void) =>
    this.#operate((store) => {
      for (const row of this.#rows(store)) visit(cloneRow(row) as never)
    })
  sortBy = (field: string) =>
    this.#operate((store) =>
      this.#rows(store)
        .map(cloneRow)
        .sort((a, b) => compareKeys(fieldOf(a, field), fieldOf(b, field))),
    )
  delete = () =>
    this.#operate((store, writes) => {
      const rows = this.#rows(store)
      for (const row of rows) remove(store, writes, store.primary.of(row) as Key)
      return rows.length
    })
  modify = (changes: object | ((row: never) => void)) =>
    this.#operate((store, writes) => {
      const rows = this.#rows(store)
      for (const row of rows) {
        const copy = cloneRow(row)
        if (typeof changes === 'function') changes(copy as never)
        else Object.assign(copy, changes)
        write(store, writes, copy, 'put')
      }
      return rows.length
    })

  #with(change: () => unknown): this {
    change()
    return this
  }

  #rows(store: MemoryStore): readonly object[] {
    const path = indexOf(store, this.#index)
    const isPrimary = path === store.primary
    const found: object[] = []
    for (const [at, row] of store.rows.entries()) {
      const key = isPrimary ? store.keys[at] : path.of(row)
      if (key === undefined || !this.#test(key)) continue
      if (this.#filters.every((test) => test(row as never))) found.push(row)
    }
    if (!isPrimary) found.sort((a, b) => compareKeys(path.of(a) as Key, path.of(b) as Key))
    if (this.#reversed) found.reverse()
    return found.slice(this.#offset, this.#offset + this.#limit)
  }
}

const fieldOf = (row: object, field: string) => (row as Record<string, Key>)[field] as Key

function indexOf(store: MemoryStore, name: string | null): KeyPath {
  if (name === null || name === store.primary.name) return store.primary
  const index = store.indexes.find((one) => one.name === name)
  if (!index) throw named('SchemaError', `${store.name} has no index ${name}`)
  return index
}

function write(store: MemoryStore, writes: Write[], row: object, mode: 'put' | 'add'): Key {
  const key = store.primary.of(row)
  if (key === undefined) throw named('DataError', `${store.name}: the row has no key`)
  if (mode === 'add' && getRow(store, key)) throw named('ConstraintError', `${store.name}: the key is taken`)
  for (const index of store.indexes) if (index.unique) assertUnique(store, index, row, key)
  const after = cloneRow(row)
  writes.push({ store: store.name, key, before: setRow(store, key, after), after })
  return key
}

function assertUnique(store: MemoryStore, index: KeyPath, row: object, key: Key): void {
  const value = index.of(row)
  if (value === undefined) return
  for (const [at, other] of store.rows.entries()) {
    const taken = index.of(other)
    if (taken === undefined || compareKeys(taken, value) !== 0) continue
    if (compareKeys(store.keys[at] as Key, key) !== 0)
      throw named('ConstraintError', `${store.name}: ${index.name} is taken`)
  }
}

function remove(store: MemoryStore, writes: Write[], key: Key): void {
  const before = setRow(store, key, undefined)
  if (before) writes.push({ store: store.name, key, before, after: undefined })
}
