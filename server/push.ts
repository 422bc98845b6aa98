/**
 * Push, step by step (docs/spec/sync.md has the same numbers):
 *
 * Y1  The device is known by its token before the body is read.
 * Y2  The header is read by its schema; it names the device and the location of the token.
 * Y3  A protocol under the floor, and one above ours, is refused; nothing else about a version is.
 * Y4  A push that starts beyond `have + 1` is answered 409 `gap` with `have`; nothing of it is kept.
 * Y5  A place that is taken by the same bytes is passed over; its answer is the one it got.
 * Y6  A place that is taken by other bytes: those are kept as a fork beside the entry.
 * Y7  A line that is too large, unreadable or in a wrong place is quarantined whole, takes its place, and
 *     the entries after it go on.
 * Y8  An entry whose `prev` is not the hash of the one before is recorded as `chain-broken`.
 * Y9  Each kept entry gets the location's next feed number; all of it is one durable transaction.
 * Y10 The view is folded after the commit; then the answer leaves.
 * Y22 What is odd is named in the endpoint's own journal, in the same transaction (`judge.ts`).
 * Y23 A paired device may bring another one's entries; that is named too.
 * Y37 A packed push is put together again before anything is decided about its lines.
 *
 * Y4 to Y9 are decided by `planPush` inside the store's transaction.
 */
import { isUtf8 } from 'node:buffer'
import type { DeviceId, Millis } from '../core/domain/ids.ts'
import type { State } from '../core/journal/state.ts'
import type { Failure } from '../core/protocol/failure.ts'
import { unpackPush } from '../core/protocol/packed-push.ts'
import {
  type GapAnswer,
  MAX_PUSH_BYTES,
  MAX_PUSH_ENTRIES,
  type PushAnswer,
  type PushHeader,
  pushHeaderSchema,
} from '../core/protocol/push.ts'
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../core/protocol/version.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { LocationViews } from './location-views.ts'
import { hashLine, type PlannedPush, type PushedLine, planPush } from './push-plan.ts'
import { parseJson, readBody } from './read-body.ts'
import { isRecovering } from './recovery.ts'
import { failure } from './refusal.ts'
import type { KnownDevice, Storage } from './storage/storage.ts'

export interface PushDeps {
  readonly storage: Pick<Storage, 'applyPush' | 'devices'>
  readonly views: Pick<LocationViews, 'follow' | 'nearly' | 'read'>
  readonly now: () => Millis
}

export type PushOutcome = { readonly answer: PushAnswer } | { readonly gap: GapAnswer }

/** Takes a push in from its request; the caller has done Y1. */
export async function receivePush(
  deps: PushDeps,
  device: KnownDevice,
  request: Request,
): Promise<Result<PushOutcome, Failure>> {
  const body = await readBody(request, MAX_PUSH_BYTES)
  if (!body.ok) return body
  const [first, ...lines] = splitLines(body.value)
  const header = parseJson(first?.toString('utf8') ?? '', pushHeaderSchema)
  if (!header.ok) return header
  const refused = checkHeader(header.value, device) ?? checkCount(header.value, lines)
  if (refused) return err(refused)
  const pushed = readLines(header.value, lines)
  if (!pushed.ok) return pushed
  const { epoch } = await deps.views.nearly(device.location)
  if (isEndpointOf(header.value.device, epoch)) return err(NOBODYS)
  return ok(await push(deps, header.value, pushed.value))
}

/** Steps Y4 to Y10 for lines whose header has been checked. */
export async function push(
  deps: PushDeps,
  header: Pick<PushHeader, 'location' | 'device' | 'from' | 'build'> & Partial<PushHeader>,
  lines: readonly PushedLine[],
): Promise<PushOutcome> {
  const { location, device, from, build } = header
  const at = deps.now()
  const skewMs = header.at === undefined ? null : header.at - at
  const { head = null, setBack = false } = header
  const told = { head, skewMs, epoch: header.epoch ?? null, relayed: header.relayed ?? true, setBack }
  const relayedBy = header.relayedBy ?? null
  const { state, epoch: before } = await deps.views.nearly(location)
  const recovering = await isRecovering(deps.storage, location, { epoch: before, state })
  const context = { told, relayedBy, recovering, at }
  const range = { location, device, from, count: lines.length, build, heardAt: at, told, relayedBy }
  const apply = (seen: State, doubt: (planned: PlannedPush) => void) =>
    deps.storage.applyPush(range, (known) => {
      const planned = planPush({ location, device, from }, lines, known, { ...context, state: seen })
      doubt(planned)
      return planned
    })
  const applied = await apply(state, doubtPrices).catch(async (error) => {
    if (!(error instanceof ViewInDoubt)) throw error
    return apply((await deps.views.read(location)).state, () => {})
  })
  const { epoch } = applied
  if (applied.kind === 'gap') return { gap: { code: 'gap', epoch, have: applied.have } }
  await fold(deps, header, applied.plan, applied.firstV)
  const { have, results } = applied.plan
  return { answer: { protocol: PROTOCOL_VERSION, epoch, have, results: [...results] } }
}

