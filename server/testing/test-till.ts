/** A till in a test: seals entries and pushes them. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { DeviceId, LocationId } from '../../core/domain/ids.ts'
import { type SealedEntry, type Sha256, sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { type Head, START_HEAD } from '../../core/journal/head.ts'
import { json, type TestEndpoint } from './test-endpoint.ts'

export const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')

export interface TestTill {
  readonly location: LocationId
  readonly device: DeviceId
  readonly token: string
  readonly authorization: { readonly authorization: string }
}

export function tillOf(location: string, device: string): TestTill {
  const token = createHash('sha256').update(`${location} ${device}`).digest('hex')
  return {
    location: location as LocationId,
    device: device as DeviceId,
    token,
    authorization: { authorization: `Bearer ${token}` },
  }
}

/** Makes a location with its first till. */
export async function registerTill(endpoint: TestEndpoint, location = 'location-1', device = 'device-1') {
  const till = tillOf(location, device)
  const { token } = till
  const response = await endpoint.send(
    '/api/register',
    json({ protocol: 1, location, device, token, pins: [] }),
  )
  if (!response.ok) throw new Error(await response.text())
  return till
}

/** Lets one more till into the location of a paired one. */
export async function pairTill(endpoint: TestEndpoint, owner: TestTill, device: string): Promise<TestTill> {
  const till = tillOf(owner.location, device)
  const made = await endpoint.send('/api/pairing-codes', { method: 'POST', headers: owner.authorization })
  const { code } = (await made.json()) as { code: string }
  const response = await endpoint.send('/api/pair', json({ protocol: 1, code, device, token: till.token }))
  if (!response.ok) throw new Error(await response.text())
  return till
}

/** A sale of so many cents, cash, without tax: right in its figures. */
export function saleDraft(id: string, totalMinor = 100): Draft {
  const taxRate = { id: 'rate-0', name: 'None', ppm: 0 }
  const line = {
    product: null,
    variant: null,
    name: 'Something',
    variantName: '',
    sku: null,
    quantity: 1000,
    unitMinor: totalMinor,
    listMinor: null,
    amountMinor: totalMinor,
    taxRate,
    note: '',
  }
  const body = {
    id: `sale-${id}`,
    receipt: 'A-000001',
    currency: 'EUR',
    taxMode: 'inclusive',
    lines: [line],
    taxes: [{ ...taxRate, netMinor: totalMinor, taxMinor: 0, grossMinor: totalMinor }],
    totalMinor,
    tenders: [
      { kind: 'cash', id: `t-${id}`, amountMinor: totalMinor, tenderedMinor: totalMinor, changeMinor: 0 },
    ],
  }
  return {
    id: `entry-${id}`,
    kind: 'sale',
    at: 1_790_000_000_000,
    staff: null,
    shift: null,
    body,
  } as unknown as Draft
}

/** So many sealed sales of a till, from the beginning of its journal or behind `head`. */
export function sealSales(till: TestTill, count: number, head: Head = START_HEAD): readonly SealedEntry[] {
  let next = head
  return Array.from({ length: count }, () => {
    const made = sealEntry(saleDraft(`${till.device}-${next.seq + 1}`), till, next, sha256)
    next = made.head
    return made.sealed
  })
}

export const bytesOf = (sealed: readonly SealedEntry[]): readonly string[] => sealed.map(({ bytes }) => bytes)

export interface PushOptions {
  readonly from?: number
  readonly gzip?: boolean
  readonly header?: object
}

/** The body of a push. */
export function pushBody(
  till: TestTill,
  lines: readonly (string | Uint8Array)[],
  options: PushOptions = {},
): Buffer {
  const { location, device } = till
  const header = {
    protocol: 1,
    location,
    device,
    epoch: null,
    from: options.from ?? 1,
    build: 'test',
    ...options.header,
  }
  const parts = [JSON.stringify(header), ...lines].flatMap((line) => [Buffer.from(line), Buffer.from('\n')])
  const body = Buffer.concat(parts)
  return options.gzip ? gzipSync(body) : body
}

export async function push(
  endpoint: TestEndpoint,
  till: TestTill,
  lines: readonly (string | Uint8Array)[],
  options: PushOptions = {},
): Promise<Response> {
  const encoding: Record<string, string> = options.gzip ? { 'content-encoding': 'gzip' } : {}
  const headers = { ...till.authorization, ...encoding }
  const body = new Uint8Array(pushBody(till, lines, options))
  return endpoint.send('/api/push', { method: 'POST', headers, body })
}
