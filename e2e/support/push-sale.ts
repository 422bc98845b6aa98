/** A sale that another till has made: what a test needs that has more on it than anybody wants to press. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Sale } from '../../core/domain/sale.ts'
import { sealEntry } from '../../core/journal/chain.ts'
import { START_HEAD } from '../../core/journal/head.ts'
import type { Auditor } from './auditor.ts'
import type { Endpoint } from './endpoint.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Pairs a device and pushes the sale as its first entry. */
export async function pushSale(endpoint: Endpoint, auditor: Auditor, sale: Sale, at: number): Promise<void> {
  const token = randomBytes(32).toString('hex')
  const device = randomUUID()
  const pairing = JSON.stringify({ protocol: 1, code: await auditor.pairingCode(), device, token })
  const paired = JSON.parse(await post(endpoint, '/api/pair', pairing, 'application/json')) as {
    readonly location: string
    readonly epoch: number
  }
  const { location, epoch } = paired
  const draft = { id: sale.id as never, at: at as never, staff: null, shift: null }
  const place = { location: location as never, device: device as never }
  const { sealed } = sealEntry({ ...draft, kind: 'sale', body: sale }, place, START_HEAD, sha256)
  const header = JSON.stringify({ protocol: 1, location, device, epoch, from: 1, build: 'e2e' })
  const answer = await post(
    endpoint,
    '/api/push',
    `${header}\n${sealed.bytes}\n`,
    'application/x-ndjson',
    token,
  )
  if (/quarantin|refused/.test(answer)) throw new Error(`the sale was not taken: ${answer}`)
}

async function post(
  endpoint: Endpoint,
  path: string,
  body: string,
  type: string,
  token = '',
): Promise<string> {
  const headers = { 'content-type': type, ...(token === '' ? {} : { authorization: `Bearer ${token}` }) }
  const response = await fetch(`${endpoint.url()}${path}`, { method: 'POST', headers, body })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return text
}
