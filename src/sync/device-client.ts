/** The endpoint as this device reaches it: by its token, each request signed with its key. */
import { readDeviceKey } from '../replica/device-key.ts'
import type { Identity, JournalDatabase } from '../replica/journal-database.ts'
import { createEndpointClient, type EndpointClient, type LineWatch } from './endpoint-client.ts'
import { provenFetch } from './proof.ts'

/** A line that is connected and silent is given up after this long. */
const TIMEOUT_MS = 30_000

/** Gives what makes this device's clients; they share the endpoint's nonce. `watch` hears of a client's requests. */
export function deviceClients(
  journal: JournalDatabase,
  { token }: Identity,
): (watch?: LineWatch) => EndpointClient {
  const proven = provenFetch({
    fetch: fetch.bind(globalThis),
    key: () => readDeviceKey(journal),
    origin: location.origin,
  })
  const deps = { fetch: proven, token: () => token, timeoutMs: TIMEOUT_MS }
  return (watch) => createEndpointClient(watch ? { ...deps, watch } : deps)
}
