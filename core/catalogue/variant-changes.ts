/** A variant of the file against the variant in the catalogue: the fields that differ, and only those. */
import type { ProductId } from '../domain/ids.ts'
import type { Minor } from '../domain/money.ts'
import { minorToDecimal } from '../domain/money-text.ts'
import type { Variant } from '../domain/product.ts'
import type { RecordFields } from '../journal/settings.ts'
import { cleanLine } from './clean-text.ts'
import { barcodeKey } from './gtin-key.ts'
import type { ImportedVariant } from './imported.ts'
import type { FieldChange } from './plan.ts'
import { quantityToDecimal } from './read-number.ts'

type VariantFields = RecordFields['variant']

/** The fields of a variant that the catalogue does not have yet. */
export function newVariantFields(
  imported: ImportedVariant,
  product: ProductId,
  position: number,
): VariantFields & Pick<Required<VariantFields>, 'importedStock'> {
  const tracked = imported.tracked ?? false
  return {
    product,
    options: [...imported.options],
    sku: imported.sku ?? null,
    barcode: imported.barcode ?? null,
    ...(imported.unit === undefined || imported.unit === 'piece' ? {} : { unit: imported.unit }),
    priceMinor: imported.priceMinor ?? null,
    costMinor: imported.costMinor ?? null,
    tracked,
    lowMark: imported.lowMark ?? null,
    importedStock: tracked ? (imported.stock ?? null) : null,
    position,
  }
}

/** What differs but for the stock, as fields to write and in words. */
export function variantChanges(
  imported: ImportedVariant,
  variant: Variant,
  currency: string,
): { readonly fields: VariantFields; readonly changes: readonly FieldChange[] } {
  const fields: VariantFields = {
    ...changed('sku', imported.sku, cleaned(variant.sku)),
    ...(sameBarcode(imported.barcode, variant.barcode) ? {} : { barcode: imported.barcode ?? null }),
    ...changed('unit', imported.unit, variant.unit),
    ...changed('priceMinor', imported.priceMinor, variant.priceMinor),
    ...changed('costMinor', imported.costMinor, variant.costMinor),
    ...changed('tracked', imported.tracked, variant.tracked),
    ...changed('lowMark', imported.lowMark, variant.lowMark),
    ...optionFields(imported, variant),
  }
  return { fields, changes: changesIn(imported.row, fields, { variant, currency }) }
}

function changed<Name extends keyof VariantFields, Value extends VariantFields[Name]>(
  name: Name,
  wanted: Value | undefined,
  now: Value,
): VariantFields {
  return wanted === undefined || wanted === now ? {} : { [name]: wanted }
}

const cleaned = (text: string | null): string | null => (text === null ? null : cleanLine(text) || null)

function sameBarcode(wanted: string | null | undefined, now: string | null): boolean {
  if (wanted === undefined) return true
  const own = cleaned(now)
  return wanted === null || own === null ? wanted === own : barcodeKey(wanted) === barcodeKey(own)
}

function optionFields({ options }: ImportedVariant, variant: Variant): VariantFields {
  if (options.length === 0) return {}
  const now = variant.options.map(cleanLine).join('\u001f')
  return options.join('\u001f') === now ? {} : { options: [...options] }
}

function changesIn(
  row: number,
  fields: VariantFields,
  { variant, currency }: { variant: Variant; currency: string },
): readonly FieldChange[] {
  const money = (amount: Minor | null) => (amount === null ? '' : minorToDecimal(amount, currency))
  const words: { readonly [Name in keyof VariantFields]: readonly [string, string, string] } = {
    sku: ['SKU', variant.sku ?? '', fields.sku ?? ''],
    barcode: ['Barcode', variant.barcode ?? '', fields.barcode ?? ''],
    unit: ['Unit', variant.unit, fields.unit ?? ''],
    priceMinor: ['Price', money(variant.priceMinor), money(fields.priceMinor ?? null)],
    costMinor: ['Cost', money(variant.costMinor), money(fields.costMinor ?? null)],
    tracked: ['Stock is counted', variant.tracked ? 'yes' : 'no', fields.tracked ? 'yes' : 'no'],
    lowMark: ['Low mark', amount(variant.lowMark), amount(fields.lowMark ?? null)],
    options: ['Options', variant.options.join(' / '), fields.options?.join(' / ') ?? ''],
  }
  return Object.keys(fields).flatMap((name) => {
    const known = words[name as keyof VariantFields]
    return known ? [{ row, field: known[0], before: known[1], after: known[2] }] : []
  })
}

const amount = (quantity: Variant['lowMark']) => (quantity === null ? '' : quantityToDecimal(quantity))
