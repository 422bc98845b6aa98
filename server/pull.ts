/** Pull: a page of the location's feed, each entry's bytes as its device sent them. */
import * as v from 'valibot'
import type { DeviceId, LocationId } from '../core/domain/ids.ts'
import { idSchema } from '../core/journal/schema.ts'
import type { Failure } from '../core/protocol/failure.ts'
import { MAX_PULL_ENTRIES, type PullHeader } from '../core/protocol/pull.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { err, ok, type Result } from '../core/result.ts'
import { failure } from './refusal.ts'
import type { FeedPage, KnownDevice, Storage } from './storage/storage.ts'

const wholeNumber = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))

export const pullQuerySchema = v.object({
  /** Entries behind this cursor; 0 is the beginning. */
  cursor: v.optional(wholeNumber, '0'),
  limit: v.optional(wholeNumber, String(MAX_PULL_ENTRIES)),
  /** `true` includes the asking device's own entries: for a replica that is built anew. */
  own: v.optional(v.picklist(['true', 'false']), 'false'),
  /** Entries of this device alone, from the place `from` of its journal on; the cursor stays as it is. */
  device: v.optional(idSchema<DeviceId>()),
  from: v.optional(wholeNumber, '1'),
})

/** Reads one page as newline-delimited JSON. */
export async function pull(
  storage: Pick<Storage, 'readSince' | 'readDevice'>,
  device: KnownDevice,
  query: Record<string, string>,
): Promise<Result<Buffer, Failure>> {
  const parsed = v.safeParse(pullQuerySchema, query)
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]) ?? 'query'
    return err(failure('bad-request', `${field}: give a whole number (own: true or false; device: an id).`))
  }
  const { cursor, own, device: wanted, from } = parsed.output
  const limit = Math.min(Math.max(parsed.output.limit, 1), MAX_PULL_ENTRIES)
  const except = own === 'true' ? null : device.device
  const { location } = device
  const page =
    wanted === undefined
      ? await storage.readSince({ location, after: cursor, limit, except })
      : await readOne(storage, { location, device: wanted, from, limit, cursor })
  return ok(toNdjson(page))
}

/** A page of one device's journal: for a device that holds a sale's figures but not its entry. */
async function readOne(
  storage: Pick<Storage, 'readSince' | 'readDevice'>,
  { location, device, from, limit, cursor }: OneDevice,
): Promise<FeedPage> {
  const { epoch } = await storage.readSince({ location, after: cursor, limit: 1, except: null })
  const entries = await storage.readDevice(location, device, { from, limit })
  return { epoch, entries, next: cursor, more: entries.length === limit }
}

interface OneDevice {
  readonly location: LocationId
  readonly device: DeviceId
  readonly from: number
  readonly limit: number
  readonly cursor: number
}

function toNdjson(page: FeedPage): Buffer {
  const lines = page.entries.filter((entry) => entry.state !== 'quarantined')
  const header: PullHeader = {
    protocol: PROTOCOL_VERSION,
    epoch: page.epoch,
    next: page.next,
    more: page.more,
    count: lines.length,
    unreadable: page.entries
      .filter((entry) => entry.state === 'quarantined')
      .map(({ device, seq }) => ({ device, seq })),
  }
  const parts: Uint8Array[] = [Buffer.from(`${JSON.stringify(header)}\n`)]
  for (const { raw } of lines) parts.push(raw, LINE_END)
  return Buffer.concat(parts)
}

const LINE_END = Buffer.from('\n')
