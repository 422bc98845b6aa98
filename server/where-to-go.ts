/** The lines that an endpoint prints when it is up. */
import { networkInterfaces } from 'node:os'
import type { Environment } from './environment.ts'

export interface WhereToGo extends Pick<Environment, 'host' | 'tls' | 'publicUrl'> {
  readonly port: number
  readonly demo: boolean
  /** Whether a location can be made yet, or exists already. */
  readonly isSetUp: boolean
}

/** Where the app is reached, from this machine and from tablets, and what to do there. */
export function whereToGo(place: WhereToGo): string {
  const scheme = place.tls ? 'https' : 'http'
  const local = `${scheme}://localhost:${place.port}`
  const isOpenToLan = place.host === '0.0.0.0' || place.host === '::'
  const lan = isOpenToLan ? lanAddresses().map((address) => `${scheme}://${address}:${place.port}`) : []
  const lines = [
    'Barrow is open.',
    ...(place.publicUrl ? [`  everywhere    ${place.publicUrl}`] : []),
    `  this machine  ${local}`,
    ...lan.map((url) => `  local network ${url}`),
    `  ${nextStep(place)}`,
  ]
  return `${lines.join('\n')}\n`
}

function nextStep({ demo, isSetUp }: WhereToGo): string {
  if (demo) return 'Demo: it opens by itself; everybody’s PIN is 2468.'
  if (isSetUp) return 'More devices: npm run barrow -- pair'
  return 'Open it to set up the first till.'
}

function lanAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
}
