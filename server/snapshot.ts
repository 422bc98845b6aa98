/**
 * Snapshots for newcomers: a location's live view, packed once in parts that fit together, and kept for some
 * minutes within a bound of bytes. Packing goes in slices, so that other requests get their turn.
 */
import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { LocationId } from '../core/domain/ids.ts'
import type { State } from '../core/journal/state.ts'
import { stateHashAtLeisure } from '../core/journal/state-hash.ts'
import { copyState, firstPartOf, salesPartsOf } from '../core/journal/state-parts.ts'
import type { SnapshotAnswer } from '../core/protocol/snapshot.ts'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'
import type { LocationViews } from './location-views.ts'

export interface Snapshots {
  /** A snapshot of the location, fresh or some minutes old; one without parts where the feed is short. */
  current(location: LocationId): Promise<SnapshotAnswer>
  /** One part of a snapshot that was named; null when it is gone. */
  part(location: LocationId, cursor: number, part: number): Uint8Array | null
}

export interface SnapshotOptions {
  /** Feeds up to this length are pulled as they are. */
  readonly minEntries?: number
  readonly salesPerPart?: number
  readonly maxBytes?: number
}

/** A newcomer needs a minute or two on a slow line; one that comes within them takes the same snapshot. */
const KEPT_MS = 10 * 60_000
const NAMED_MS = 2 * 60_000

interface Packed {
  readonly location: LocationId
  readonly answer: SnapshotAnswer
  readonly parts: readonly Uint8Array[]
  readonly bytes: number
  readonly madeAtMs: number
}

const pack = promisify(gzip)
const breath = () => new Promise<void>((resolve) => setImmediate(resolve))

/** `nowMs` is a monotonic clock. */
export function createSnapshots(
  views: Pick<LocationViews, 'read'>,
  nowMs: () => number,
  { minEntries = 2000, salesPerPart = 1000, maxBytes = 128 * 1024 * 1024 }: SnapshotOptions = {},
): Snapshots {
  let kept: readonly Packed[] = []
  const making = new Map<LocationId, Promise<SnapshotAnswer>>()
  const make = async (location: LocationId): Promise<SnapshotAnswer> => {
    const view = await views.read(location)
    const { v: cursor, epoch } = view
    if (cursor <= minEntries) return { ...SHORT_FEED, epoch, cursor, parts: [] }
    const packed = await packState(location, { cursor, epoch, state: copyState(view.state) }, salesPerPart)
    kept = within(maxBytes, [{ ...packed, madeAtMs: nowMs() }, ...kept])
    return packed.answer
  }
  return {
    current(location) {
      const now = nowMs()
      kept = kept.filter(({ madeAtMs }) => now - madeAtMs < KEPT_MS)
      const fresh = kept.find((one) => one.location === location && now - one.madeAtMs < NAMED_MS)
      if (fresh) return Promise.resolve(fresh.answer)
      const running = making.get(location) ?? make(location).finally(() => making.delete(location))
      making.set(location, running)
      return running
    },
    part(location, cursor, part) {
      const packed = kept.find((one) => one.location === location && one.answer.cursor === cursor)
      return packed?.parts[part] ?? null
    },
  }
}

const SHORT_FEED = { protocol: PROTOCOL_VERSION, stateHash: '0'.repeat(64) }

/** The newest that fit; the newest itself always. */
function within(maxBytes: number, newestFirst: readonly Packed[]): readonly Packed[] {
  let total = 0
  return newestFirst.filter((packed, index) => {
    total += packed.bytes
    return index === 0 || total <= maxBytes
  })
}

async function packState(
  location: LocationId,
  { cursor, epoch, state }: { readonly cursor: number; readonly epoch: number; readonly state: State },
  salesPerPart: number,
): Promise<Omit<Packed, 'madeAtMs'>> {
  const parts: Uint8Array[] = [await packJson(firstPartOf(state))]
  for (const sales of salesPartsOf(state, salesPerPart)) parts.push(await packJson(sales))
  const stateHash = await stateHashAtLeisure(state, (text) => hash('sha256', text, 'hex'), breath)
  const sizes = parts.map((part) => ({ bytes: part.byteLength, hash: hash('sha256', part, 'hex') }))
  const answer = { protocol: PROTOCOL_VERSION, epoch, cursor, stateHash, parts: sizes }
  return { location, answer, parts, bytes: sizes.reduce((total, { bytes }) => total + bytes, 0) }
}

const packJson = async (json: unknown): Promise<Uint8Array> => pack(JSON.stringify(json), { level: 3 })
