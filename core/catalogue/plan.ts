/** What an import would change, before anything has changed. */
import type { ProductId, VariantId } from '../domain/ids.ts'
import type { Thousandths } from '../domain/money.ts'
import type { Patch } from '../journal/settings.ts'
import type { Finding, SkippedRow } from './finding.ts'

/** A product of the file, as a preview lists it. */
export interface PlannedProduct {
  readonly id: ProductId
  readonly name: string
  readonly category: string | null
  readonly variants: number
  /** The rows of the file that it comes from. */
  readonly rows: readonly number[]
}

/** One field that the file changes, in words. */
export interface FieldChange {
  readonly row: number
  /** "Price", "Stock", "New variant" … */
  readonly field: string
  readonly before: string
  readonly after: string
}

export interface PlannedChange extends PlannedProduct {
  readonly changes: readonly FieldChange[]
}

/** A line of a `stock-received` entry. */
export interface ReceivedLine {
  readonly variant: VariantId
  readonly quantity: Thousandths
}

/** A line of a `stock-counted` entry: `quantity` is the difference to what this replica expects (rule K2). */
export interface CountedLine extends ReceivedLine {
  readonly countedQuantity: Thousandths
}

export interface ImportPlan {
  readonly adds: readonly PlannedProduct[]
  readonly changes: readonly PlannedChange[]
  readonly unchanged: readonly PlannedProduct[]
  /** Rows in none of the three above. */
  readonly skipped: readonly SkippedRow[]
  readonly findings: readonly Finding[]
  /** In an order in which they can be cut anywhere: rates and categories, then products with their variants. */
  readonly patches: readonly Patch[]
  readonly stockReceived: readonly ReceivedLine[]
  readonly stockCounted: readonly CountedLine[]
}

/** Whether confirming the plan would write nothing at all. */
export function isEmptyPlan(plan: ImportPlan): boolean {
  return plan.patches.length === 0 && plan.stockReceived.length === 0 && plan.stockCounted.length === 0
}
