/** Pull by the endpoint's own cursor; the cursor moves in the transaction that stores what it covers. */
import * as v from 'valibot'
import type { DeviceId } from '../../core/domain/ids.ts'
import { idSchema, positiveSchema } from '../../core/journal/schema.ts'
import { MAX_PULL_ENTRIES } from '../../core/protocol/pull.ts'
import { ok, type Result } from '../../core/result.ts'
import { readMeta } from '../replica/journal-database.ts'
import { readAcknowledged } from '../replica/outbox.ts'
import { readCursor, storeFeed, writeCursor } from '../replica/snapshots.ts'
import { carryOverStep } from './carry-over.ts'
import type { EndpointProblem } from './endpoint-client.ts'
import { newcomerStep } from './newcomer.ts'
import { fetchPins } from './pin-sync.ts'
import type { StepOutcome, SyncDeps } from './pusher.ts'
import { relayStep } from './relay.ts'

const placeSchema = v.object({ device: idSchema<DeviceId>(), seq: positiveSchema })

/**
 * Fetches and stores one page of what other devices wrote; behind the last one it brings what the endpoint lost. An
 * endpoint that no longer knows this device was restored to before its pairing: the hello shows what readmits it.
 */
export async function pullStep(deps: SyncDeps): Promise<Result<StepOutcome, EndpointProblem>> {
  const step = await pullPage(deps)
  if (!step.ok && step.error.code === 'unauthorized') deps.onEpoch?.()
  return step
}

async function pullPage(deps: SyncDeps): Promise<Result<StepOutcome, EndpointProblem>> {
  const { replica, client } = deps
  const { registered } = await readAcknowledged(replica)
  if (!registered) return ok('done')
  const { views, tabs } = replica.deps
  const before = await readCursor(views)
  // One that carries an earlier journal over needs every entry: a snapshot would not tell what the endpoint holds of it.
  const carries = (await readMeta(replica.deps.journal, 'carriesOver')) !== undefined
  const takenOver = before.epoch === 0 && !carries ? await newcomerStep(deps) : null
  if (takenOver) return takenOver
  const answer = await client.pull(before.cursor, MAX_PULL_ENTRIES)
  if (!answer.ok) return answer
  const { header, lines } = answer.value
  const { epoch } = header
  if (before.epoch !== 0 && epoch !== before.epoch) {
    // A restored endpoint numbers anew: start over; what is stored already is recognised by device and seq.
    await writeCursor(views, { epoch, cursor: 0, relay: { done: [], forked: [] } })
    deps.onEpoch?.()
    return ok('more')
  }
  const rows = [...lines.map(toFeedRow), ...header.unreadable.map((place) => ({ ...place, bytes: null }))]
  const foreign = rows
    .filter((row) => row !== null)
    .filter(({ device }) => device !== replica.identity.device)
  await storeFeed(views, foreign, { ...before, epoch, cursor: header.next })
  if (foreign.length > 0) {
    await replica.catchUp()
    tabs.post({ type: 'feed' })
  }
  if (header.more) return ok('more')
  if (await replica.settleBase(epoch)) tabs.post({ type: 'base' })
  const fetched = await fetchPins(deps)
  if (!fetched.ok && fetched.error.kind !== 'refused') return fetched
  const relayed = await relayStep(deps)
  return relayed.ok && relayed.value === 'done' ? carryOverStep(replica) : relayed
}

function toFeedRow(bytes: string) {
  try {
    const place = v.safeParse(placeSchema, JSON.parse(bytes))
    return place.success ? { ...place.output, bytes } : null
  } catch {
    return null
  }
}
