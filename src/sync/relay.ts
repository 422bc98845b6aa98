/**
 * Relay: a restored endpoint has forgotten entries that others hold. Once a device has pulled all that the new epoch
 * has, it brings what the endpoint lacks of every other device: that one may be gone for good. What is due stands in
 * the cursor's row, so that a relay goes on after a crash.
 */
import type { DeviceId } from '../../core/domain/ids.ts'
import { MAX_PUSH_ENTRIES, type PushAnswer } from '../../core/protocol/push.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { ok, type Result } from '../../core/result.ts'
import { type Cursor, type FeedPlace, type RelayDue, readCursor, writeCursor } from '../replica/snapshots.ts'
import type { ViewsDatabase } from '../replica/views-database.ts'
import type { EndpointProblem } from './endpoint-client.ts'
import { cutBatch, MOST_ENTRIES } from './push-pace.ts'
import type { StepOutcome, SyncDeps } from './pusher.ts'

/** Brings the next thing that the endpoint lacks; `done` when nothing is due. */
export async function relayStep(deps: SyncDeps): Promise<Result<StepOutcome, EndpointProblem>> {
  const { views } = deps.replica.deps
  const cursor = await readCursor(views)
  const { relay } = cursor
  if (!relay) return ok('done')
  const [place] = relay.forked
  if (place) return relayFork(deps, { ...cursor, relay }, place)
  const device = await nextDevice(views, relay)
  if (device) return relayDevice(deps, { ...cursor, relay }, device)
  const { relay: _, ...rest } = cursor
  await writeCursor(views, rest)
  // The endpoint hears that this device has come back: leases wait for it (rule K7).
  deps.onEpoch?.()
  return ok('done')
}

type DueCursor = Cursor & { readonly relay: RelayDue }

/** Two entries claim one place. Both stay; that there are two is told, so that a person hears of it. */
async function relayFork(deps: SyncDeps, cursor: DueCursor, { device, seq }: FeedPlace) {
  const { views } = deps.replica.deps
  const row = await views.feed.get([device, seq])
  const lines = row?.bytes ? [row.bytes] : []
  const answer = await push(deps, cursor, { device, from: seq, lines })
  if (!answer.ok && !isFinal(answer.error)) return answer
  const forked = cursor.relay.forked.slice(1)
  await writeCursor(views, { ...cursor, relay: { ...cursor.relay, forked } })
  return ok('more' as const)
}

/** Asks what the endpoint has of a device by an empty push, then sends what follows. */
async function relayDevice(deps: SyncDeps, cursor: DueCursor, device: DeviceId) {
  const { views } = deps.replica.deps
  const asked = await push(deps, cursor, { device, from: (await lastSeq(views, device)) + 1, lines: [] })
  if (!asked.ok && !isFinal(asked.error)) return asked
  const lines = asked.ok ? await linesBehind(views, device, asked.value.have.seq) : []
  const sent = asked.ok && lines.length > 0
  const answer = sent ? await push(deps, cursor, { device, from: asked.value.have.seq + 1, lines }) : asked
  if (!answer.ok && !isFinal(answer.error)) return answer
  const moved = sent && answer.ok && answer.value.have.seq > asked.value.have.seq
  if (!moved) {
    const done = [...cursor.relay.done, device]
    await writeCursor(views, { ...cursor, relay: { ...cursor.relay, done } })
  }
  return ok('more' as const)
}

interface Relayed {
  readonly device: DeviceId
  readonly from: number
  readonly lines: readonly string[]
}

function push(
  { replica, client, build }: SyncDeps,
  { epoch }: Cursor,
  { device, from, lines }: Relayed,
): Promise<Result<Pick<PushAnswer, 'have'>, EndpointProblem>> {
  const { location, device: relayedBy } = replica.identity
  return client.push({ protocol: PROTOCOL_VERSION, location, device, epoch, from, build, relayedBy }, lines)
}

/** A refusal that another try would not change; too many requests, or a failure there, is asked again. */
const isFinal = ({ kind, code }: EndpointProblem) =>
  kind === 'refused' && code !== 'too-many-requests' && code !== 'internal' && code !== 'unauthorized'

/** The first device in the feed that is not done, found by jumping from the rows of one to the next one's. */
async function nextDevice({ feed }: ViewsDatabase, { done }: RelayDue): Promise<DeviceId | null> {
  let row = await feed.orderBy('[device+seq]').first()
  while (row && done.includes(row.device as DeviceId))
    row = await feed.where('[device+seq]').above([row.device, Infinity]).first()
  return (row?.device as DeviceId | undefined) ?? null
}

const ofDevice = ({ feed }: ViewsDatabase, device: DeviceId, from: number) =>
  feed.where('[device+seq]').between([device, from], [device, Infinity])

async function lastSeq(views: ViewsDatabase, device: DeviceId): Promise<number> {
  return (await ofDevice(views, device, 0).last())?.seq ?? 0
}

/**
 * What follows on the endpoint's last, as far as this device has it without a gap and in readable bytes. A place that
 * nobody could read ends it: other bytes there would make its own device, once it is back, look set back.
 */
async function linesBehind(views: ViewsDatabase, device: DeviceId, seq: number): Promise<readonly string[]> {
  const limit = Math.min(MOST_ENTRIES, MAX_PUSH_ENTRIES)
  const rows = await ofDevice(views, device, seq + 1)
    .limit(limit)
    .toArray()
  const end = rows.findIndex((row, index) => row.bytes === null || row.seq !== seq + 1 + index)
  const readable = (end === -1 ? rows : rows.slice(0, end)).flatMap(({ bytes }) => (bytes ? [{ bytes }] : []))
  return cutBatch(readable).map(({ bytes }) => bytes)
}
