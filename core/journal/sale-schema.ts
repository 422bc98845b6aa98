/** The schema of a sale's body, version by version, for ever. */
import * as v from 'valibot'
import type {
  AccountId,
  CouponId,
  LeaseId,
  ProductId,
  SaleId,
  StaffId,
  TaxRateId,
  TenderId,
  VariantId,
  VoucherCode,
} from '../domain/ids.ts'
import type { Sale } from '../domain/sale.ts'
import { UNITS } from '../domain/unit.ts'
import {
  amountSchema,
  countSchema,
  currencySchema,
  idSchema,
  minorSchema,
  ppmSchema,
  quantitySchema,
  signedQuantitySchema,
  textSchema,
} from './schema.ts'

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
export const saleBodyV1Schema = v.object({
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

export const saleBodyV2Schema = v.object({
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
