/**
 * The pusher of the app of protocol version 1, frozen: a tablet that has not been updated goes on talking like
 * this. It tells neither its head nor its clock, says no hello and relays nothing.
 */
import { ok } from '../../core/result.ts'
import { readMeta } from '../../src/replica/journal-database.ts'
import { acknowledge, readAcknowledged, readOutbox, setRegistered } from '../../src/replica/outbox.ts'
import type { Replica } from '../../src/replica/replica.ts'
import type { EndpointClient } from '../../src/sync/endpoint-client.ts'

const BATCH_ENTRIES = 500

/** Sends the oldest unsent entries, as version 1 did. */
export async function pushLikeVersionOne({
  replica,
  client,
}: {
  readonly replica: Replica
  readonly client: EndpointClient
}) {
  const { registered, seq, epoch } = await readAcknowledged(replica)
  const { location, device, token, origin } = replica.identity
  if (!registered) {
    const answer = await client.register({ protocol: 1, location, device, token, pins: [] })
    if (answer.ok) await setRegistered(replica, true)
    return answer.ok ? ok('more' as const) : answer
  }
  const rows = await readOutbox(replica, seq, BATCH_ENTRIES)
  const [first] = rows
  if (!first) return ok('done' as const)
  const header = { protocol: 1, location, device, epoch, from: first.seq, build: 'version-one' }
  const answer = await client.push(
    header,
    rows.map(({ bytes }) => bytes),
  )
  if (!answer.ok) {
    if (answer.error.code === 'unauthorized' && origin === 'made') await setRegistered(replica, false)
    return answer
  }
  const { have, results, epoch: now } = answer.value
  const head = await readMeta(replica.deps.journal, 'head')
  const held = { seq: Math.min(have.seq, head?.seq ?? 0), hash: have.hash, epoch: now }
  await acknowledge(replica, held, results)
  return ok('more' as const)
}
