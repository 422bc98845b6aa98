/** Settings as the office would write them, by a device of its own: what a test needs before the till is opened. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { START_HEAD } from '../../core/journal/head.ts'
import type { Patch, RecordFields } from '../../core/journal/settings.ts'
import type { Auditor } from './auditor.ts'
import type { Endpoint } from './endpoint.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

interface Paired {
  readonly protocol: number
  readonly epoch: number
  readonly location: string
}

/** Pairs a device, pushes the patches as its first entry, and leaves. */
export async function writeSettings(
  endpoint: Endpoint,
  auditor: Auditor,
  patches: (location: string) => readonly Patch[],
): Promise<void> {
  const token = randomBytes(32).toString('hex')
  const device = randomUUID()
  const code = await auditor.pairingCode()
  const paired = (await post(endpoint, '/api/pair', { protocol: 1, code, device, token })) as Paired
  const draft: Draft = {
    ...{ id: randomUUID() as never, at: Date.now() as never, staff: null, shift: null },
    kind: 'settings',
    body: { patches: [...patches(paired.location)] },
  }
  // Above whatever the seed wrote, so that these are the last word.
  const head = { ...START_HEAD, lamport: 1_000_000 }
  const { sealed } = sealEntry(
    draft,
    { location: paired.location as never, device: device as never },
    head,
    sha256,
  )
  const header = {
    ...{ protocol: 1, location: paired.location, device, epoch: paired.epoch, from: 1, build: 'e2e' },
  }
  const answer = await fetch(`${endpoint.url()}/api/push`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: `${JSON.stringify(header)}\n${sealed.bytes}\n`,
  })
  const text = await answer.text()
  if (!answer.ok || /quarantin|refused/.test(text)) throw new Error(`settings were not taken: ${text}`)
}

/** Fields of the location alone. */
export const setLocation = (endpoint: Endpoint, auditor: Auditor, fields: RecordFields['location']) =>
  writeSettings(endpoint, auditor, (location) => [{ record: 'location', id: location as never, fields }])

async function post(endpoint: Endpoint, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${endpoint.url()}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json()
}
