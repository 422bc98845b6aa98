/**
 * Live: `GET /api/live`, an answer of server-sent events that does not end. `poke` says that the location's feed
 * has grown (its id is the feed number), `beat` that the line still stands. Both are hints: the pull decides.
 */
import * as v from 'valibot'
import { countSchema } from '../journal/schema.ts'

/** So often the endpoint lets each listener hear something, in ms. */
export const BEAT_MS = 5000

export const pokeSchema = v.object({
  /** The feed holds entries as far as here, and perhaps more. */
  v: countSchema,
  epoch: countSchema,
})
export type Poke = v.InferOutput<typeof pokeSchema>
