/** Pull by the endpoint's own cursor; the cursor moves in the transaction that stores what it covers. */
import * as v from 'valibot'
import type { DeviceId } from '../../core/domain/ids.ts'
import { idSchema, positiveSchema } from '../../core/journal/schema.ts'
import { MAX_PULL_ENTRIES } from '../../core/protocol/pull.ts'
import { ok, type Result } from '../../core/result.ts'
import { readAcknowledged } from '../replica/outbox.ts'
import { readCursor, storeFeed } from '../replica/snapshots.ts'
import type { EndpointProblem } from './endpoint-client.ts'
import type { StepOutcome, SyncDeps } from './pusher.ts'

const placeSchema = v.object({ device: idSchema<DeviceId>(), seq: positiveSchema })

/** Fetches and stores one page of what other devices wrote. */
export async function pullStep({ replica, client }: SyncDeps): Promise<Result<StepOutcome, EndpointProblem>> {
  const { registered } = await readAcknowledged(replica)
  if (!registered) return ok('done')
  const { views, tabs } = replica.deps
  const { cursor, epoch } = await readCursor(views)
  const answer = await client.pull(cursor, MAX_PULL_ENTRIES)
  if (!answer.ok) return answer
  const { header, lines } = answer.value
  if (epoch !== 0 && header.epoch !== epoch) {
    // A restored endpoint numbers anew: start over; what is stored already is recognised by device and seq.
    await storeFeed(views, [], { epoch: header.epoch, cursor: 0 })
    return ok('more')
  }
  const rows = [...lines.map(toFeedRow), ...header.unreadable.map((place) => ({ ...place, bytes: null }))]
  const foreign = rows.filter((row) => row !== null && row.device !== replica.identity.device)
  await storeFeed(
    views,
    foreign.filter((row) => row !== null),
    { epoch: header.epoch, cursor: header.next },
  )
  if (foreign.length > 0) {
    await replica.catchUp()
    tabs.post({ type: 'feed' })
  }
  return ok(header.more ? 'more' : 'done')
}

function toFeedRow(bytes: string) {
  try {
    const place = v.safeParse(placeSchema, JSON.parse(bytes))
    return place.success ? { ...place.output, bytes } : null
  } catch {
    return null
  }
}
