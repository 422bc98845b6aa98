/**
 * Payments by a provider's own page (Stripe Checkout): `GET /api/checkout` says whether there are any,
 * `POST /api/checkout` asks for one, `GET /api/checkout/:tender` how it stands, `POST /api/checkout/:tender/cancel`
 * ends it. Everything goes by the tender's id: asked twice, it is the same payment. Amounts are minor units of the
 * location's currency.
 */
import * as v from 'valibot'
import type { Millis, SaleId, TenderId } from '../domain/ids.ts'
import { amountSchema, currencySchema, idSchema, textSchema, wallClockSchema } from '../journal/schema.ts'

/**
 * `pending`: it can still be paid, or the money is on its way. `unknown`: the provider cannot be asked now, or has
 * never heard of it; to be asked again before a day is closed. The others are final, but that a paid one may be
 * refunded.
 */
export const CHECKOUT_STATUSES = ['pending', 'paid', 'expired', 'failed', 'unknown', 'refunded'] as const
export type CheckoutStatus = (typeof CHECKOUT_STATUSES)[number]

export const checkoutOfferSchema = v.object({
  /** Whether this endpoint takes such payments. */
  setUp: v.boolean(),
  /** Whether they are a rehearsal, in which no money moves. */
  test: v.boolean(),
})
export type CheckoutOffer = v.InferOutput<typeof checkoutOfferSchema>

export const checkoutRequestSchema = v.object({
  tender: idSchema<TenderId>(),
  sale: idSchema<SaleId>(),
  amountMinor: amountSchema,
  currency: currencySchema,
  /** What the customer reads beside the amount. */
  description: textSchema(200),
})
export type CheckoutRequest = v.InferOutput<typeof checkoutRequestSchema>
/** As a till writes it. */
export type CheckoutAsking = v.InferInput<typeof checkoutRequestSchema>

export const checkoutAnswerSchema = v.object({
  status: v.picklist(CHECKOUT_STATUSES),
  /** The provider's session; null while none is known. */
  session: v.nullable(textSchema(200)),
  /** Where the customer pays; null when there is nothing to be paid there any more. */
  url: v.nullable(v.pipe(v.string(), v.maxLength(4000), v.regex(/^https?:\/\//))),
  /** When the address ends by the provider's clock: a label. */
  expiresAt: v.nullable(wallClockSchema as unknown as v.GenericSchema<number, Millis>),
  /** What was paid, or has been given back so far; null before. */
  amountMinor: v.nullable(amountSchema),
  /** The provider's name of the payment, for questions to it; empty before. */
  reference: textSchema(100),
})
export type CheckoutAnswer = v.InferOutput<typeof checkoutAnswerSchema>
