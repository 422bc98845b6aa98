/** The kinds of entry and the schema of each one's body, version by version, for ever. */
import canonicalize from 'canonicalize'
import * as v from 'valibot'
import type {
  AccountId,
  CouponId,
  DeviceId,
  EntryId,
  LeaseId,
  ProductId,
  SaleId,
  ShiftId,
  StaffId,
  TaxRateId,
  TenderId,
  VariantId,
  VoucherCode,
} from '../domain/ids.ts'
import type { Sale } from '../domain/sale.ts'
import { UNITS } from '../domain/unit.ts'
import { NOTICE_KINDS } from './decision.ts'
import {
  amountSchema,
  countSchema,
  currencySchema,
  idSchema,
  minorSchema,
  positiveSchema,
  ppmSchema,
  quantitySchema,
  signedQuantitySchema,
  stockSchema,
  textSchema,
} from './schema.ts'
import { settingsBodySchema } from './settings.ts'

const taxRateSchema = v.object({ id: idSchema<TaxRateId>(), name: textSchema(60), ppm: ppmSchema })

const lineItemSchema = v.object({
  product: v.nullable(idSchema<ProductId>()),
  variant: v.nullable(idSchema<VariantId>()),
  name: textSchema(200),
  variantName: textSchema(600),
  sku: v.nullable(textSchema(100)),
  quantity: quantitySchema,
  unitMinor: amountSchema,
  listMinor: v.nullable(amountSchema),
  amountMinor: amountSchema,
  taxRate: taxRateSchema,
  note: textSchema(280),
})

const last4Schema = v.pipe(v.string(), v.regex(/^(?:\d{4})?$/, 'the last four digits or nothing'))

const tenderSchema = v.variant('kind', [
  v.object({
    kind: v.literal('cash'),
    id: idSchema<TenderId>(),
    amountMinor: minorSchema,
    tenderedMinor: amountSchema,
    changeMinor: amountSchema,
  }),
  v.object({
    kind: v.literal('card'),
    id: idSchema<TenderId>(),
    amountMinor: minorSchema,
    last4: last4Schema,
    reference: textSchema(64),
  }),
])

const coverEntries = {
  leases: v.optional(
    v.pipe(
      v.array(
        v.object({
          lease: idSchema<LeaseId>(),
          variant: idSchema<VariantId>(),
          quantity: quantitySchema,
        }),
      ),
      v.maxLength(1000),
    ),
  ),
  overrides: v.optional(
    v.pipe(
      v.array(
        v.object({
          variant: idSchema<VariantId>(),
          quantity: quantitySchema,
          by: v.nullable(idSchema<StaffId>()),
        }),
      ),
      v.maxLength(500),
    ),
  ),
}

/** As it was written before there were discounts; still written where a sale needs nothing of version 2. */
const saleBodyV1Schema = v.object({
  id: idSchema<SaleId>(),
  receipt: textSchema(32),
  currency: currencySchema,
  taxMode: v.picklist(['inclusive', 'exclusive']),
  lines: v.pipe(v.array(lineItemSchema), v.minLength(1), v.maxLength(500)),
  taxes: v.pipe(
    v.array(
      v.object({
        ...taxRateSchema.entries,
        netMinor: minorSchema,
        taxMinor: minorSchema,
        grossMinor: minorSchema,
      }),
    ),
    v.maxLength(50),
  ),
  totalMinor: amountSchema,
  tenders: v.pipe(v.array(tenderSchema), v.minLength(1), v.maxLength(20)),
  ...coverEntries,
}) satisfies v.GenericSchema<unknown, Sale>

const momentSchema = v.nullable(v.pipe(v.number(), v.safeInteger()))

const lineItemV2Schema = v.object({
  ...lineItemSchema.entries,
  quantity: signedQuantitySchema,
  amountMinor: minorSchema,
  kind: v.optional(v.picklist(['deposit', 'voucher', 'tip', 'account'])),
  unit: v.optional(v.picklist(UNITS)),
  discounts: v.optional(
    v.pipe(
      v.array(
        v.object({
          source: v.picklist(['line', 'promotion', 'basket', 'coupon', 'exemption', 'mirror']),
          ref: v.optional(textSchema(100)),
          label: textSchema(200),
          ppm: v.optional(ppmSchema),
          amountMinor: minorSchema,
          by: v.optional(idSchema<StaffId>()),
        }),
      ),
      v.maxLength(500),
    ),
  ),
  returned: v.optional(
    v.object({
      sale: v.nullable(idSchema<SaleId>()),
      line: countSchema,
      receipt: textSchema(32),
      restock: v.boolean(),
      amountMinor: minorSchema,
      taxMinor: minorSchema,
    }),
  ),
  voucher: v.optional(
    v.object({
      code: idSchema<VoucherCode>(),
      purpose: v.picklist(['multi', 'single']),
      expiresAt: momentSchema,
    }),
  ),
  account: v.optional(idSchema<AccountId>()),
  staff: v.optional(idSchema<StaffId>()),
})

