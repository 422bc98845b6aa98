/** Joining a location by a pairing code: the key, the endpoint's answer, and the first entry. */
import type { DeviceId } from '../../core/domain/ids.ts'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'
import { err, type Result } from '../../core/result.ts'
import { keepDeviceKey } from '../replica/device-key.ts'
import type { Identity, JournalDatabase } from '../replica/journal-database.ts'
import type { StorageFailure } from '../replica/reopen.ts'
import { joinLocation, newToken } from '../replica/set-up.ts'
import { createEndpointClient } from '../sync/endpoint-client.ts'
import { platform } from './platform.ts'

/**
 * Makes the browser a device of the location that the code opens, under this name (empty: by its letter); a failure
 * is in a person's words.
 */
export async function join(
  journal: JournalDatabase,
  code: string,
  name = '',
): Promise<Result<Identity, string>> {
  const key = await keepDeviceKey(journal)
  if (!key.ok) return key
  const { publicKey } = key.value
  const { device, token } = credentialsFor(code)
  const client = createEndpointClient({
    fetch: fetch.bind(globalThis),
    token: () => token,
    timeoutMs: 30_000,
  })
  const answer = await client.pair({ protocol: PROTOCOL_VERSION, code, device, token, publicKey })
  if (!answer.ok) return err(answer.error.message)
  const joined = await joinLocation({ journal, ...platform }, { device, token, name, answer: answer.value })
  return joined.ok ? joined : err(wordsOf(joined.error))
}

/** One code is one device: an answer that was lost is given again to the same device and token, and to no other. */
const tried = new Map<string, { readonly device: DeviceId; readonly token: string }>()

function credentialsFor(code: string) {
  const known = tried.get(code) ?? { device: platform.newId() as DeviceId, token: newToken() }
  tried.set(code, known)
  return known
}

export function wordsOf(failure: StorageFailure): string {
  if (failure.kind === 'full')
    return 'This device has no space left. Free some, then try again; nothing of what you typed is lost.'
  return 'The browser could not keep the location. Close other tabs of Barrow, then try again.'
}
