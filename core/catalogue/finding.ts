/** What an import has to say about a file: which row, which column, why, and what mends it. */

/**
 * `note`: the row is taken, with this remark. `skipped`: left out on purpose (a draft, a gift card).
 * `refused`: left out because something in it must be mended first.
 */
export type FindingLevel = 'note' | 'skipped' | 'refused'

export type FindingCode =
  | 'not-utf8'
  | 'no-rows'
  | 'too-many-rows'
  | 'quote-open'
  | 'quote-doubtful'
  | 'too-many-cells'
  | 'columns-unknown'
  | 'several-locations'
  | 'no-name'
  | 'name-cut'
  | 'text-cut'
  | 'looks-like-formula'
  | 'price-empty'
  | 'price-zero'
  | 'price-unreadable'
  | 'price-negative'
  | 'price-too-large'
  | 'other-currency'
  | 'sale-price'
  | 'cost-unreadable'
  | 'stock-unreadable'
  | 'stock-at-parent'
  | 'low-mark-unreadable'
  | 'kind-unreadable'
  | 'deposit-unknown'
  | 'barcode-no-gtin'
  | 'barcode-scientific'
  | 'barcode-too-long'
  | 'barcode-repeated'
  | 'sku-repeated'
  | 'sku-too-long'
  | 'options-repeated'
  | 'variant-repeated'
  | 'handle-comes-back'
  | 'parent-missing'
  | 'product-left-out'
  | 'picture-address'
  | 'taxes-added-up'
  | 'tax-unknown'
  | 'not-published'
  | 'draft'
  | 'archived'
  | 'gift-card'
  | 'not-for-sale'
  | 'kind-not-sold'

export interface Finding {
  /** As the spreadsheet numbers it, the header being row 1; 0 when it is about the whole file. */
  readonly row: number
  /** The file's own column name, or null when it is about the row. */
  readonly column: string | null
  readonly code: FindingCode
  readonly level: FindingLevel
  /** What is the matter and what mends it, in a person's words. */
  readonly message: string
}

/** A row that is not imported, and why. */
export interface SkippedRow {
  readonly row: number
  /** What the row calls its product; empty when it does not say. */
  readonly name: string
  readonly finding: Finding
}

/** Gathers findings while a file is read. */
export class FindingList {
  readonly all: Finding[] = []

  note(row: number, column: string | null, code: FindingCode, message: string): void {
    this.all.push({ row, column, code, level: 'note', message })
  }
}

/** A finding that leaves its row out because something must be mended. */
export const refusal = (row: number, column: string | null, code: FindingCode, message: string): Finding => ({
  row,
  column,
  code,
  level: 'refused',
  message,
})

/** A finding that leaves its row out on purpose. */
export const skipping = (
  row: number,
  column: string | null,
  code: FindingCode,
  message: string,
): Finding => ({
  row,
  column,
  code,
  level: 'skipped',
  message,
})