const partEntries = {
  id: idSchema<TenderId>(),
  amountMinor: minorSchema,
  lines: v.optional(v.pipe(v.array(countSchema), v.maxLength(500))),
}

const tenderV2Schema = v.variant('kind', [
  v.object({
    ...partEntries,
    kind: v.literal('cash'),
    tenderedMinor: amountSchema,
    changeMinor: amountSchema,
  }),
  v.object({ ...partEntries, kind: v.literal('card'), last4: last4Schema, reference: textSchema(64) }),
  v.object({
    ...partEntries,
    kind: v.picklist(['voucher', 'store-credit']),
    voucher: idSchema<VoucherCode>(),
    expiresAt: v.optional(momentSchema),
  }),
  v.object({
    ...partEntries,
    kind: v.literal('house-account'),
    account: idSchema<AccountId>(),
    name: textSchema(100),
  }),
  v.object({
    ...partEntries,
    kind: v.literal('on-the-house'),
    reason: textSchema(280),
    by: v.nullable(idSchema<StaffId>()),
  }),
  v.object({
    ...partEntries,
    kind: v.literal('transfer'),
    scheme: textSchema(20),
    reference: textSchema(140),
  }),
  v.object({
    ...partEntries,
    kind: v.literal('online'),
    provider: v.literal('stripe'),
    reference: textSchema(140),
  }),
])

const saleBodyV2Schema = v.object({
  ...saleBodyV1Schema.entries,
  lines: v.pipe(v.array(lineItemV2Schema), v.minLength(1), v.maxLength(1000)),
  totalMinor: minorSchema,
  tenders: v.pipe(v.array(tenderV2Schema), v.maxLength(50)),
  roundingMinor: v.optional(minorSchema),
  taxPolicy: v.optional(
    v.object({
      rounding: v.picklist(['per-rate', 'per-line', 'per-receipt']),
      halves: v.picklist(['up', 'even']),
    }),
  ),
  service: v.optional(v.literal('take-away')),
  exempt: v.optional(v.object({ reason: textSchema(280), reference: textSchema(100) })),
  coupons: v.optional(v.pipe(v.array(idSchema<CouponId>()), v.maxLength(20))),
  reason: v.optional(textSchema(280)),
  fiscal: v.optional(
    v.pipe(v.array(v.object({ label: textSchema(60), value: textSchema(1000) })), v.maxLength(20)),
  ),
}) satisfies v.GenericSchema<unknown, Sale>

const stockLineSchema = v.object({ variant: idSchema<VariantId>(), quantity: stockSchema })
const stockLinesSchema = v.pipe(v.array(stockLineSchema), v.minLength(1), v.maxLength(500))

const leaseEntries = {
  lease: idSchema<LeaseId>(),
  variant: idSchema<VariantId>(),
  quantity: quantitySchema,
  /** Rises with each grant of the location: a later lease has a higher one. */
  token: positiveSchema,
}

