/** The kinds of entry and the schema of each one's body, version by version, for ever. */
import * as v from 'valibot'
import type { ProductId, SaleId, ShiftId, TaxRateId, TenderId, VariantId } from '../domain/ids.ts'
import type { Sale } from '../domain/sale.ts'
import {
  amountSchema,
  countSchema,
  currencySchema,
  idSchema,
  minorSchema,
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
}) satisfies v.GenericSchema<unknown, Sale>

const stockLineSchema = v.object({ variant: idSchema<VariantId>(), quantity: stockSchema })
const stockLinesSchema = v.pipe(v.array(stockLineSchema), v.minLength(1), v.maxLength(500))

/** Body schemas by kind and version. A kind or a version that is not here is kept raw and folded later (rule J9). */
export const BODY_SCHEMAS = {
  settings: { 1: settingsBodySchema },
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
} as const

export type EntryKind = keyof typeof BODY_SCHEMAS

type Inferred = { [Kind in EntryKind]: v.InferOutput<(typeof BODY_SCHEMAS)[Kind][1]> }

/** The facts of each kind, as this build writes them. */
export type Bodies = Omit<Inferred, 'sale'> & { sale: Sale }
