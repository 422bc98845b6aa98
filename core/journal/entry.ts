/** The journal's entry: its envelope, its canonical bytes and how bytes become an entry again. */
import * as v from 'valibot'
import type { DeviceId, EntryId, LocationId, Millis, ShiftId, StaffId } from '../domain/ids.ts'
import { err, ok, type Result } from '../result.ts'
import { BODY_SCHEMAS, type Bodies, type EntryKind } from './kinds.ts'
import { hashSchema, idSchema, positiveSchema, textSchema, wallClockSchema } from './schema.ts'

/** One deed. `prev` is the SHA-256 of the canonical bytes of this device's previous entry. */
export interface Envelope {
  readonly id: EntryId
  readonly location: LocationId
  readonly device: DeviceId
  /** 1, 2, 3 … per device, without a gap. */
  readonly seq: number
  readonly version: number
  /** Max seen + 1. */
  readonly lamport: number
  readonly at: Millis
  readonly staff: StaffId | null
  readonly shift: ShiftId | null
  readonly prev: string
}

export type Entry = {
  [Kind in EntryKind]: Envelope & { readonly kind: Kind; readonly body: Bodies[Kind] }
}[EntryKind]

/** An entry whose kind or version this build does not know: kept whole, counted, folded by a later build. */
export type UnknownEntry = Envelope & { readonly kind: string; readonly body: unknown }

/** A deed before it has its place in the journal. */
export type Draft = {
  [Kind in EntryKind]: {
    readonly id: EntryId
    readonly kind: Kind
    readonly at: Millis
    readonly staff: StaffId | null
    readonly shift: ShiftId | null
    readonly body: Bodies[Kind]
  }
}[EntryKind]

/** An entry's largest size in UTF-8 bytes. */
export const MAX_ENTRY_BYTES = 256 * 1024

export const envelopeSchema = v.object({
  id: idSchema<EntryId>(),
  location: idSchema<LocationId>(),
  device: idSchema<DeviceId>(),
  seq: positiveSchema,
  kind: textSchema(40),
  version: positiveSchema,
  lamport: positiveSchema,
  at: wallClockSchema as unknown as v.GenericSchema<number, Millis>,
  staff: v.nullable(idSchema<StaffId>()),
  shift: v.nullable(idSchema<ShiftId>()),
  prev: hashSchema,
  body: v.unknown(),
})

export type EntryFlaw = { readonly code: 'not-json' | 'bad-envelope' | 'bad-body'; readonly detail: string }

export type ParsedEntry =
  | { readonly known: true; readonly entry: Entry }
  | { readonly known: false; readonly entry: UnknownEntry }

/** Reads an entry from its bytes. A flaw names the field; the bytes themselves are for the caller to keep. */
export function parseEntry(bytes: string): Result<ParsedEntry, EntryFlaw> {
  let json: unknown
  try {
    json = JSON.parse(bytes)
  } catch {
    return err({ code: 'not-json', detail: 'the bytes are not JSON' })
  }
  if (bytes.includes('\\u') && holdsHalfCharacter(bytes, json))
    return err({ code: 'not-json', detail: 'a text holds half a character: it has no canonical form' })
  const envelope = v.safeParse(envelopeSchema, json)
  if (!envelope.success) return err({ code: 'bad-envelope', detail: explain(envelope.issues) })
  return parseBody(envelope.output)
}

/**
 * Half of a character, written as an escape (an even number of backslashes before it are text). It could be
 * stored but never hashed as part of a state; our own writers replace it before sealing.
 */
function holdsHalfCharacter(bytes: string, json: unknown): boolean {
  return ESCAPED_SURROGATE.test(bytes) && ESCAPED_SURROGATE.test(JSON.stringify(json))
}

const ESCAPED_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/i

function parseBody(entry: UnknownEntry): Result<ParsedEntry, EntryFlaw> {
  const versions = Object.hasOwn(BODY_SCHEMAS, entry.kind) ? BODY_SCHEMAS[entry.kind as EntryKind] : undefined
  const schema: v.GenericSchema | undefined = versions?.[entry.version as 1]
  if (!schema) return ok({ known: false, entry })
  const body = v.safeParse(schema, entry.body)
  if (!body.success) return err({ code: 'bad-body', detail: explain(body.issues) })
  return ok({ known: true, entry: { ...entry, body: body.output } as Entry })
}

function explain(issues: readonly v.BaseIssue<unknown>[]): string {
  const [first] = issues
  return first ? `${v.getDotPath(first) ?? 'entry'}: ${first.message}`.slice(0, 300) : 'unreadable'
}
