/** What the endpoint really holds, asked over HTTP by a device of its own: the judge of "nothing lost, nothing twice". */
import { randomBytes, randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import type { Endpoint } from './endpoint.ts'

export interface HeldEntry {
  readonly id: string
  readonly device: string
  readonly seq: number
  readonly kind: string
  readonly body: unknown
}

export interface HeldSale {
  readonly id: string
  readonly receipt: string
  readonly totalMinor: number
}

export interface EndpointState {
  readonly epoch: number
  readonly decisions: number
  readonly quarantined: number
  readonly devices: readonly { readonly device: string; readonly letter: string; readonly seq: number }[]
}

export interface Auditor {
  readonly entries: () => Promise<readonly HeldEntry[]>
  readonly sales: () => Promise<readonly HeldSale[]>
  readonly state: () => Promise<EndpointState>
  /** A fresh code for one more device, or for one in the place of another. */
  readonly pairingCode: (replaces?: string) => Promise<string>
}

/** Pairs an auditor by a code of the command line. The endpoint must be running. */
export async function pairAuditor(endpoint: Endpoint): Promise<{ readonly token: string }> {
  const token = randomBytes(32).toString('hex')
  const code = codeOf(await endpoint.barrow('pair'))
  const response = await fetch(`${endpoint.url()}/api/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ protocol: 1, code, device: randomUUID(), token }),
  })
  if (!response.ok) throw new Error(`the auditor was not paired: ${await response.text()}`)
  return { token }
}

/** The code in what `barrow pair` prints, alone or in its address. */
function codeOf(answer: Record<string, unknown>): string {
  if (typeof answer.code === 'string') return answer.code
  return new URL(String(answer.pairingUrl)).hash.split(/[=/#]/).at(-1) ?? ''
}

export function auditorOf(endpoint: Endpoint, token: string): Auditor {
  const ask = async (path: string, method: 'GET' | 'POST' = 'GET', body?: object) => {
    const headers = { authorization: `Bearer ${token}` }
    const sent = body ? { body: JSON.stringify(body) } : {}
    const response = await fetch(`${endpoint.url()}${path}`, { method, headers, ...sent })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response
  }
  const entries = async () => {
    const all: HeldEntry[] = []
    for (let cursor = 0, more = true; more; ) {
      const text = await (await ask(`/api/pull?cursor=${cursor}&own=true`)).text()
      const [header, ...lines] = text.split('\n').filter((line) => line !== '')
      const page = JSON.parse(header ?? '{}') as { next: number; more: boolean }
      for (const line of lines) all.push(JSON.parse(line) as HeldEntry)
      cursor = page.next
      more = page.more
    }
    return all
  }
  return {
    entries,
    sales: async () =>
      (await entries()).filter(({ kind }) => kind === 'sale').map(({ body }) => body as HeldSale),
    state: async () => (await (await ask('/api/state')).json()) as EndpointState,
    pairingCode: async (replaces) => {
      const made = await ask('/api/pairing-codes', 'POST', replaces === undefined ? undefined : { replaces })
      return ((await made.json()) as { code: string }).code
    },
  }
}

/** The receipt numbers of all sales that the endpoint holds, in their order. */
export const heldReceipts = async (auditor: Auditor): Promise<readonly string[]> =>
  (await auditor.sales()).map(({ receipt }) => receipt).sort()

/**
 * The endpoint holds exactly these receipts, each once, and every device's journal is whole: sequences 1, 2, 3 …
 * without a gap, no id and no receipt number twice, nothing quarantined, and so many decisions open.
 */
export async function expectHeldOnce(
  auditor: Auditor,
  receipts: readonly string[],
  decisions = 0,
): Promise<void> {
  const wanted = [...receipts].sort()
  await expect.poll(() => heldReceipts(auditor), { timeout: 45_000 }).toEqual(wanted)
  const entries = await auditor.entries()
  expect(new Set(entries.map(({ id }) => id)).size, 'no entry twice').toBe(entries.length)
  for (const [device, seqs] of seqsByDevice(entries))
    expect(seqs, `the journal of ${device} has no gap`).toEqual(seqs.map((_, at) => at + 1))
  const state = await auditor.state()
  expect(state.quarantined).toBe(0)
  expect(state.decisions).toBe(decisions)
}

function seqsByDevice(entries: readonly HeldEntry[]): ReadonlyMap<string, number[]> {
  const byDevice = new Map<string, number[]>()
  for (const { device, seq } of entries) byDevice.set(device, [...(byDevice.get(device) ?? []), seq])
  for (const seqs of byDevice.values()) seqs.sort((a, b) => a - b)
  return byDevice
}
