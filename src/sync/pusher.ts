/** Push in order, acknowledge by sequence. One step sends one batch; an unsent entry has no way to be dropped. */
import { MAX_PUSH_ENTRIES, type PushAnswer } from '../../core/protocol/push.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { JournalRow } from '../replica/journal-database.ts'
import { readMeta } from '../replica/journal-database.ts'
import { acknowledge, readAcknowledged, readOutbox, setRegistered } from '../replica/outbox.ts'
import type { Replica } from '../replica/replica.ts'
import type { EndpointClient, EndpointProblem } from './endpoint-client.ts'

/** What one step of a loop came to. */
export type StepOutcome = 'more' | 'done'

const BATCH_ENTRIES = 500
const BATCH_CHARACTERS = 1_000_000

export interface SyncDeps {
  readonly replica: Replica
  readonly client: EndpointClient
  readonly build: string
}

/** Makes the device known if it is not, then sends the oldest unsent entries. */
export async function pushStep(deps: SyncDeps): Promise<Result<StepOutcome, EndpointProblem>> {
  const { replica } = deps
  const acknowledged = await readAcknowledged(replica)
  if (!acknowledged.registered) return register(deps)
  const rows = cutBatch(
    await readOutbox(replica, acknowledged.seq, Math.min(BATCH_ENTRIES, MAX_PUSH_ENTRIES)),
  )
  const first = rows[0]
  if (!first) return ok('done')
  const { location, device } = replica.identity
  const { epoch } = acknowledged
  const header = { protocol: PROTOCOL_VERSION, location, device, epoch, from: first.seq, build: deps.build }
  const answer = await deps.client.push(
    header,
    rows.map((row) => row.bytes),
  )
  if (!answer.ok) return afterRefusal(deps, answer.error)
  await keepAnswer(replica, answer.value)
  return ok('more')
}

/** At most a megabyte a batch, and at least one entry. */
function cutBatch(rows: readonly JournalRow[]): readonly JournalRow[] {
  let characters = 0
  const end = rows.findIndex((row) => {
    characters += row.bytes.length
    return characters > BATCH_CHARACTERS
  })
  return end === -1 ? rows : rows.slice(0, Math.max(1, end))
}

async function keepAnswer(
  replica: Replica,
  { epoch, have, results }: Pick<PushAnswer, 'epoch' | 'have' | 'results'>,
) {
  const head = await readMeta(replica.deps.journal, 'head')
  const held = { seq: Math.min(have.seq, head?.seq ?? 0), hash: have.hash, epoch }
  await acknowledge(replica, held, results)
}

async function register({ replica, client }: SyncDeps): Promise<Result<StepOutcome, EndpointProblem>> {
  const { location, device, token } = replica.identity
  const pins = (await readMeta(replica.deps.journal, 'pendingPins')) ?? []
  const answer = await client.register({
    protocol: PROTOCOL_VERSION,
    location,
    device,
    token,
    pins: [...pins],
  })
  if (!answer.ok) return answer
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
