/** When a file's stock figure counts, and when it is only the echo of an earlier import. */
import type { Thousandths } from '../domain/money.ts'
import type { Variant } from '../domain/product.ts'
import type { RecordFields } from '../journal/settings.ts'
import type { ImportedVariant } from './imported.ts'
import type { CountedLine, FieldChange } from './plan.ts'
import { quantityToDecimal } from './read-number.ts'

export interface StockPlan {
  readonly fields: Pick<RecordFields['variant'], 'importedStock'>
  readonly counted: Omit<CountedLine, 'variant'> | null
  readonly change: FieldChange | null
}

const NOTHING: StockPlan = { fields: {}, counted: null, change: null }

/**
 * The same figure as at the last import means that nobody counted: sales since then stand. So does, in our own
 * export, the figure that was written there. Any other figure is a count, from the stock as it is now.
 */
export function planStock(
  imported: Pick<ImportedVariant, 'stock' | 'stockAtExport' | 'tracked' | 'row'>,
  variant: Pick<Variant, 'importedStock'>,
  stockNow: Thousandths | undefined,
): StockPlan {
  const { stock, stockAtExport, tracked, row } = imported
  if (stock === undefined || tracked === false) return NOTHING
  if (stock === variant.importedStock || stock === stockAtExport) return NOTHING
  const now = stockNow ?? (0 as Thousandths)
  const quantity = (stock - now) as Thousandths
  return {
    fields: { importedStock: stock },
    counted: quantity === 0 ? null : { quantity, countedQuantity: stock },
    change: { row, field: 'Stock', before: quantityToDecimal(now), after: quantityToDecimal(stock) },
  }
}