/** Body schemas by kind and version. A kind or a version that is not here is kept raw and folded later (rule J9). */
export const BODY_SCHEMAS = {
  settings: { 1: settingsBodySchema },
  /** A till's shift has ended. `lastSeq`: how far its writer knew that till's journal; what comes behind it is late. */
  'shift-closed': {
    1: v.object({ shift: idSchema<ShiftId>(), device: idSchema<DeviceId>(), lastSeq: countSchema }),
  },
  'shift-opened': { 1: v.object({ shift: idSchema<ShiftId>(), number: countSchema }) },
  sale: { 1: saleBodyV1Schema, 2: saleBodyV2Schema },
  void: { 1: v.object({ sale: idSchema<SaleId>(), reason: textSchema(280) }) },
  /** Written before a card terminal is asked: a crash leaves a question, not a hole. */
  'tender-asked': {
    1: v.object({
      tender: idSchema<TenderId>(),
      sale: idSchema<SaleId>(),
      kind: v.literal('card'),
      amountMinor: amountSchema,
    }),
    2: v.object({
      tender: idSchema<TenderId>(),
      sale: idSchema<SaleId>(),
      kind: v.picklist(['card', 'online']),
      amountMinor: minorSchema,
    }),
  },
  'tender-outcome': {
    1: v.object({ tender: idSchema<TenderId>(), outcome: v.picklist(['approved', 'declined']) }),
    /** `reversed`: an approved part was given back before its sale was complete. */
    2: v.object({ tender: idSchema<TenderId>(), outcome: v.picklist(['approved', 'declined', 'reversed']) }),
  },
  /** A transfer that was awaited: somebody has seen the money, or has seen that it does not come. */
  'tender-settled': {
    1: v.object({
      tender: idSchema<TenderId>(),
      sale: idSchema<SaleId>(),
      outcome: v.picklist(['received', 'failed']),
      note: textSchema(280),
    }),
  },
  /** Written by the endpoint: what a payment provider has told it of a payment on a customer's phone. */
  'payment-reported': {
    1: v.object({
      tender: idSchema<TenderId>(),
      sale: idSchema<SaleId>(),
      provider: v.literal('stripe'),
      status: v.picklist(['paid', 'expired', 'failed', 'refunded']),
      amountMinor: amountSchema,
      reference: textSchema(140),
    }),
  },
  'stock-received': { 1: v.object({ lines: stockLinesSchema }) },
  /** A count is the difference to what the counter's replica expected, so that counts commute (rule K2). */
  'stock-counted': {
    1: v.object({
      lines: v.pipe(
        v.array(v.object({ ...stockLineSchema.entries, countedQuantity: stockSchema })),
        v.minLength(1),
        v.maxLength(500),
      ),
    }),
  },
  /** Written by the endpoint: units of capped stock that a device may sell while cut off. */
  'lease-granted': { 1: v.object({ ...leaseEntries, device: idSchema<DeviceId>() }) },
  /** The holder has the lease in its strict database; brings the grant back to an endpoint that has forgotten it. */
  'lease-taken': { 1: v.object(leaseEntries) },
  'lease-returned': { 1: v.object({ lease: idSchema<LeaseId>(), quantity: quantitySchema }) },
  /** A manager asks for leases back; their holders return what they have not used. */
  'lease-recalled': {
    1: v.object({ leases: v.pipe(v.array(idSchema<LeaseId>()), v.minLength(1), v.maxLength(500)) }),
  },
  /**
   * A manager declares what a device still holds as lost. `seq` is how far its writer knew the holder's journal,
   * `quantity` the units at risk: the holder's later sales stand and are named.
   */
  'lease-reclaimed': {
    1: v.object({ lease: idSchema<LeaseId>(), seq: countSchema, quantity: quantitySchema }),
  },
  /** Somebody with the permission said yes by PIN on another one's till. `staff` of the entry is who asked. */
  'approval-given': {
    1: v.object({
      permission: textSchema(40),
      by: idSchema<StaffId>(),
      sale: v.nullable(idSchema<SaleId>()),
      detail: textSchema(200),
    }),
  },
  /** Settles a decision, named by its key. */
  'decision-made': {
    1: v.object({
      decision: textSchema(400),
      kind: textSchema(40),
      action: textSchema(40),
      note: textSchema(280),
    }),
  },
  /** Written by the endpoint: something odd that only it saw. */
  notice: {
    1: v.object({
      about: v.picklist(NOTICE_KINDS),
      device: idSchema<DeviceId>(),
      seq: countSchema,
      entry: v.nullable(idSchema<EntryId>()),
      receipt: textSchema(32),
      amountMinor: v.nullable(minorSchema),
      variant: v.nullable(idSchema<VariantId>()),
      detail: textSchema(400),
    }),
  },
} as const

export type EntryKind = keyof typeof BODY_SCHEMAS

type Schemas = typeof BODY_SCHEMAS

/** The newest version of each kind's body. */
type Newest<Versions> = Versions extends { 2: infer Second }
  ? Second
  : Versions extends { 1: infer First }
    ? First
    : never
type Inferred = {
  [Kind in EntryKind]: Newest<Schemas[Kind]> extends v.GenericSchema
    ? v.InferOutput<Newest<Schemas[Kind]>>
    : never
}

/** The facts of each kind, as this build writes them. */
export type Bodies = Omit<Inferred, 'sale'> & { sale: Sale }

/**
 * The version that a body is written in: the oldest that can say it, so that a till which has not been updated yet
 * still folds what it can know.
 */
export function versionOf(kind: EntryKind, body: unknown): number {
  const [first, ...later] = Object.entries<v.GenericSchema>(BODY_SCHEMAS[kind])
  const says = ([, schema]: readonly [string, v.GenericSchema]) => isWhole(schema, body)
  if (!first || later.length === 0 || says(first)) return 1
  return Number(later.find(says)?.[0] ?? later.at(-1)?.[0] ?? 1)
}

/** Whether a schema takes a body and drops none of it. */
function isWhole(schema: v.GenericSchema, body: unknown): boolean {
  const read = v.safeParse(schema, body)
  return read.success && canonicalize(read.output) === canonicalize(body)
}
