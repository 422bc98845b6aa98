/** One row's variant: numbers read, barcodes and SKUs judged. What cannot be sold wrongly is a note; the rest a refusal. */
import { unreachable } from '../assert.ts'
import { exponentOf } from '../domain/currency.ts'
import type { Minor, Thousandths } from '../domain/money.ts'
import { err, ok, type Result } from '../result.ts'
import type { AssembleContext } from './assemble.ts'
import { cleanLine, cutText, looksLikeFormula } from './clean-text.ts'
import type { DraftVariant } from './draft-row.ts'
import { type Finding, refusal } from './finding.ts'
import { barcodeKey, gtinDigits } from './gtin-key.ts'
import type { ImportedVariant } from './imported.ts'
import { readUnit } from './read-kind.ts'
import { type PriceProblem, readPrice, readQuantity } from './read-number.ts'

/** Row by SKU and by barcode. */
export interface SeenKeys {
  readonly skus: Map<string, number>
  readonly barcodes: Map<string, number>
}

/** The row's variant, or the finding that refuses it. */
export function readVariant(
  row: number,
  draft: DraftVariant,
  context: AssembleContext,
): Result<ImportedVariant, Finding> {
  const sku = skuOf(row, draft, context)
  if (!sku.ok) return sku
  const price = priceOf(row, draft, context)
  if (!price.ok) return price
  if (sku.value) context.seen.skus.set(sku.value, row)
  const amount = (field: 'stock' | 'lowMark') => quantityOf(row, draft, { field, context })
  const stock = amount('stock') ?? undefined
  return ok({
    row,
    id: draft.id,
    options: draft.options.map(cleanLine),
    sku: sku.value,
    barcode: barcodeOf(row, draft, context),
    unit: readUnit(row, draft, context),
    priceMinor: price.value,
    costMinor: costOf(row, draft, context),
    stock,
    stockAtExport: readQuantity(draft.stockAtExport ?? '', context.decimalMark) ?? undefined,
    // Whoever writes a figure counts, unless the file says that it does not.
    tracked: draft.tracked ?? (stock === undefined ? undefined : true),
    lowMark: amount('lowMark'),
  })
}

