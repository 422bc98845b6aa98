/**
 * A till's file of unsent entries, brought in at another device: read line by line, handed over as a relay with the
 * bytes as they are, in sequence. What the endpoint has already is passed over; bringing it twice is bringing it once.
 */
import * as v from 'valibot'
import type { DeviceId, LocationId } from '../../core/domain/ids.ts'
import { idSchema, positiveSchema } from '../../core/journal/schema.ts'
import type { PushAnswer, PushHeader, PushResult } from '../../core/protocol/push.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Identity } from './journal-database.ts'

/** One device's entries in a file, in sequence, each place once. */
export interface FileJournal {
  readonly device: DeviceId
  readonly lines: readonly FileLine[]
}

interface FileLine {
  readonly seq: number
  readonly bytes: string
}

export interface OutboxFile {
  readonly journals: readonly FileJournal[]
  /** Numbers of the lines that are no entry: a file may be cut off. */
  readonly unreadable: readonly number[]
}

/** `nonsense`: not one line is an entry. `other-location`, `own`: entries that are not to be brought in here. */
export type FileFlaw = { readonly kind: 'empty' | 'nonsense' | 'other-location' | 'own' }

const lineSchema = v.object({
  location: idSchema<LocationId>(),
  device: idSchema<DeviceId>(),
  seq: positiveSchema,
})

/** Reads a file as a till saves it: one entry's bytes a line. */
export function readOutboxFile(
  text: string,
  { location, device: own }: Pick<Identity, 'location' | 'device'>,
): Result<OutboxFile, FileFlaw> {
  const byDevice = new Map<DeviceId, Map<number, FileLine>>()
  const unreadable: number[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const bytes = line.endsWith('\r') ? line.slice(0, -1) : line
    if (bytes.trim() === '') continue
    const place = readPlace(bytes)
    if (!place) {
      unreadable.push(index + 1)
      continue
    }
    if (place.location !== location) return err({ kind: 'other-location' })
    const lines = byDevice.get(place.device) ?? new Map<number, FileLine>()
    byDevice.set(place.device, lines)
    if (!lines.has(place.seq)) lines.set(place.seq, { seq: place.seq, bytes })
  }
  if (byDevice.size === 0) return err({ kind: unreadable.length > 0 ? 'nonsense' : 'empty' })
  if (byDevice.has(own)) return err({ kind: 'own' })
  const journals = [...byDevice].map(([device, lines]) => ({
    device,
    lines: [...lines.values()].sort((a, b) => a.seq - b.seq),
  }))
  return ok({ journals, unreadable })
}

function readPlace(bytes: string): v.InferOutput<typeof lineSchema> | null {
  try {
    const place = v.safeParse(lineSchema, JSON.parse(bytes))
    return place.success ? place.output : null
  } catch {
    return null
  }
}

/** What became of one device's entries. */
export interface BroughtIn {
  readonly device: DeviceId
  /** Entries that the endpoint did not have. */
  readonly added: number
  /** Entries that it had before. */
  readonly known: number
  /** Those that were kept but not simply recorded. */
  readonly flagged: readonly PushResult[]
  /** Places that neither the endpoint nor the file has; what follows them was not taken. */
  readonly missing: { readonly from: number; readonly to: number } | null
}

/** Hands lines over; a gap is answered with what the endpoint has. */
export type Push<Problem> = (
  header: PushHeader,
  lines: readonly string[],
) => Promise<Result<Pick<PushAnswer, 'have' | 'results'>, Problem>>

export interface BringInDeps<Problem> {
  readonly identity: Pick<Identity, 'location' | 'device'>
  readonly push: Push<Problem>
  readonly build: string
}

/** Brings one device's entries in, as far as they follow what the endpoint has. */
export async function bringIn<Problem>(
  { identity, push, build }: BringInDeps<Problem>,
  { device, lines }: FileJournal,
): Promise<Result<BroughtIn, Problem>> {
  const relay = (from: number, bytes: readonly string[]) => {
    const { location, device: relayedBy } = identity
    return push({ protocol: PROTOCOL_VERSION, location, device, epoch: null, from, build, relayedBy }, bytes)
  }
  const first = lines[0]?.seq ?? 1
  const asked = await relay((lines.at(-1)?.seq ?? 0) + 1, [])
  if (!asked.ok) return asked
  const had = asked.value.have.seq
  if (first > had + 1) {
    const missing = { from: had + 1, to: first - 1 }
    return ok({ device, added: 0, known: 0, flagged: [], missing })
  }
  const run = contiguous(lines)
  const flagged: PushResult[] = []
  for (const batch of batches(run)) {
    const answer = await relay(
      batch[0]?.seq ?? 1,
      batch.map(({ bytes }) => bytes),
    )
    if (!answer.ok) return answer
    flagged.push(...answer.value.results)
  }
  const added = run.filter(({ seq }) => seq > had).length
  const next = lines[run.length]
  const missing = next ? { from: first + run.length, to: next.seq - 1 } : null
  return ok({ device, added, known: run.length - added, flagged, missing })
}

/** The lines up to the first place that the file lacks. */
function contiguous(lines: readonly FileLine[]): readonly FileLine[] {
  const first = lines[0]?.seq ?? 0
  const end = lines.findIndex(({ seq }, index) => seq !== first + index)
  return end === -1 ? lines : lines.slice(0, end)
}

const BATCH_ENTRIES = 500
const BATCH_CHARACTERS = 1_000_000

/** At most a megabyte each, and at least one entry. */
function batches(lines: readonly FileLine[]): readonly (readonly FileLine[])[] {
  const cut: FileLine[][] = []
  let characters = 0
  for (const line of lines) {
    const batch = cut.at(-1)
    characters += line.bytes.length
    if (batch && batch.length < BATCH_ENTRIES && characters <= BATCH_CHARACTERS) batch.push(line)
    else {
      cut.push([line])
      characters = line.bytes.length
    }
  }
  return cut
}
