/**
 * The base: the state that a newcomer took over from the endpoint, in place of entries that it never had. It lies
 * packed, part by part, in the disposable database; the fold begins on it. A base that is not what its hash says
 * is worth nothing and goes: then everything is pulled.
 */
import type { Sha256 } from '../../core/journal/chain.ts'
import type { SaleIndexes } from '../../core/journal/index-sale.ts'
import type { State } from '../../core/journal/state.ts'
import { stateHashAtLeisure } from '../../core/journal/state-hash.ts'
import { addSalesPart, stateOfFirstPart } from '../../core/journal/state-parts.ts'
import type { SnapshotAnswer } from '../../core/protocol/snapshot.ts'
import type { ViewsDatabase } from './views-database.ts'

/** What is being taken over, and how far it has come. */
export interface BaseRow {
  /** The snapshot whose parts are stored; null while there is none. */
  readonly answer: SnapshotAnswer | null
  /** So many parts are stored, from the first on. */
  readonly have: number
  /** How many snapshots came to nothing: gone before they were here, or not what their hash says. */
  readonly failures: number
}

const NO_BASE: BaseRow = { answer: null, have: 0, failures: 0 }

export async function readBase(database: ViewsDatabase): Promise<BaseRow> {
  const row = await database.snapshots.get('base')
  return (row?.value as BaseRow | undefined) ?? NO_BASE
}

/** Which base is stored, if only in part: the cursor of its snapshot. */
export const baseCursor = ({ answer, have }: BaseRow): number | null =>
  answer && have > 0 ? answer.cursor : null

/** Whether every part is stored; that they can be read is another question. */
export const isWhole = ({ answer, have }: BaseRow): boolean => answer !== null && have >= answer.parts.length

const partKey = (part: number) => `base/${String(part).padStart(5, '0')}`

/** Begins with another snapshot (or none): the parts of the one before go. */
export function beginBase(database: ViewsDatabase, base: Omit<BaseRow, 'have'>): Promise<void> {
  return database.transaction('rw', database.snapshots, async () => {
    await database.snapshots.where('key').startsWith('base/').delete()
    await database.snapshots.put({ key: 'base', value: { ...base, have: 0 } satisfies BaseRow })
  })
}

/** Stores the next part as it came, packed. A part of a snapshot that is no longer wanted is passed over. */
export function storePart(
  database: ViewsDatabase,
  wanted: Pick<SnapshotAnswer, 'cursor'>,
  part: { readonly index: number; readonly packed: ArrayBuffer },
): Promise<void> {
  return database.transaction('rw', database.snapshots, async () => {
    const base = await readBase(database)
    if (base.answer?.cursor !== wanted.cursor || base.have !== part.index) return
    await database.snapshots.bulkPut([
      { key: partKey(part.index), value: part.packed },
      { key: 'base', value: { ...base, have: part.index + 1 } satisfies BaseRow },
    ])
  })
}

export interface LoadedBase {
  readonly state: State
  /** False while only the first part is there: it can be sold on, but it is no state to be kept. */
  readonly whole: boolean
  /** Which base it is: the cursor of its snapshot. */
  readonly cursor: number
}

export interface LoadDeps {
  readonly views: ViewsDatabase
  readonly sha256: Sha256
  readonly idle: () => Promise<void>
}

/** The state that the base comes to; null when there is none, or its parts are not what they should be. */
export async function loadBase({ views, sha256, idle }: LoadDeps): Promise<LoadedBase | null> {
  const { answer, have } = await readBase(views)
  if (!answer || have === 0) return null
  const { cursor } = answer
  const state = await readFirstPart(views)
  if (!state) return null
  if (have < answer.parts.length) return { state, whole: false, cursor }
  if (!(await addSalesOfBase(views, state, idle))) return null
  const hash = await stateHashAtLeisure(state, sha256, idle)
  return hash === answer.stateHash ? { state, whole: true, cursor } : null
}

async function readFirstPart(views: ViewsDatabase): Promise<State | null> {
  const state = stateOfFirstPart(await readPart(views, 0))
  return state.ok ? state.value : null
}

/** Adds the sales of the base; a sale that the state has already stays as it is. Whether all could be read. */
export async function addSalesOfBase(
  views: ViewsDatabase,
  state: Pick<State, 'sales' | 'tenderSettlements'> & SaleIndexes,
  idle: () => Promise<void>,
): Promise<boolean> {
  const { have } = await readBase(views)
  for (let part = 1; part < have; part++) {
    if (!addSalesPart(state, await readPart(views, part)).ok) return false
    await idle()
  }
  return true
}

/** A part as JSON; undefined where it cannot be read. */
async function readPart(views: ViewsDatabase, part: number): Promise<unknown> {
  const row = await views.snapshots.get(partKey(part))
  if (!row) return undefined
  try {
    const packed = new Blob([row.value as ArrayBuffer]).stream()
    return await new Response(packed.pipeThrough(new DecompressionStream('gzip'))).json()
  } catch {
    return undefined
  }
}

/** Forgets the base; what stands on it must be folded anew. */
export const dropBase = (views: ViewsDatabase): Promise<void> =>
  beginBase(views, { answer: null, failures: 0 })
