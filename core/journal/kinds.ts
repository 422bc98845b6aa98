/** The kinds of entry and the schema of each one's body, version by version, for ever. */
import canonicalize from 'canonicalize'
import * as v from 'valibot'
import type {
  DeviceId,
  EntryId,
  LeaseId,
  SaleId,
  ShiftId,
  StaffId,
  TenderId,
  VariantId,
} from '../domain/ids.ts'
import type { Sale } from '../domain/sale.ts'
import { NOTICE_KINDS } from './decision.ts'
import { saleBodyV1Schema, saleBodyV2Schema } from './sale-schema.ts'
import {
  amountSchema,
  countSchema,
  idSchema,
  minorSchema,
  positiveSchema,
  quantitySchema,
  stockSchema,
  textSchema,
} from './schema.ts'
import { settingsBodySchema } from './settings.ts'

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
  const versions = Object.hasOwn(BODY_SCHEMAS, kind) ? Object.keys(BODY_SCHEMAS[kind]) : []
  return versions.length < 2 ? 1 : (versionThatSays(kind, body) ?? Number(versions.at(-1)))
}

/** The oldest version that can say a body; null where none takes all of it, so that nobody could read it. */
export function versionThatSays(kind: EntryKind, body: unknown): number | null {
  const versions = Object.entries<v.GenericSchema>(BODY_SCHEMAS[kind])
  const found = versions.find(([, schema]) => isWhole(schema, body))
  return found ? Number(found[0]) : null
}

/** Whether a schema takes a body and drops none of it. */
function isWhole(schema: v.GenericSchema, body: unknown): boolean {
  const read = v.safeParse(schema, body)
  return read.success && canonicalize(read.output) === canonicalize(body)
}