/** Shopify and spreadsheets put an apostrophe before digits that must stay text. */
const withoutApostrophe = (text: string) => text.replace(/^'(?=\d)/, '')

function skuOf(
  row: number,
  draft: DraftVariant,
  { columns, findings, seen, dialect }: AssembleContext,
): Result<string | null | undefined, Finding> {
  if (draft.sku === undefined) return ok(undefined)
  const column = columns.sku ?? null
  const sku = withoutApostrophe(cleanLine(draft.sku))
  if (sku === '') return ok(dialect.emptyClears ? null : undefined)
  if (sku.length > 100) {
    return err(refusal(row, column, 'sku-too-long', 'The SKU is longer than 100 characters: shorten it.'))
  }
  const first = seen.skus.get(sku)
  if (first !== undefined) {
    const message = `The SKU “${sku}” is already in row ${first}: each variant needs one of its own.`
    return err(refusal(row, column, 'sku-repeated', message))
  }
  if (dialect.id !== 'barrow' && looksLikeFormula(sku)) {
    findings.note(row, column, 'looks-like-formula', `“${sku}” looks like a formula; it is kept as text.`)
  }
  return ok(sku)
}

function priceOf(
  row: number,
  draft: DraftVariant,
  { columns, currency, decimalMark, findings }: AssembleContext,
): Result<Minor | null | undefined, Finding> {
  if (draft.price === undefined) return ok(undefined)
  const column = columns.price ?? null
  const price = readPrice(draft.price, currency, decimalMark)
  if (!price.ok) {
    const message = priceWords(price.error, cutText(cleanLine(draft.price), 40), currency)
    return err(refusal(row, column, priceCode(price.error), message))
  }
  if (price.value === null) findings.note(row, column, 'price-empty', PRICE_EMPTY)
  if (price.value === 0) findings.note(row, column, 'price-zero', PRICE_ZERO)
  return price
}

const PRICE_EMPTY = 'It has no price: the till asks for one at each sale.'
const PRICE_ZERO = 'Its price is 0: it is given away. Empty the cell if the till should ask for a price.'

const priceCode = (problem: PriceProblem) =>
  problem === 'other-currency' ? problem : (`price-${problem}` as const)

function priceWords(problem: PriceProblem, text: string, currency: string): string {
  switch (problem) {
    case 'unreadable':
      return `“${text}” is no price in ${currency} with at most ${exponentOf(currency)} decimals: write 12.50 or 12,50.`
    case 'negative':
      return `The price “${text}” is below zero: a price is zero or more.`
    case 'too-large':
      return `The price “${text}” is larger than any that can be sold at.`
    case 'other-currency':
      return `“${text}” is in another currency than this location’s ${currency}: convert it and write the number.`
    default:
      return unreachable(problem)
  }
}

function costOf(
  row: number,
  draft: DraftVariant,
  { columns, currency, decimalMark, findings, dialect }: AssembleContext,
): Minor | null | undefined {
  if (draft.cost === undefined) return undefined
  const cost = readPrice(draft.cost, currency, decimalMark)
  if (!cost.ok) {
    const message = `“${cutText(cleanLine(draft.cost), 40)}” is no cost in ${currency}: the cost is left as it is.`
    findings.note(row, columns.cost ?? null, 'cost-unreadable', message)
    return undefined
  }
  return cost.value ?? (dialect.emptyClears ? null : undefined)
}

function quantityOf(
  row: number,
  draft: DraftVariant,
  {
    field,
    context: { columns, decimalMark, findings, dialect },
  }: {
    field: 'stock' | 'lowMark'
    context: AssembleContext
  },
): Thousandths | null | undefined {
  const text = draft[field]?.trim()
  if (text === undefined) return undefined
  if (text === '') return dialect.emptyClears ? null : undefined
  const quantity = readQuantity(text, decimalMark)
  if (quantity !== null) return quantity
  const what = field === 'stock' ? 'stock' : 'low mark'
  const message = `“${cutText(cleanLine(text), 40)}” is no quantity: the ${what} is left as it is. Write 12 or 2.5.`
  findings.note(
    row,
    columns[field] ?? null,
    `${field === 'stock' ? 'stock' : 'low-mark'}-unreadable`,
    message,
  )
  return undefined
}

function barcodeOf(row: number, draft: DraftVariant, context: AssembleContext): string | null | undefined {
  const { columns, findings, dialect, seen } = context
  if (draft.barcode === undefined) return undefined
  const column = columns.barcode ?? null
  const text = withoutApostrophe(cleanLine(draft.barcode))
  if (text === '') return dialect.emptyClears ? null : undefined
  const lost = barcodeLoss(text)
  if (lost) {
    findings.note(row, column, lost.code, lost.message)
    return undefined
  }
  noteRepeated(row, text, context)
  const digits = gtinDigits(text)
  if (digits === null && dialect.id !== 'barrow') {
    findings.note(row, column, 'barcode-no-gtin', noGtinWords(text))
  }
  if (!seen.barcodes.has(barcodeKey(text))) seen.barcodes.set(barcodeKey(text), row)
  // What a scanner sends is digits only, so a GTIN is kept without its hyphens and spaces.
  return dialect.id === 'barrow' ? text : (digits ?? text)
}

function barcodeLoss(text: string): Pick<Finding, 'code' | 'message'> | null {
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(text)) {
    const message = `A spreadsheet has turned the barcode into “${text}” and its last digits are lost: format the column as text and export again. The row is imported without it.`
    return { code: 'barcode-scientific', message }
  }
  if (text.length > 64) {
    const message = 'The barcode is longer than 64 characters; the row is imported without it.'
    return { code: 'barcode-too-long', message }
  }
  return null
}

function noGtinWords(text: string): string {
  const padded = /^\d{9,11}$/.test(text) ? text.padStart(12, '0') : ''
  const hint =
    padded !== '' && gtinDigits(padded) ? ` Perhaps a spreadsheet dropped the zero in front: ${padded}.` : ''
  return `“${text}” is no GTIN (EAN, UPC): it is kept as it is and found when exactly that is scanned.${hint}`
}

function noteRepeated(row: number, text: string, { seen, findings, columns }: AssembleContext): void {
  const first = seen.barcodes.get(barcodeKey(text))
  if (first === undefined) return
  const message = `The barcode “${text}” is already in row ${first}: a scan finds both and asks which.`
  findings.note(row, columns.barcode ?? null, 'barcode-repeated', message)
}
