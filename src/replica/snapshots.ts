/**
 * Snapshots of the folded views in the disposable database: one record for what the first paint needs, one for
 * the settings behind it, one for the ledger, and the sales in chunks of 256 of which only changed ones are
 * written. All of a save goes in one transaction, so that the watermark (heads) is true for every part.
 */
import type { DeviceId, SaleId } from '../../core/domain/ids.ts'
import { emptyIndexes, indexSale, type SaleIndexes } from '../../core/journal/index-sale.ts'
import type { SaleRecord, State } from '../../core/journal/state.ts'
import { addSalesOfBase, readBase } from './base.ts'
import { SNAPSHOT_SHAPE as SHAPE } from './first-paint.ts'
import type { ViewsDatabase } from './views-database.ts'
import type { CatalogueViews, Views } from './views-store.ts'

type SettingsSnapshot = Pick<State, 'settings' | 'stamps'> & { readonly shape: number }
/** The indexes of the sales are made anew when they are read. */
type LedgerSnapshot = Omit<State, 'settings' | 'stamps' | 'sales' | keyof SaleIndexes> & {
  readonly shape: number
  /** The base (its cursor) whose sales are not stored again in chunks; null without one. */
  readonly base: number | null
  /** For the first paint; computed anew from the leases. */
  readonly leased: Views['leased']
}

/** What changed since the last save. */
export interface Dirty {
  settings: boolean
  /** After a rebuild: chunks of the old state are dropped with the save that brings the new ones. */
  everything: boolean
  readonly chunks: Set<string>
}

export const cleanDirty = (): Dirty => ({ settings: false, everything: false, chunks: new Set() })

export const chunkOf = (sale: Pick<SaleRecord, 'device' | 'seq'>): string =>
  `sales/${sale.device}/${sale.seq >> 8}`

/** A state as it was saved, and the base that it stands on. */
export interface SavedState {
  readonly state: State
  readonly base: number | null
}

/** The whole state as of the last save; null when there is none, its shape is another build's, or its base is gone. */
export async function loadState(
  database: ViewsDatabase,
  idle: () => Promise<void>,
): Promise<SavedState | null> {
  const ledger = (await database.snapshots.get('ledger'))?.value as LedgerSnapshot | undefined
  const settings = (await database.snapshots.get('settings'))?.value as SettingsSnapshot | undefined
  if (ledger?.shape !== SHAPE || settings?.shape !== SHAPE) return null
  const { shape: _, leased: __, base, ...rest } = ledger
  const sales = await loadSales(database)
  const state = { ...rest, ...emptyIndexes(), settings: settings.settings, stamps: settings.stamps, sales }
  for (const sale of sales.values()) indexSale(state, sale)
  if (base !== null && !(await holdsBase(database, base, state, idle))) return null
  return { state, base }
}

/** Adds the sales of the base behind those of the chunks: of the same sale the chunk has the later word. */
async function holdsBase(
  database: ViewsDatabase,
  base: number,
  state: State,
  idle: () => Promise<void>,
): Promise<boolean> {
  const { answer, have } = await readBase(database)
  if (answer?.cursor !== base || have < answer.parts.length) return false
  return addSalesOfBase(database, state, idle)
}

async function loadSales(database: ViewsDatabase): Promise<Map<SaleId, SaleRecord>> {
  const chunks = await database.snapshots.where('key').startsWith('sales/').toArray()
  const sales = new Map<SaleId, SaleRecord>()
  for (const chunk of chunks) for (const sale of chunk.value as SaleRecord[]) sales.set(sale.id, sale)
  return sales
}

/**
 * Saves what changed, and the watermark with it. The maps are copied before the first await: the state goes on
 * while the database writes, and a watermark ahead of its sales would lose them from the views.
 */
