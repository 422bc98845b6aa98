/** What the first paint needs of the views database: two records. */
import type { VariantId } from '../../core/domain/ids.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import type { ViewsDatabase } from './views-database.ts'
import type { CatalogueViews } from './views-store.ts'

/** Raised when the shape of a snapshot changes: older ones are then folded anew. */
export const SNAPSHOT_SHAPE = 3

interface FirstPaint {
  readonly catalogue: CatalogueViews | null
  readonly stock: ReadonlyMap<VariantId, Thousandths>
}

/** The catalogue and the stock figures as of the last save; nothing when there is none, or of another build's shape. */
export async function loadFirstPaint(database: ViewsDatabase): Promise<FirstPaint> {
  const [catalogue, ledger] = (await database.snapshots.bulkGet(['catalogue', 'ledger'])) as [
    { value: { shape: number; views: CatalogueViews } } | undefined,
    { value: { shape: number; stock: FirstPaint['stock'] } } | undefined,
  ]
  return {
    catalogue: catalogue?.value.shape === SNAPSHOT_SHAPE ? catalogue.value.views : null,
    stock: ledger?.value.shape === SNAPSHOT_SHAPE ? ledger.value.stock : new Map(),
  }
}
