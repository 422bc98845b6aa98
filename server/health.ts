/** `GET /api/health` and `/healthz`. */
import * as v from 'valibot'
import { positiveSchema } from '../core/journal/schema.ts'
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../core/protocol/version.ts'
import type { Storage } from './storage/storage.ts'

export const healthAnswerSchema = v.object({
  ok: v.literal(true),
  protocol: positiveSchema,
  floor: positiveSchema,
})
export type HealthAnswer = v.InferOutput<typeof healthAnswerSchema>

/** Reads from the store, so that a healthy answer says that it can be read; throws when it cannot. */
export async function readHealth(storage: Pick<Storage, 'isEmpty'>): Promise<HealthAnswer> {
  await storage.isEmpty()
  return { ok: true, protocol: PROTOCOL_VERSION, floor: PROTOCOL_FLOOR }
}
