/**
 * Settings: records whose fields are last-writer-wins, by Lamport counter, then device id (rule J6).
 * They are written as patches; a removal is the field `removed`, a tombstone.
 */
import * as v from 'valibot'
import type {
  CategoryId,
  DeviceId,
  LocationId,
  ProductId,
  StaffId,
  TaxRateId,
  VariantId,
} from '../domain/ids.ts'
import {
  amountSchema,
  countSchema,
  currencySchema,
  idSchema,
  ppmSchema,
  stockSchema,
  textSchema,
} from './schema.ts'

const pictureSchema = v.object({
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16,64}$/)),
  thumbhash: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/=]{0,60}$/)),
})
const positionSchema = v.pipe(v.number(), v.finite())

const FIELDS = {
  location: v.partial(
    v.object({
      name: textSchema(120),
      currency: currencySchema,
      country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
      zone: textSchema(64),
      taxMode: v.picklist(['inclusive', 'exclusive']),
      defaultTaxRate: idSchema<TaxRateId>(),
      address: textSchema(500),
      receiptFooter: textSchema(500),
      lockMinutes: countSchema,
    }),
  ),
  device: v.partial(v.object({ name: textSchema(60), letter: textSchema(4), removed: v.boolean() })),
  staff: v.partial(
    v.object({
      name: textSchema(60),
      role: v.picklist(['cashier', 'manager', 'owner']),
      /** Raised with each new PIN: the others then fetch its hash, which never stands in the journal. */
      pinChanged: countSchema,
      removed: v.boolean(),
    }),
  ),
  'tax-rate': v.partial(v.object({ name: textSchema(60), ppm: ppmSchema, removed: v.boolean() })),
  category: v.partial(v.object({ name: textSchema(100), position: positionSchema, removed: v.boolean() })),
  product: v.partial(
    v.object({
      name: textSchema(200),
      category: v.nullable(idSchema<CategoryId>()),
      description: v.nullable(textSchema(4000)),
      taxRate: v.nullable(idSchema<TaxRateId>()),
      picture: v.nullable(pictureSchema),
      pictureUrl: v.nullable(textSchema(2000)),
      handle: v.nullable(textSchema(255)),
      optionNames: v.pipe(v.array(textSchema(100)), v.maxLength(8)),
      favourite: v.nullable(positionSchema),
      position: positionSchema,
      removed: v.boolean(),
    }),
  ),
  variant: v.partial(
    v.object({
      product: idSchema<ProductId>(),
      options: v.pipe(v.array(textSchema(200)), v.maxLength(8)),
      sku: v.nullable(textSchema(100)),
      barcode: v.nullable(textSchema(64)),
      priceMinor: v.nullable(amountSchema),
      costMinor: v.nullable(amountSchema),
      tracked: v.boolean(),
      /** Sold under leases only, so that no number of tills cut off can sell more than there is (rule K4). */
      capped: v.boolean(),
      lowMark: v.nullable(stockSchema),
      importedStock: v.nullable(stockSchema),
      position: positionSchema,
      removed: v.boolean(),
    }),
  ),
} as const

export type RecordKind = keyof typeof FIELDS
export const RECORD_KINDS = Object.keys(FIELDS) as readonly RecordKind[]

export type RecordFields = { [Kind in RecordKind]: v.InferOutput<(typeof FIELDS)[Kind]> }

export interface RecordIds {
  location: LocationId
  device: DeviceId
  staff: StaffId
  'tax-rate': TaxRateId
  category: CategoryId
  product: ProductId
  variant: VariantId
}

/** One record's changed fields. */
export type Patch = {
  [Kind in RecordKind]: {
    readonly record: Kind
    readonly id: RecordIds[Kind]
    readonly fields: RecordFields[Kind]
  }
}[RecordKind]

const patchOf = <Kind extends RecordKind>(kind: Kind) =>
  v.object({ record: v.literal(kind), id: idSchema<RecordIds[Kind]>(), fields: FIELDS[kind] })

const patchSchema = v.variant('record', [
  patchOf('location'),
  patchOf('device'),
  patchOf('staff'),
  patchOf('tax-rate'),
  patchOf('category'),
  patchOf('product'),
  patchOf('variant'),
])

/** How many patches one entry may carry: an import is cut into entries of this many. */
export const MAX_PATCHES = 250

export const settingsBodySchema = v.object({
  patches: v.pipe(v.array(patchSchema), v.minLength(1), v.maxLength(MAX_PATCHES)),
})
