/** PINs between devices (rule I16): their hashes travel beside the journal, whose settings only tell of a change. */
import { err, ok, type Result } from '../../core/result.ts'
import { bindPins, forgetPending, readPendingPins } from '../replica/pins.ts'
import type { EndpointProblem } from './endpoint-client.ts'
import type { SyncDeps } from './pusher.ts'

type PinDeps = Pick<SyncDeps, 'replica' | 'client'>

/** Refusals that pass: what was refused so is tried again, and is not answered yet. */
const PASSES: ReadonlySet<string> = new Set(['too-many-requests', 'internal'])

/**
 * Hands over the hashes that wait; called before the entries that tell of them. A refusal that passes counts as no
 * answer, so that those entries wait too.
 */
export async function sendPins({ replica, client }: PinDeps): Promise<Result<null, EndpointProblem>> {
  const { journal } = replica.deps
  const pins = await readPendingPins(journal)
  if (pins.length === 0) return ok(null)
  const answer = await client.sendPins([...pins])
  if (!answer.ok) return err(PASSES.has(answer.error.code) ? unanswered(answer.error) : answer.error)
  await forgetPending(journal, pins)
  return ok(null)
}

const unanswered = (problem: EndpointProblem): EndpointProblem => ({ ...problem, kind: 'unreachable' })

/** Fetches the hashes when the settings tell of a change that this device has not bound yet. */
export async function fetchPins({ replica, client }: PinDeps): Promise<Result<null, EndpointProblem>> {
  const { journal } = replica.deps
  const changes = new Map(
    replica.store.getState().staff.flatMap(({ id, pinChanged }) => (pinChanged ? [[id, pinChanged]] : [])),
  )
  if (changes.size === 0) return ok(null)
  const bound = new Map((await journal.pins.toArray()).map((row) => [row.staff, row]))
  const stale = new Set(
    [...changes].filter(([id, change]) => bound.get(id)?.changed !== change).map(([id]) => id),
  )
  if (stale.size === 0) return ok(null)
  const answer = await client.readPins()
  if (!answer.ok) return answer
  const wanted = answer.value.pins.filter(({ staff }) => stale.has(staff))
  const isNew = wanted.filter(({ staff, salt }) => bound.get(staff)?.salt !== salt)
  await bindPins(journal, isNew, (staff) => changes.get(staff))
  // The hash that is bound already, under another change: its attempts stay counted.
  for (const { staff } of wanted.filter((pin) => !isNew.includes(pin)))
    await journal.pins.update(staff, { changed: changes.get(staff) ?? 0 })
  return ok(null)
}