export async function saveState(
  database: ViewsDatabase,
  { state, base }: SavedState,
  views: CatalogueViews & Pick<Views, 'leased'>,
  dirty: Dirty,
): Promise<void> {
  const { settings, stamps, sales, receipts: _, clashes: __, awaiting: ___, refunds: ____, ...ledger } = state
  const rows: { key: string; value: unknown }[] = [
    { key: 'ledger', value: { ...copyMaps(ledger), leased: views.leased, base, shape: SHAPE } },
  ]
  if (dirty.settings) {
    const kept = { settings: copyMaps(settings), stamps: new Map(stamps), shape: SHAPE }
    rows.push({ key: 'settings', value: kept })
    rows.push({ key: 'catalogue', value: { views: plainViews(views), shape: SHAPE } })
  }
  for (const [key, chunk] of chunksOf(sales, dirty.chunks)) rows.push({ key, value: chunk })
  await database.transaction('rw', database.snapshots, async () => {
    if (dirty.everything) await database.snapshots.where('key').startsWith('sales/').delete()
    await database.snapshots.bulkPut(rows)
  })
}

/** The records in the maps are never changed in place, so that copying the maps copies the moment. */
function copyMaps<Parts extends object>(parts: Parts): Parts {
  const copies = Object.entries(parts).map(([name, part]) => [
    name,
    part instanceof Map ? new Map(part) : part instanceof Set ? new Set(part) : part,
  ])
  return Object.fromEntries(copies) as Parts
}

function plainViews(views: CatalogueViews): CatalogueViews {
  const { location, staff, categories, taxRates, products } = views
  const { promotions, coupons, accounts, payees, takeAwayRates } = views
  return {
    location,
    staff,
    categories,
    taxRates,
    products,
    promotions,
    coupons,
    accounts,
    payees,
    takeAwayRates,
  }
}

function chunksOf(sales: State['sales'], keys: ReadonlySet<string>): ReadonlyMap<string, SaleRecord[]> {
  const chunks = new Map<string, SaleRecord[]>([...keys].map((key) => [key, []]))
  if (keys.size === 0) return chunks
  for (const sale of sales.values()) chunks.get(chunkOf(sale))?.push(sale)
  return chunks
}

/** A place in a device's sequence. */
export interface FeedPlace {
  readonly device: DeviceId
  readonly seq: number
}

/** How far the feed of other devices has been stored. */
export interface Cursor {
  readonly epoch: number
  readonly cursor: number
  /** Since the endpoint began another epoch: what this device still has to bring it of other devices' entries. */
  readonly relay?: RelayDue
}

export interface RelayDue {
  /** Devices of which the endpoint has all that this device holds. */
  readonly done: readonly DeviceId[]
  /** Places where the endpoint's feed holds another entry than the one that was stored here before. */
  readonly forked: readonly FeedPlace[]
}

export async function readCursor(database: ViewsDatabase): Promise<Cursor> {
  const row = await database.snapshots.get('cursor')
  return (row?.value as Cursor | undefined) ?? { epoch: 0, cursor: 0 }
}

export const writeCursor = async (database: ViewsDatabase, cursor: Cursor): Promise<void> =>
  void (await database.snapshots.put({ key: 'cursor', value: cursor }))

/**
 * Stores a page of the feed and moves the cursor in the same transaction (rule Y5). A row that is there already
 * has been folded and stays; where a restored endpoint says otherwise, the place is remembered as forked.
 */
export async function storeFeed(
  database: ViewsDatabase,
  rows: readonly FeedEntry[],
  cursor: Cursor,
): Promise<void> {
  await database.transaction('rw', [database.feed, database.snapshots], async () => {
    const known = await database.feed.bulkGet(rows.map(({ device, seq }) => [device, seq]))
    const forked = rows.filter((row, index) => known[index] && known[index].bytes !== row.bytes)
    await database.feed.bulkPut(rows.filter((_, index) => !known[index]))
    await writeCursor(database, withForked(cursor, forked))
  })
}

interface FeedEntry extends FeedPlace {
  readonly bytes: string | null
}

function withForked(cursor: Cursor, places: readonly FeedPlace[]): Cursor {
  const { relay } = cursor
  if (!relay || places.length === 0) return cursor
  const forked = [...relay.forked, ...places.map(({ device, seq }) => ({ device, seq }))]
  return { ...cursor, relay: { ...relay, forked } }
}
