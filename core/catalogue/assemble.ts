/** Draft rows → products: groups rows, meets every trap of foreign files, and accounts for each row. */
import { cleanLine, cleanText, cutText, looksLikeFormula } from './clean-text.ts'
import {
  type Dialect,
  type Draft,
  type DraftProduct,
  type DraftRow,
  type FieldColumns,
  skipFinding,
} from './draft-row.ts'
import { type Finding, type FindingList, refusal, type SkippedRow, skipping } from './finding.ts'
import { htmlToText } from './html-to-text.ts'
import type { ImportedProduct, ImportedVariant } from './imported.ts'
import { readKind } from './read-kind.ts'
import type { DecimalMark } from './read-number.ts'
import { readVariant, type SeenKeys } from './read-variant.ts'
import { keepUsedOptions } from './used-options.ts'

export interface AssembleContext {
  readonly dialect: Dialect
  readonly columns: FieldColumns
  readonly findings: FindingList
  /** ISO 4217. */
  readonly currency: string
  readonly decimalMark: DecimalMark
  /** SKUs and barcodes of the rows so far. */
  readonly seen: SeenKeys
}

export interface Assembled {
  readonly products: readonly ImportedProduct[]
  readonly skipped: readonly SkippedRow[]
}

/** Every row ends in exactly one product or among the skipped. */
export function assemble(draft: Draft, context: AssembleContext): Assembled {
  const products: ImportedProduct[] = []
  const skipped: SkippedRow[] = []
  for (const rows of groupRows(draft.rows, context.findings)) {
    const outcome = assembleGroup(rows, context)
    if (outcome.product) products.push(outcome.product)
    skipped.push(...outcome.skipped)
  }
  return { products, skipped }
}

function groupRows(rows: readonly DraftRow[], findings: FindingList): readonly (readonly DraftRow[])[] {
  const groups: DraftRow[][] = []
  const byKey = new Map<string, DraftRow[]>()
  let previous: string | null = null
  for (const row of rows) {
    const known = row.group === null ? undefined : byKey.get(row.group)
    if (known) {
      if (previous !== row.group) noteComeback(known, row, findings)
      known.push(row)
    } else {
      const group = [row]
      groups.push(group)
      if (row.group !== null) byKey.set(row.group, group)
    }
    previous = row.group
  }
  return groups
}

/** WooCommerce scatters variations on purpose; only a second head under an old key is worth a word. */
function noteComeback(known: readonly DraftRow[], row: DraftRow, findings: FindingList): void {
  const first = known.find(({ product }) => product?.name?.trim())
  if (!first || !row.product?.name?.trim()) return
  const message = `The product of row ${first.row} comes back here: the row is taken as one more variant of it.`
  findings.note(row.row, null, 'handle-comes-back', message)
}

interface GroupOutcome {
  readonly product: ImportedProduct | null
  readonly skipped: readonly SkippedRow[]
}

function assembleGroup(rows: readonly DraftRow[], context: AssembleContext): GroupOutcome {
  const lead = rows.find(({ product }) => cleanLine(product?.name ?? '') !== '')
  const name = cleanLine(lead?.product?.name ?? '')
  const productSkip = rows.find(({ skip }) => skip?.scope === 'product')?.skip
  if (productSkip) return { product: null, skipped: rows.map((row) => skipRow(row, name, productSkip)) }
  if (!lead?.product) return { product: null, skipped: rows.map(nameless(context)) }
  const { variants, skipped } = readVariants(rows, name, context)
  if (variants.length === 0) return { product: null, skipped: leaveOutRest(rows, name, skipped) }
  const left = new Set(skipped.map(({ row }) => row))
  const own = rows.filter(({ row }) => !left.has(row)).map(({ row }) => row)
  return { product: productOf(lead, lead.product, { name, variants, rows: own, context }), skipped }
}

const skipRow = (row: DraftRow, name: string, skip: NonNullable<DraftRow['skip']>): SkippedRow => ({
  row: row.row,
  name,
  finding: skipFinding(row.row, skip),
})

const nameless =
  ({ columns }: AssembleContext) =>
  (row: DraftRow): SkippedRow => {
    if (row.skip) return skipRow(row, '', row.skip)
    const column = columns.name ?? null
    const message = 'The row has no product name: write one in.'
    return { row: row.row, name: '', finding: refusal(row.row, column, 'no-name', message) }
  }

/** Without a variant left there is no product; its picture rows go with it. */
function leaveOutRest(rows: readonly DraftRow[], name: string, skipped: readonly SkippedRow[]) {
  const said = new Set(skipped.map(({ row }) => row))
  const message = 'None of its variants is imported, so the product is left out.'
  const rest = rows.filter(({ row }) => !said.has(row))
  return [
    ...skipped,
    ...rest.map(({ row }) => ({ row, name, finding: skipping(row, null, 'product-left-out', message) })),
  ]
}

