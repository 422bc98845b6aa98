/** What the first paint needs of the views database: two records. */
import type { ViewsDatabase } from './views-database.ts'
import type { CatalogueViews, Views } from './views-store.ts'

/** Raised when the shape of a snapshot changes: older ones are then folded anew. */
export const SNAPSHOT_SHAPE = 10

export type StockViews = Pick<Views, 'stock' | 'leased'>

interface FirstPaint {
  readonly catalogue: CatalogueViews | null
  readonly stock: StockViews
}

/** The catalogue and the stock figures as of the last save; nothing when there is none, or of another build's shape. */
export async function loadFirstPaint(database: ViewsDatabase): Promise<FirstPaint> {
  const [catalogue, ledger] = (await database.snapshots.bulkGet(['catalogue', 'ledger'])) as [
    { value: { shape: number; views: CatalogueViews } } | undefined,
    { value: StockViews & { shape: number } } | undefined,
  ]
  return {
    catalogue: catalogue?.value.shape === SNAPSHOT_SHAPE ? catalogue.value.views : null,
    stock: ledger?.value.shape === SNAPSHOT_SHAPE ? ledger.value : NOTHING_COUNTED,
  }
}

const NOTHING_COUNTED: StockViews = { stock: new Map(), leased: new Map() }
