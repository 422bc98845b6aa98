/**
 * At each start: a device that was set up by version 1 makes its key and binds its token to it, and an endpoint that
 * was restored from before that is told again (rule I2). Without an answer it is tried at the next start.
 */
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { keepDeviceKey } from '../replica/device-key.ts'
import { readAcknowledged } from '../replica/outbox.ts'
import type { SyncDeps } from './pusher.ts'

export async function bindDeviceKey({
  replica,
  client,
}: Pick<SyncDeps, 'replica' | 'client'>): Promise<void> {
  const key = await keepDeviceKey(replica.deps.journal)
  const { registered } = await readAcknowledged(replica)
  // A device that is not known yet names its key when it registers.
  if (!key.ok || !registered) return
  await client.bindKey({ protocol: PROTOCOL_VERSION, publicKey: key.value.publicKey })
}
