/**
 * A newcomer takes over a snapshot instead of a long feed, part by part and in order, so that it sells after the
 * first one and goes on after a cut where it stopped. What cannot be had that way is pulled from the beginning.
 */
import type { SnapshotAnswer } from '../../core/protocol/snapshot.ts'
import { ok, type Result } from '../../core/result.ts'
import { type BaseRow, beginBase, readBase, storePart } from '../replica/base.ts'
import type { Replica } from '../replica/replica.ts'
import { readCursor, writeCursor } from '../replica/snapshots.ts'
import type { EndpointProblem } from './endpoint-client.ts'
import type { StepOutcome, SyncDeps } from './pusher.ts'

/** After so many snapshots that came to nothing the feed is pulled instead. */
const MOST_FAILURES = 3

type Step = Result<StepOutcome, EndpointProblem>

/** Takes the next step of a device that has never pulled; null when it is to pull from the beginning. */
export async function newcomerStep(deps: SyncDeps): Promise<Step | null> {
  const base = await readBase(deps.replica.deps.views)
  if (base.failures >= MOST_FAILURES || typeof DecompressionStream === 'undefined') {
    deps.onArriving?.(null)
    return null
  }
  if (!base.answer) return begin(deps, base)
  if (base.have < base.answer.parts.length) return takePart(deps, base, base.answer)
  return finish(deps, base, base.answer)
}

async function begin({ replica, client, onArriving }: SyncDeps, { failures }: BaseRow): Promise<Step | null> {
  const named = await client.snapshot()
  // An endpoint that knows no snapshots has a feed all the same.
  if (!named.ok) return named.error.code === 'not-found' ? null : named
  if (named.value.parts.length === 0) return null
  await beginBase(replica.deps.views, { answer: named.value, failures })
  onArriving?.(0)
  return ok('more')
}

async function takePart(
  { replica, client, onArriving }: SyncDeps,
  base: BaseRow,
  answer: SnapshotAnswer,
): Promise<Step> {
  const { views, tabs } = replica.deps
  const index = base.have
  const before = bytesOf(answer.parts.slice(0, index))
  const all = bytesOf(answer.parts)
  const packed = await client.snapshotPart(answer.cursor, index, (bytes) =>
    onArriving?.(Math.min(1, (before + bytes) / all)),
  )
  if (!packed.ok) return packed.error.code === 'not-found' ? startAnew(replica, base) : packed
  const bytes = await packed.value.arrayBuffer()
  if ((await sha256Of(bytes)) !== answer.parts[index]?.hash) return startAnew(replica, base)
  await storePart(views, answer, { index, packed: bytes })
  if (index === 0 && answer.parts.length > 1) {
    await replica.adoptBase()
    tabs.post({ type: 'base' })
  }
  return ok('more')
}

const bytesOf = (parts: SnapshotAnswer['parts']) => parts.reduce((total, { bytes }) => total + bytes, 0)

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** All parts are here: if they are what the endpoint said, the pull goes on behind them. */
async function finish(
  { replica, onArriving }: SyncDeps,
  base: BaseRow,
  { epoch, cursor }: SnapshotAnswer,
): Promise<Step> {
  const { views, tabs } = replica.deps
  if (!(await replica.adoptBase())) return startAnew(replica, base)
  await writeCursor(views, { ...(await readCursor(views)), epoch, cursor })
  tabs.post({ type: 'base' })
  onArriving?.(null)
  return ok('more')
}

async function startAnew(replica: Replica, { failures }: BaseRow): Promise<Step> {
  await beginBase(replica.deps.views, { answer: null, failures: failures + 1 })
  return ok('more')
}
