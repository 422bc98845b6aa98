/** The kinds of entry and the schema of each one's body, version by version, for ever. */
import * as v from 'valibot'
import type {
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
} from '../domain/ids.ts'
import type { Sale } from '../domain/sale.ts'
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
    last4: v.pipe(v.string(), v.regex(/^(?:\d{4})?$/, 'the last four digits or nothing')),
    reference: textSchema(64),
  }),
])

const saleBodySchema = v.object({
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
  sale: { 1: saleBodySchema },
  void: { 1: v.object({ sale: idSchema<SaleId>(), reason: textSchema(280) }) },
  /** Written before a card terminal is asked: a crash leaves a question, not a hole. */
  'tender-asked': {
    1: v.object({
      tender: idSchema<TenderId>(),
      sale: idSchema<SaleId>(),
      kind: v.literal('card'),
      amountMinor: amountSchema,
    }),
  },
  'tender-outcome': {
    1: v.object({ tender: idSchema<TenderId>(), outcome: v.picklist(['approved', 'declined']) }),
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

type Inferred = { [Kind in EntryKind]: v.InferOutput<(typeof BODY_SCHEMAS)[Kind][1]> }

/** The facts of each kind, as this build writes them. */
export type Bodies = Omit<Inferred, 'sale'> & { sale: Sale }
