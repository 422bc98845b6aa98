/** What the import's worker and its screen tell each other. */

import type { ImportBody } from '../../../core/catalogue/chunk-plan.ts'
import type {
  ColumnMapping,
  DialectId,
  Finding,
  SkippedRow,
} from '../../../core/catalogue/import-catalogue.ts'
import type { PlannedChange, PlannedProduct } from '../../../core/catalogue/plan.ts'
import type { CurrentCatalogue } from '../../../core/catalogue/plan-import.ts'
import type { TaxRateId } from '../../../core/domain/ids.ts'

export interface ReadRequest {
  readonly kind: 'read'
  readonly bytes: ArrayBuffer
  readonly mapping: ColumnMapping | undefined
  readonly current: CurrentCatalogue
  /** ISO 4217. */
  readonly currency: string
  readonly defaultRate: TaxRateId
  readonly locationName: string
}

/** `next` asks for the next few entry bodies of the plan that was read last. */
export type ImportRequest = ReadRequest | { readonly kind: 'next' }

/** What importing the file would do; the bodies that do it stay in the worker until they are asked for. */
export interface ImportPreview {
  readonly dialect: DialectId
  readonly label: string
  readonly columns: readonly string[]
  /** The file's first rows, as cells. */
  readonly sample: readonly (readonly string[])[]
  readonly proposal: ColumnMapping
  readonly rowCount: number
  readonly adds: readonly PlannedProduct[]
  readonly changes: readonly PlannedChange[]
  readonly unchanged: readonly PlannedProduct[]
  readonly skipped: readonly SkippedRow[]
  readonly findings: readonly Finding[]
  /** The skipped rows as a file; empty when there are none. */
  readonly badRowsCsv: string
  readonly bodyCount: number
}

export type ImportReport =
  /** `done` and `total` count products; both 0 while the file is still being read. */
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'preview'; readonly preview: ImportPreview }
  | { readonly kind: 'next'; readonly bodies: readonly ImportBody[] }
  /** The file is of a kind that no importer reads. */
  | { readonly kind: 'refused'; readonly message: string }