function readVariants(rows: readonly DraftRow[], name: string, context: AssembleContext) {
  const variants: ImportedVariant[] = []
  const skipped: SkippedRow[] = []
  for (const row of rows) {
    if (row.skip) {
      skipped.push(skipRow(row, name, row.skip))
      continue
    }
    if (!row.variant) continue
    const read = readVariant(row.row, row.variant, context)
    const twin = read.ok ? twinOf(read.value, variants) : undefined
    if (!read.ok) skipped.push({ row: row.row, name, finding: read.error })
    else if (twin && !read.value.sku && !read.value.id)
      skipped.push({ row: row.row, name, finding: repeated(row.row, twin) })
    else {
      if (twin) noteTwin(row.row, twin, context.findings)
      variants.push(read.value)
    }
  }
  return { variants, skipped }
}

const twinOf = (variant: ImportedVariant, others: readonly ImportedVariant[]) =>
  others.find(({ options }) => options.join('\u001f') === variant.options.join('\u001f'))

function repeated(row: number, twin: ImportedVariant): Finding {
  const message = `The same variant as in row ${twin.row}: give it an option value or a SKU of its own.`
  return refusal(row, null, 'variant-repeated', message)
}

function noteTwin(row: number, twin: ImportedVariant, findings: FindingList): void {
  const message = `Its options are those of row ${twin.row}: at the till the two look alike but for their SKU.`
  findings.note(row, null, 'options-repeated', message)
}

function productOf(
  { row }: DraftRow,
  draft: DraftProduct,
  rest: {
    name: string
    variants: readonly ImportedVariant[]
    rows: readonly number[]
    context: AssembleContext
  },
): ImportedProduct {
  const { name, context, rows } = rest
  const text = textReader(context)
  const { optionNames, variants } = keepUsedOptions(draft.optionNames ?? [], rest.variants)
  return {
    id: draft.id,
    name: shortName(row, name, context),
    handle: text(draft.handle, 255) ?? null,
    description: descriptionOf(row, draft, context),
    category: text(draft.category, 100),
    tax: draft.tax,
    pictureUrl: pictureOf(row, draft, context),
    favourite: favouriteOf(draft.favourite),
    ...readKind(row, draft, context),
    optionNames,
    variants,
    rows,
  }
}

function shortName(row: number, name: string, { findings, columns, dialect }: AssembleContext): string {
  const column = columns.name ?? null
  const short = cutText(name, 200)
  if (short !== name) {
    findings.note(row, column, 'name-cut', `The name is longer than 200 characters and is cut: “${short}”.`)
  }
  if (dialect.id !== 'barrow' && looksLikeFormula(name)) {
    const message = `“${cutText(name, 40)}” looks like a formula; it is kept as text.`
    findings.note(row, column, 'looks-like-formula', message)
  }
  return short
}

/** One line of bounded text; empty is null where an empty cell speaks, undefined where it does not. */
function textReader({ dialect }: AssembleContext) {
  return (text: string | undefined, max: number): string | null | undefined => {
    if (text === undefined) return undefined
    const clean = cutText(cleanLine(text), max)
    return clean === '' ? (dialect.emptyClears ? null : undefined) : clean
  }
}

const MAX_DESCRIPTION = 4000

function descriptionOf(
  row: number,
  { description }: DraftProduct,
  { dialect, findings, columns }: AssembleContext,
): string | null | undefined {
  if (description === undefined) return undefined
  const text = cleanText(dialect.html ? htmlToText(description) : description)
  if (text === '') return dialect.emptyClears ? null : undefined
  const short = cutText(text, MAX_DESCRIPTION)
  if (short !== text) {
    const message = `The description is longer than ${MAX_DESCRIPTION} characters and is cut.`
    findings.note(row, columns.description ?? null, 'text-cut', message)
  }
  return short
}

function pictureOf(
  row: number,
  { pictureUrl }: DraftProduct,
  { dialect, findings, columns }: AssembleContext,
): string | null | undefined {
  const address = cleanText(pictureUrl ?? '')
  if (pictureUrl === undefined) return undefined
  if (address === '') return dialect.emptyClears ? null : undefined
  if (/^https?:\/\/[^\s/]+/i.test(address) && address.length <= 2000) return address
  const message = `“${cutText(address, 60)}” is no picture address (https://…): the product gets no picture from it.`
  findings.note(row, columns.pictureUrl ?? null, 'picture-address', message)
  return undefined
}

function favouriteOf(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined
  const place = Number(text.trim())
  return text.trim() === '' || !Number.isFinite(place) ? null : place
}
