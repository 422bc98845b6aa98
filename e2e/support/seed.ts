/**
 * A location with a small catalogue, made once a worker without a screen; each test gets a copy of its data folder.
 * The auditor is paired in it, so that its token is good in every copy.
 */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Auditor, auditorOf, pairAuditor } from './auditor.ts'
import { createEndpoint, type Endpoint, tempFolder } from './endpoint.ts'

export const OWNER_PIN = '2468'
export const CATALOGUE = join(import.meta.dirname, '../fixtures/market.csv')

export interface Seed {
  /** Starts an endpoint on a fresh copy. */
  readonly endpoint: () => Promise<Endpoint>
  readonly auditorOf: (endpoint: Endpoint) => Auditor
  readonly remove: () => void
}

export async function makeSeed(): Promise<Seed> {
  const origin = createEndpoint()
  await origin.barrow(
    ...['init', '--name', 'Pier Market', '--currency', 'EUR', '--country', 'DE', '--zone', 'Europe/Berlin'],
    ...['--owner-pin', OWNER_PIN, '--catalogue', CATALOGUE],
  )
  await origin.start()
  const { token } = await pairAuditor(origin)
  await origin.stop()
  return {
    endpoint: async () => {
      const dataDir = tempFolder('data')
      cpSync(origin.dataDir, dataDir, { recursive: true })
      const endpoint = createEndpoint({ dataDir })
      await endpoint.start()
      return endpoint
    },
    auditorOf: (endpoint) => auditorOf(endpoint, token),
    remove: () => rmSync(origin.dataDir, { recursive: true, force: true }),
  }
}