/** Out of the store's transaction, which then keeps nothing: the push is planned again with the view caught up. */
class ViewInDoubt extends Error {}

/** The view may not know of a price that came by another process: a sale is not blamed for that. */
function doubtPrices({ sealed }: PlannedPush): void {
  const blames = sealed.some(
    ({ parsed }) =>
      parsed.known && parsed.entry.kind === 'notice' && parsed.entry.body.about === 'price-differs',
  )
  if (blames) throw new ViewInDoubt()
}

async function fold(
  deps: PushDeps,
  { location, device }: Pick<PushHeader, 'location' | 'device'>,
  planned: PlannedPush,
  firstV: number,
): Promise<void> {
  const pushed = planned.writes.map(({ seq }, index) => ({
    device,
    seq,
    parsed: planned.parsed[index] ?? null,
  }))
  const noted = planned.sealed.map((note) => ({ ...note, seq: note.write.seq }))
  const entries = [...pushed, ...noted]
  if (entries.length > 0) await deps.views.follow(location, { firstV, entries })
}

function checkHeader(header: PushHeader, device: KnownDevice): Failure | null {
  if (header.protocol < PROTOCOL_FLOOR)
    return failure('protocol-too-old', 'This app is too old for this endpoint: reload it while online.')
  if (header.protocol > PROTOCOL_VERSION)
    return failure('unsupported', 'This app is newer than its endpoint: bring the endpoint up to date.')
  return header.relayedBy === undefined ? checkOwner(header, device) : checkRelay(header, device)
}

function checkOwner(header: PushHeader, device: KnownDevice): Failure | null {
  if (header.device === device.device && header.location === device.location) return null
  return failure('forbidden', 'A device pushes its own journal only: the token belongs to another one.')
}

/**
 * A paired device may bring what it holds of another one (a restored endpoint has lost it, or a file was saved from
 * a broken till). The bytes are chained and named; the present endpoint's own journal is nobody's to write.
 */
function checkRelay({ location, device: of, relayedBy }: PushHeader, device: KnownDevice): Failure | null {
  const isOwn = location === device.location && relayedBy === device.device && of !== device.device
  if (isOwn && !device.revoked) return null
  return failure('forbidden', 'Only a paired device may bring the entries of another one of its location.')
}

/** The journals of endpoints before a restore may come back; the present one's, and any later, may not. */
function isEndpointOf(device: DeviceId, epoch: number): boolean {
  const [, number] = /^endpoint-(.*)$/.exec(device) ?? []
  return number !== undefined && !(Number(number) < epoch)
}

const NOBODYS = failure('forbidden', 'The endpoint writes its own journal; nobody else does.')

function checkCount({ packed }: PushHeader, lines: readonly unknown[]): Failure | null {
  const tables = packed === undefined ? 0 : 1
  if (lines.length <= MAX_PUSH_ENTRIES + tables) return null
  return failure('too-large', `A push holds at most ${MAX_PUSH_ENTRIES} entries. Send it in smaller parts.`)
}

/** The entries' bytes and their hashes, put together again where they travelled packed. */
function readLines({ packed }: PushHeader, lines: readonly Buffer[]): Result<readonly PushedLine[], Failure> {
  if (packed === undefined) return ok(lines.map(hashLine))
  if (!lines.every(isUtf8)) return err(failure('bad-request', 'The packed entries are not UTF-8.'))
  const texts = lines.map((line) => line.toString('utf8'))
  const unpacked = unpackPush(texts, (text) => hashLine(Buffer.from(text)), MAX_PUSH_BYTES)
  return unpacked.ok ? unpacked : err(failure('bad-request', unpacked.error))
}

const NEWLINE = 0x0a

/** A header, a table and as many entries as are allowed; one more shows that there are too many. */
const MOST_LINES = MAX_PUSH_ENTRIES + 3

/**
 * Cuts a body into its lines without copying; one newline at the very end starts no further line. It stops where
 * there are too many: a body of nothing but newlines would be millions of lines.
 */
function splitLines(body: Buffer): readonly Buffer[] {
  const lines: Buffer[] = []
  let start = 0
  for (let end = body.indexOf(NEWLINE); end !== -1; end = body.indexOf(NEWLINE, start)) {
    if (lines.length === MOST_LINES) return lines
    lines.push(body.subarray(start, end))
    start = end + 1
  }
  if (start < body.length) lines.push(body.subarray(start))
  return lines
}
