/**
 * Push in order, acknowledge by sequence. One step sends one batch, or a hello: a push without entries, which asks
 * what the endpoint holds. An unsent entry has no way to be dropped.
 */
import type { PushAnswer, PushHeader } from '../../core/protocol/push.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { readDeviceKey } from '../replica/device-key.ts'
import { type AcknowledgedRow, readMeta } from '../replica/journal-database.ts'
import { acknowledge, isSetBack, markSetBack, readAcknowledged, setRegistered } from '../replica/outbox.ts'
import { forgetPending, readPendingPins } from '../replica/pins.ts'
import type { Replica } from '../replica/replica.ts'
import { readCursor } from '../replica/snapshots.ts'
import type { EndpointClient, EndpointProblem } from './endpoint-client.ts'
import { sendPins } from './pin-sync.ts'
import { type PushPace, paceAfter } from './push-pace.ts'
import { type Batch, nextBatch, readAhead } from './read-ahead.ts'

/** What one step of a loop came to. */
export type StepOutcome = 'more' | 'done'

export interface SyncDeps {
  readonly replica: Replica
  readonly client: EndpointClient
  readonly build: string
  /** What push remembers from step to step; without it every step is the first. */
  readonly pace?: PushPace
  /** The endpoint was restored from a backup: it has begun another epoch, or no longer knows this device. */
  readonly onEpoch?: () => void
  /** What share of a snapshot has come, 0 to 1, while one is being taken over; null when it is done. */
  readonly onArriving?: (share: number | null) => void
}

/** This device's storage is an older copy of itself: what the endpoint holds of it goes beyond it, or differs. */
export const SET_BACK: EndpointProblem = {
  kind: 'refused',
  code: 'set-back',
  message:
    "This device's storage was set back to an older copy. Selling goes on and everything is kept here; pair the device again, then hand over its unsent sales.",
}

/** Makes the device known if it is not, says hello if that is due, then sends the oldest unsent entries. */
export async function pushStep(deps: SyncDeps): Promise<Result<StepOutcome, EndpointProblem>> {
  const { replica, pace } = deps
  const acknowledged = await readAcknowledged(replica)
  if (acknowledged.setBack) return tellSetBack(deps, acknowledged)
  if (!acknowledged.registered) return register(deps)
  if (pace?.helloDue || (await isUnsure(replica, acknowledged))) return send(deps, acknowledged, NO_ENTRIES)
  const batch = await nextBatch(deps, acknowledged.seq)
  // Behind the read: an entry that tells of a new PIN was written after the PIN was put aside for the endpoint.
  const sent = await sendPins(deps)
  if (!sent.ok && sent.error.kind === 'unreachable') return sent
  return batch.rows.length === 0 ? ok('done') : send(deps, acknowledged, batch)
}

/**
 * Whether it is not known what the endpoint holds: it has never said, and may hold all of it already; or the pull has
 * met a later epoch since, and it may have forgotten what it had acknowledged.
 */
async function isUnsure(replica: Replica, { hash, epoch }: AcknowledgedRow): Promise<boolean> {
  if (hash === '') return true
  return (await readCursor(replica.deps.views)).epoch > (epoch ?? 0)
}

const NO_ENTRIES: Batch = { rows: [], packed: null }

async function send(
  deps: SyncDeps,
  acknowledged: AcknowledgedRow,
  batch: Batch,
): Promise<Result<StepOutcome, EndpointProblem>> {
  const { replica, pace } = deps
  const header = await headerOf(deps, acknowledged)
  if (pace) pace.sending = true
  const answering = pushAdmitted(deps, header, batch)
  readAhead(deps, batch)
  const answer = await answering
  if (pace) Object.assign(pace, paceAfter(pace, answer, batch.rows.length))
  if (!answer.ok) return afterRefusal(deps, answer.error)
  const kept = await keepAnswer(replica, answer.value, batch)
  if (pace && !kept.ok) pace.helloDue = true
  if (acknowledged.epoch !== null && answer.value.epoch !== acknowledged.epoch) deps.onEpoch?.()
  return kept
}

