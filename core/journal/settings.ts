/**
 * Settings: records whose fields are last-writer-wins, by Lamport counter, then device id (rule J6).
 * They are written as patches; a removal is the field `removed`, a tombstone.
 */
import * as v from 'valibot'
import { TIES } from '../domain/cash-rounding.ts'
import type {
  AccountId,
  CategoryId,
  CouponId,
  DeviceId,
  LocationId,
  PayeeId,
  ProductId,
  PromotionId,
  StaffId,
  TaxRateId,
  VariantId,
} from '../domain/ids.ts'
import { UNITS } from '../domain/unit.ts'
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

const momentSchema = v.nullable(v.pipe(v.number(), v.safeInteger()))
const minuteSchema = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1440)))
const windowSchema = v.object({
  startsAt: momentSchema,
  endsAt: momentSchema,
  days: v.pipe(v.array(v.picklist([0, 1, 2, 3, 4, 5, 6])), v.maxLength(7)),
  fromMinute: minuteSchema,
  toMinute: minuteSchema,
})
const scopeSchema = v.object({
  products: v.pipe(v.array(idSchema<ProductId>()), v.maxLength(500)),
  categories: v.pipe(v.array(idSchema<CategoryId>()), v.maxLength(100)),
})
const pieceCountSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1000))
const offerSchema = v.variant('kind', [
  v.object({ kind: v.literal('n-for-m'), count: pieceCountSchema, pay: pieceCountSchema }),
  v.object({ kind: v.literal('n-for-price'), count: pieceCountSchema, priceMinor: amountSchema }),
  v.object({ kind: v.literal('percent'), ppm: ppmSchema }),
  v.object({ kind: v.literal('amount-each'), amountMinor: amountSchema }),
])
const digitCountSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(10))
const embeddedCodeSchema = v.object({
  prefix: v.pipe(v.string(), v.regex(/^\d{1,4}$/, 'one to four digits')),
  itemDigits: digitCountSchema,
  valueDigits: digitCountSchema,
  /** A price in minor units, or a weight in thousandths of the unit. */
  value: v.picklist(['price', 'weight']),
})

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
      taxRounding: v.picklist(['per-rate', 'per-line', 'per-receipt']),
      taxHalves: v.picklist(['up', 'even']),
      /** null: none; absent: as is usual for the currency and the country. */
      cashRounding: v.nullable(v.object({ incrementMinor: amountSchema, ties: v.picklist(TIES) })),
      discountRule: v.picklist(['best', 'stack']),
      /** Up to which share a cashier gives a discount without a manager. */
      discountLimit: ppmSchema,
      tips: v.picklist(['none', 'pool', 'cashier']),
      tipPresets: v.pipe(v.array(ppmSchema), v.maxLength(6)),
      /** So much of one voucher a device takes while it is cut off. */
      voucherOfflineMinor: amountSchema,
      /** Barcodes that carry a price or a weight, by their first digits. */
      embeddedCodes: v.pipe(v.array(embeddedCodeSchema), v.maxLength(20)),
      /** Of a receipt, where the customer has not chosen: a BCP 47 tag. */
      receiptLanguage: textSchema(16),
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
  'tax-rate': v.partial(
    v.object({
      name: textSchema(60),
      ppm: ppmSchema,
      /** The rate that takes its place when goods are taken away. */
      takeAway: v.nullable(idSchema<TaxRateId>()),
      removed: v.boolean(),
    }),
  ),
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
      kind: v.picklist(['goods', 'deposit', 'voucher']),
      /** The product (of kind deposit) that goes along with each piece. */
      deposit: v.nullable(idSchema<ProductId>()),
      voucherPurpose: v.picklist(['multi', 'single']),
      /** null: its vouchers do not expire. */
      voucherMonths: v.nullable(countSchema),
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
      unit: v.picklist(UNITS),
      lowMark: v.nullable(stockSchema),
      importedStock: v.nullable(stockSchema),
      position: positionSchema,
      removed: v.boolean(),
    }),
  ),
  promotion: v.partial(
    v.object({
      name: textSchema(100),
      offer: offerSchema,
      scope: scopeSchema,
      window: windowSchema,
      active: v.boolean(),
      removed: v.boolean(),
    }),
  ),
  coupon: v.partial(
    v.object({
      code: textSchema(40),
      name: textSchema(100),
      ppm: v.nullable(ppmSchema),
      amountMinor: v.nullable(amountSchema),
      minimumMinor: amountSchema,
      uses: v.nullable(countSchema),
      scope: scopeSchema,
      window: windowSchema,
      active: v.boolean(),
      removed: v.boolean(),
    }),
  ),
  /** A house account: somebody's tab. */
  account: v.partial(
    v.object({
      name: textSchema(100),
      limitMinor: amountSchema,
      note: textSchema(280),
      removed: v.boolean(),
    }),
  ),
  /** Where the money of a QR transfer goes; one for each scheme. */
  payee: v.partial(
    v.object({
      scheme: textSchema(20),
      name: textSchema(140),
      account: textSchema(140),
      bic: textSchema(11),
      street: textSchema(70),
      postalCode: textSchema(16),
      city: textSchema(35),
      country: textSchema(2),
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
  promotion: PromotionId
  coupon: CouponId
  account: AccountId
  payee: PayeeId
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
  patchOf('promotion'),
  patchOf('coupon'),
  patchOf('account'),
  patchOf('payee'),
])

/** How many patches one entry may carry: an import is cut into entries of this many. */
export const MAX_PATCHES = 250

export const settingsBodySchema = v.object({
  patches: v.pipe(v.array(patchSchema), v.minLength(1), v.maxLength(MAX_PATCHES)),
})
