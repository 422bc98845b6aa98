/** What a dialect makes of one row: still text, but under our names, so that all traps are met in one place. */

import type { Finding, FindingCode, FindingList } from './finding.ts'
import type { ImportedTax } from './imported.ts'
import type { Columns, CsvSheet } from './parse-csv.ts'

/** Text fields are undefined where the file has no such column. */
export interface DraftProduct {
  readonly id?: string | undefined
  readonly name: string | undefined
  readonly handle?: string | undefined
  readonly description?: string | undefined
  readonly category?: string | undefined
  readonly tax?: ImportedTax | undefined
  readonly pictureUrl?: string | undefined
  readonly favourite?: string | undefined
  readonly kind?: string | undefined
  /** The SKU or the name of the deposit that goes along. */
  readonly deposit?: string | undefined
  readonly voucherPurpose?: string | undefined
  readonly voucherMonths?: string | undefined
  readonly optionNames?: readonly string[] | undefined
}

export interface DraftVariant {
  readonly id?: string | undefined
  readonly options: readonly string[]
  readonly sku?: string | undefined
  readonly barcode?: string | undefined
  readonly unit?: string | undefined
  readonly price?: string | undefined
  readonly cost?: string | undefined
  readonly stock?: string | undefined
  readonly stockAtExport?: string | undefined
  readonly tracked?: boolean | undefined
  readonly lowMark?: string | undefined
}

/** Why a row, or the product that it leads, is left out. */
export interface DraftSkip {
  readonly scope: 'row' | 'product'
  readonly level: 'skipped' | 'refused'
  readonly code: FindingCode
  readonly message: string
}

export interface DraftRow {
  readonly row: number
  /** Rows of one group form one product; null: the row is a product of its own. */
  readonly group: string | null
  readonly skip: DraftSkip | null
  /** null: the row says nothing about its product. */
  readonly product: DraftProduct | null
  /** null: the row holds no variant (a further picture, the head of a variable product). */
  readonly variant: DraftVariant | null
}

/** Which of the file's own columns hold a field, for findings. */
export type FieldColumns = Partial<Record<keyof DraftProduct | keyof DraftVariant, string | null>>

export interface Draft {
  readonly rows: readonly DraftRow[]
  readonly columns: FieldColumns
}

export interface DialectInput {
  readonly sheet: CsvSheet
  readonly columns: Columns
  readonly findings: FindingList
  /** The location's name, by which the columns of one location are chosen among several. */
  readonly locationName: string | undefined
}

export interface Dialect {
  readonly id: DialectId
  /** What the screen calls it. */
  readonly label: string
  /** Whether descriptions are HTML. */
  readonly html: boolean
  /** Whether an empty cell empties the field; otherwise it says nothing, and what a person set stays. */
  readonly emptyClears: boolean
  detect(columns: Columns): boolean
  draft(input: DialectInput): Draft
}

export type DialectId = 'barrow' | 'shopify' | 'square' | 'woocommerce' | 'loyverse' | 'mapped' | 'unknown'

/** A skip as a finding of its row. */
export const skipFinding = (row: number, { level, code, message }: DraftSkip): Finding => ({
  row,
  column: null,
  code,
  level,
  message,
})

/** Y, yes, true, 1 and their like in the languages of the exports; undefined for an empty or absent cell. */
export function readFlag(text: string | undefined): boolean | undefined {
  const word = text?.trim().toLowerCase()
  if (!word) return undefined
  return /^(?:y|yes|true|1|x|ja|oui|sí|si|wahr|vrai|verdadero)$/.test(word)
}
