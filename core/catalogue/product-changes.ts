/** A product of the file against the product in the catalogue: the fields that differ, and only those. */
import type { Product } from '../domain/product.ts'
import type { RecordFields } from '../journal/settings.ts'
import type { CategoryPlan } from './category-plan.ts'
import { cleanLine, cleanText, cutText } from './clean-text.ts'
import type { DepositPlan } from './deposit-plan.ts'
import type { ImportedProduct } from './imported.ts'
import { kindChanges, kindFields } from './kind-changes.ts'
import type { FieldChange } from './plan.ts'
import type { TaxPlan } from './tax-plan.ts'

type ProductFields = RecordFields['product']

interface Plans {
  readonly deposits: DepositPlan
  readonly taxes: TaxPlan
  readonly categories: CategoryPlan
}

/** The fields of a product that the catalogue does not have yet. */
export function newProductFields(
  imported: ImportedProduct,
  { taxes, categories, deposits, position }: Plans & { readonly position: number },
): ProductFields {
  const row = imported.rows[0] ?? 0
  return {
    name: imported.name,
    category: imported.category ? categories.resolve(imported.category) : null,
    description: imported.description ?? null,
    taxRate: taxes.resolve(row, imported.tax, undefined) ?? null,
    picture: null,
    pictureUrl: imported.pictureUrl ?? null,
    handle: imported.handle,
    optionNames: [...imported.optionNames],
    favourite: imported.favourite ?? null,
    ...kindFields(imported, deposits),
    position,
  }
}

/** What differs, as fields to write and in words. */
export function productChanges(
  imported: ImportedProduct,
  product: Product,
  plans: Plans,
): { readonly fields: ProductFields; readonly changes: readonly FieldChange[] } {
  const row = imported.rows[0] ?? 0
  const fields: ProductFields = {
    ...textFields(imported, product),
    ...placeFields(row, imported, { product, plans }),
    ...optionFields(imported, product),
    ...kindFields(imported, plans.deposits, product),
  }
  return {
    fields,
    changes: [
      ...changesIn(row, fields, { product, plans }),
      ...kindChanges(row, fields, { product, deposits: plans.deposits }),
    ],
  }
}

function textFields(imported: ImportedProduct, product: Product): ProductFields {
  const fields: ProductFields = {}
  if (imported.name !== cleanLine(product.name)) fields.name = imported.name
  if (differs(imported.description, product.description, cleanText)) fields.description = imported.description
  // A handle is the foreign system's key; one that is set stays, or two systems would fight over it.
  if (imported.handle !== null && product.handle === null) fields.handle = imported.handle
  if (differs(imported.pictureUrl, product.pictureUrl, cleanText)) {
    fields.pictureUrl = imported.pictureUrl
    // The picture at the old address is no longer this product's; the endpoint fetches the new one.
    if (imported.pictureUrl !== null) fields.picture = null
  }
  return fields
}

function placeFields(
  row: number,
  imported: ImportedProduct,
  { product, plans }: { product: Product; plans: Plans },
): ProductFields {
  const fields: ProductFields = {}
  const { category: name, favourite } = imported
  if (name !== undefined) {
    const category = name === null ? null : plans.categories.resolve(name)
    if (category !== product.category) fields.category = category
  }
  const taxRate = plans.taxes.resolve(row, imported.tax, product.taxRate)
  if (taxRate !== undefined && taxRate !== product.taxRate) fields.taxRate = taxRate
  if (favourite !== undefined && favourite !== product.favourite) fields.favourite = favourite
  return fields
}

/** A file without options does not take them away from a product that has them. */
function optionFields({ optionNames }: ImportedProduct, product: Product): ProductFields {
  if (optionNames.length === 0) return {}
  const same = optionNames.join('\u001f') === product.optionNames.map(cleanLine).join('\u001f')
  return same ? {} : { optionNames: [...optionNames] }
}

/** Text written by hand is compared as an import would clean it. */
const differs = <T extends string | null>(
  wanted: T | undefined,
  now: string | null,
  clean: (text: string) => string,
): wanted is T => wanted !== undefined && wanted !== (now === null ? null : clean(now) || null)

function changesIn(
  row: number,
  fields: ProductFields,
  { product, plans: { taxes, categories } }: { product: Product; plans: Plans },
): readonly FieldChange[] {
  const changes: FieldChange[] = []
  const add = (field: string, before: string | null, after: string | null) => {
    changes.push({ row, field, before: cutText(before ?? '', 60), after: cutText(after ?? '', 60) })
  }
  if (fields.name !== undefined) add('Name', product.name, fields.name)
  if (fields.description !== undefined) add('Description', product.description, fields.description)
  if (fields.category !== undefined) {
    add('Category', categories.name(product.category), categories.name(fields.category))
  }
  if (fields.taxRate !== undefined) add('Tax', taxes.name(product.taxRate), taxes.name(fields.taxRate))
  if (fields.pictureUrl !== undefined) add('Picture', product.pictureUrl, fields.pictureUrl)
  if (fields.handle !== undefined) add('Handle', '', fields.handle)
  if (fields.favourite !== undefined) add('Favourite', text(product.favourite), text(fields.favourite))
  if (fields.optionNames !== undefined) {
    add('Options', product.optionNames.join(', '), fields.optionNames.join(', '))
  }
  return changes
}

const text = (place: number | null) => (place === null ? '' : String(place))
