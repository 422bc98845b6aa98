/**
 * Leases: `POST /api/leases`, by which a till asks for units of capped stock. Quantities are thousandths. What is
 * granted stands in the endpoint's journal before the answer leaves, so that a lost answer comes with the pull.
 */
import * as v from 'valibot'
import type { LeaseId, VariantId } from '../domain/ids.ts'
import { countSchema, idSchema, positiveSchema, quantitySchema } from '../journal/schema.ts'

export const MAX_WANTS = 100
export const MAX_LEASES_TOLD = 500

const wantSchema = v.object({
  variant: idSchema<VariantId>(),
  /** How much the till would like to hold on top of what it has. */
  quantity: quantitySchema,
  /** What of it a customer is waiting for. */
  needed: countSchema,
  /** What it holds: less than the endpoint thinks while its latest sales are on their way. */
  held: v.optional(countSchema),
})
export type LeaseWant = v.InferOutput<typeof wantSchema>

export const leaseRequestSchema = v.object({
  protocol: positiveSchema,
  wants: v.pipe(v.array(wantSchema), v.minLength(1), v.maxLength(MAX_WANTS)),
  /** Leases that the till has taken already, though its entry about that may still be on its way. */
  taken: v.optional(v.pipe(v.array(idSchema<LeaseId>()), v.maxLength(MAX_LEASES_TOLD)), []),
})
export type LeaseRequest = v.InferOutput<typeof leaseRequestSchema>
/** As a till writes it. */
export type LeaseAsking = v.InferInput<typeof leaseRequestSchema>

const grantSchema = v.object({
  lease: idSchema<LeaseId>(),
  variant: idSchema<VariantId>(),
  quantity: quantitySchema,
  token: positiveSchema,
})
export type Grant = v.InferOutput<typeof grantSchema>

export const leaseAnswerSchema = v.object({
  protocol: positiveSchema,
  epoch: countSchema,
  /** New ones, and those of the wanted variants that the till had been granted and not taken. */
  grants: v.array(grantSchema),
  /** After a restore nothing is granted until every living device has come back (rule K7). */
  frozen: v.boolean(),
})
export type LeaseAnswer = v.InferOutput<typeof leaseAnswerSchema>