/** Says once in a while what has become of this device's storage; its unsent entries wait for a new identity. */
async function tellSetBack(
  deps: SyncDeps,
  acknowledged: AcknowledgedRow,
): Promise<Result<StepOutcome, EndpointProblem>> {
  const { pace } = deps
  if (pace && !pace.helloDue) return err(SET_BACK)
  const header = { ...(await headerOf(deps, acknowledged)), from: 1, setBack: true }
  const answer = await deps.client.push(header, [])
  if (pace) Object.assign(pace, paceAfter(pace, answer, 0))
  return err(answer.ok ? SET_BACK : answer.error)
}

async function headerOf({ replica, build }: SyncDeps, { seq, epoch }: AcknowledgedRow): Promise<PushHeader> {
  const { location, device } = replica.identity
  const head = (await readMeta(replica.deps.journal, 'head'))?.seq ?? 0
  const at = replica.deps.now()
  const cursor = await readCursor(replica.deps.views)
  const relayed = cursor.epoch === epoch && cursor.relay === undefined
  return { protocol: PROTOCOL_VERSION, location, device, epoch, from: seq + 1, build, head, at, relayed }
}

async function keepAnswer(
  replica: Replica,
  { epoch, have, results }: Pick<PushAnswer, 'epoch' | 'have' | 'results'>,
  { rows }: Batch,
): Promise<Result<StepOutcome, EndpointProblem>> {
  if (results.some(({ outcome }) => outcome === 'forked') || (await isSetBack(replica, have))) {
    await markSetBack(replica, results)
    return err(SET_BACK)
  }
  await acknowledge(replica, { ...have, epoch, sent: rows }, results)
  return ok('more')
}

async function register({ replica, client }: SyncDeps): Promise<Result<StepOutcome, EndpointProblem>> {
  const { location, device, token } = replica.identity
  const { journal } = replica.deps
  const pins = await readPendingPins(journal)
  const publicKey = (await readDeviceKey(journal))?.publicKey
  const answer = await client.register({
    protocol: PROTOCOL_VERSION,
    location,
    device,
    token,
    pins: [...pins],
    ...(publicKey ? { publicKey } : {}),
  })
  if (!answer.ok) return answer
  await forgetPending(journal, pins)
  await setRegistered(replica, true)
  return ok('more')
}

/** An endpoint that has lost its data no longer knows the device: the one that made the location makes it again. */
async function afterRefusal(
  { replica }: SyncDeps,
  problem: EndpointProblem,
): Promise<Result<StepOutcome, EndpointProblem>> {
  if (problem.code !== 'unauthorized' || replica.identity.origin !== 'made') return err(problem)
  await setRegistered(replica, false)
  return err(problem)
}

/**
 * Pushes. A device that was paired, and that a restored endpoint has forgotten, shows what it was given then and
 * pushes again, once: what is refused even so has another reason, which is told.
 */
async function pushAdmitted(deps: SyncDeps, header: PushHeader, batch: Batch) {
  const answer = await pushPacked(deps, header, batch)
  if (answer.ok || answer.error.code !== 'unauthorized' || !(await readmit(deps))) return answer
  return pushPacked(deps, header, batch)
}

/** Pushes. What the endpoint cannot unpack it gets as it is, and from then on everything. */
async function pushPacked({ client, pace }: SyncDeps, header: PushHeader, { rows, packed }: Batch) {
  const lines = rows.map((row) => row.bytes)
  const answer = await client.push(header, lines, packed)
  if (answer.ok || answer.error.code !== 'bad-request' || !packed?.form) return answer
  if (pace) pace.plainly = true
  return client.push(header, lines)
}

async function readmit({ replica, client }: SyncDeps): Promise<boolean> {
  const { location, device, token, letter, credential } = replica.identity
  if (!credential) return false
  const publicKey = (await readDeviceKey(replica.deps.journal))?.publicKey
  const request = { protocol: PROTOCOL_VERSION, location, device, token, letter, credential }
  return (await client.readmit({ ...request, ...(publicKey ? { publicKey } : {}) })).ok
}
