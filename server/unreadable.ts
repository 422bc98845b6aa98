/** `GET /api/unreadable`: an entry in quarantine as its device sent it, for whoever can make sense of its bytes. */
import * as v from 'valibot'
import type { DeviceId } from '../core/domain/ids.ts'
import { idSchema } from '../core/journal/schema.ts'
import type { Failure } from '../core/protocol/failure.ts'
import { err, ok, type Result } from '../core/result.ts'
import { failure } from './refusal.ts'
import type { KnownDevice, Storage } from './storage/storage.ts'

const querySchema = v.object({
  device: idSchema<DeviceId>(),
  seq: v.pipe(v.string(), v.regex(/^[1-9]\d{0,14}$/), v.transform(Number)),
})

/** Its bytes. What can be read is given by the pull, and not from here. */
export async function readUnreadable(
  storage: Pick<Storage, 'readDevice'>,
  { location }: Pick<KnownDevice, 'location'>,
  query: Record<string, string>,
): Promise<Result<Uint8Array, Failure>> {
  const parsed = v.safeParse(querySchema, query)
  if (!parsed.success) return err(failure('bad-request', 'Give a device and the place in its journal.'))
  const { device, seq } = parsed.output
  const [entry] = await storage.readDevice(location, device, { from: seq, limit: 1 })
  if (entry?.seq !== seq || entry.state !== 'quarantined') return err(NOTHING)
  return ok(entry.raw)
}

const NOTHING = failure('not-found', 'There is no unreadable entry at this place.')
