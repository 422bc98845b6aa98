/** Y22: what only the endpoint can see stands in its own journal, once, in the transaction of the push. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sealEntry } from '../core/journal/chain.ts'
import type { Draft } from '../core/journal/entry.ts'
import { type Head, START_HEAD } from '../core/journal/head.ts'
import { openDecisions } from '../core/journal/open-decisions.ts'
import { type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import {
  bytesOf,
  pairTill,
  push,
  registerTill,
  saleDraft,
  sealSales,
  sha256,
  type TestTill,
} from './testing/test-till.ts'

let endpoint: TestEndpoint
let till: TestTill
beforeEach(async () => {
  endpoint = testEndpoint()
  till = await registerTill(endpoint)
})
afterEach(() => endpoint.close())

const stateOf = async () => (await endpoint.views.read(till.location)).state
const decisions = async () => openDecisions(await stateOf())
const kinds = async () => (await decisions()).map(({ kind }) => kind)

/** Seals drafts of a till from a head on, with a Lamport counter of at least `lamport`. */
function seal(of: TestTill, drafts: readonly Draft[], from: Head = START_HEAD) {
  let head = from
  const lines = drafts.map((draft) => {
    const step = sealEntry(draft, of, head, sha256)
    head = step.head
    return step.sealed.bytes
  })
  return { lines, head }
}

const settings = (id: string, ...patches: object[]) =>
  ({ ...saleDraft(id), id, kind: 'settings', body: { patches } }) as unknown as Draft

const price = (id: string, priceMinor: number) =>
  settings(id, { record: 'variant', id: 'v', fields: { product: 'p', priceMinor } })

function saleAt(id: string, listMinor: number): Draft {
  const draft = saleDraft(id, listMinor) as Extract<Draft, { kind: 'sale' }>
  const [line] = draft.body.lines
  const lines = [{ ...line, variant: 'v', listMinor }]
  return { ...draft, body: { ...draft.body, receipt: `A-${id}`, lines } } as unknown as Draft
}

describe('Y22: notices about bytes', () => {
  it('names a line that nobody can read, and a chain that is broken', async () => {
    await push(endpoint, till, ['{ nonsense'])
    expect(await kinds()).toEqual(['quarantined'])
    const other = await pairTill(endpoint, till, 'device-2')
    const lost = seal(other, [saleDraft('x')], { seq: 0, hash: 'f'.repeat(64), lamport: 0 })
    await push(endpoint, other, lost.lines)
    expect(await kinds()).toEqual(['chain-broken', 'quarantined'])
  })

  it('keeps a counter that would end all counting in quarantine', async () => {
    const poison = seal(till, [price('one', 500)], { ...START_HEAD, lamport: Number.MAX_SAFE_INTEGER - 1 })
    await push(endpoint, till, poison.lines)
    expect(await decisions()).toMatchObject([
      {
        kind: 'quarantined',
        detail: 'bad-envelope: lamport: 9007199254740991 is far beyond all that was seen',
      },
    ])
    expect((await stateOf()).settings.variant.size).toBe(0)
  })

  it('names a fork once, however often it comes', async () => {
    await push(endpoint, till, bytesOf(sealSales(till, 1)))
    const fork = seal(till, [saleDraft('another')])
    await push(endpoint, till, fork.lines)
    await push(endpoint, till, fork.lines)
    expect(await kinds()).toEqual(['forked'])
    expect((await endpoint.storage.locations())[0]?.lastV).toBe(2)
  })
})

describe('Y22: notices about the device', () => {
  const hello = (at: number | undefined, head: number, from = head + 1) =>
    push(endpoint, till, [], { from, header: { head, ...(at === undefined ? {} : { at }) } })

  it('names a clock that is far off once, and takes its sales all the same', async () => {
    const in2031 = 1_940_000_000_000
    await hello(in2031, 0)
    await hello(in2031 + 1000, 0)
    expect(await decisions()).toMatchObject([
      { kind: 'clock-off', device: 'device-1', detail: '2500000 min' },
    ])
    expect((await push(endpoint, till, bytesOf(sealSales(till, 1)), { header: { at: 0 } })).status).toBe(200)
  })

  it('lets five minutes pass', async () => {
    await hello(endpoint.clock.now + 300_000, 0)
    expect(await kinds()).toEqual([])
  })

  it('names a device whose storage was set back', async () => {
    await push(endpoint, till, bytesOf(sealSales(till, 3)))
    await push(endpoint, till, [], { from: 1, header: { head: 1, setBack: true } })
    await push(endpoint, till, [], { from: 1, header: { head: 2, setBack: true } })
    expect((await decisions()).filter(({ kind }) => kind === 'rolled-back')).toMatchObject([{ seq: 3 }])
  })

  it('says nothing of an older head: a push that was overtaken on its way tells one too', async () => {
    await push(endpoint, till, bytesOf(sealSales(till, 3)), { header: { head: 3 } })
    await push(endpoint, till, bytesOf(sealSales(till, 2)), { header: { head: 2 } })
    expect((await kinds()).filter((kind) => kind === 'rolled-back')).toEqual([])
  })

  it('Y24: lets a removed device hand over, and names what it brings', async () => {
    const other = await pairTill(endpoint, till, 'device-2')
    await push(
      endpoint,
      till,
      seal(till, [settings('end', { record: 'device', id: 'device-2', fields: { removed: true } })]).lines,
    )
    expect(
      (await endpoint.storage.devices(till.location)).find(({ device }) => device === 'device-2')?.revokedAt,
    ).not.toBeNull()
    expect((await push(endpoint, other, bytesOf(sealSales(other, 1)))).status).toBe(200)
    expect(await decisions()).toMatchObject([
      { kind: 'revoked-device', device: 'device-2', amountMinor: 100 },
    ])
    expect((await stateOf()).sales.size).toBe(1)
  })

  it('Y24: a removed device ends nobody’s pairing', async () => {
    const other = await pairTill(endpoint, till, 'device-2')
    await endpoint.storage.revokeDevice(other.location, other.device, 1 as never)
    const removal = settings('end', { record: 'device', id: till.device, fields: { removed: true } })
    expect((await push(endpoint, other, seal(other, [removal]).lines)).status).toBe(200)
    const owner = (await endpoint.storage.devices(till.location)).find(({ device }) => device === till.device)
    expect(owner?.revokedAt).toBeNull()
    expect(await kinds()).toEqual(['revoked-device'])
  })
})

describe('Y22: notices about prices', () => {
  it('names a sale at another price than had been set before it, and what that is worth', async () => {
    const { lines } = seal(till, [price('one', 500), saleAt('a', 500), price('two', 700), saleAt('b', 500)])
    await push(endpoint, till, lines)
    expect(await decisions()).toMatchObject([
      { kind: 'price-differs', seq: 4, receipt: 'A-b', variant: 'v', amountMinor: 200 },
    ])
  })

  it('says nothing of a sale that was made before the price was set, whenever it arrives', async () => {
    const other = await pairTill(endpoint, till, 'device-2')
    await push(endpoint, till, seal(till, [price('one', 500), price('two', 700)]).lines)
    const early = seal(other, [saleAt('early', 500)], { ...START_HEAD, lamport: 1 })
    await push(endpoint, other, early.lines)
    expect(await kinds()).toEqual([])
  })
})

describe('Y23: relays', () => {
  const relay = (lines: readonly string[], header: object) =>
    push(endpoint, till, lines, { header: { relayedBy: till.device, device: 'lost-till', ...header } })

  it('takes the entries of a device that the endpoint has lost, as they are, and names them once', async () => {
    const lost = { ...till, device: 'lost-till' as TestTill['device'] }
    const sales = bytesOf(sealSales(lost, 3))
    expect((await relay(sales.slice(0, 2), {})).status).toBe(200)
    expect((await relay(sales.slice(2), { from: 3 })).status).toBe(200)
    expect((await stateOf()).heads.get(lost.device)?.seq).toBe(3)
    expect((await decisions()).filter(({ kind }) => kind === 'relayed')).toHaveLength(1)
  })

  it('refuses a bringer who is not who the token says, and one who was removed', async () => {
    const lost = { ...till, device: 'lost-till' as TestTill['device'] }
    const sales = bytesOf(sealSales(lost, 1))
    expect((await relay(sales, { relayedBy: 'device-9' })).status).toBe(403)
    await endpoint.storage.revokeDevice(till.location, till.device, 1 as never)
    expect((await relay(sales, {})).status).toBe(403)
  })

  it('lets nobody write the endpoint’s own journal of the present epoch', async () => {
    const forged = { ...till, device: 'endpoint-1' as TestTill['device'] }
    expect((await relay(bytesOf(sealSales(forged, 1)), { device: 'endpoint-1' })).status).toBe(403)
  })
})

describe('Y22: a restored endpoint', () => {
  it('says so once, and judges no prices until every till is back', async () => {
    const other = await pairTill(endpoint, till, 'device-2')
    await push(endpoint, till, seal(till, [price('one', 500)]).lines, { header: { head: 1 } })
    await endpoint.storage.beginEpoch(1_800_000_000)
    const view = await endpoint.views.read(till.location)
    expect(view.epoch).toBe(1_800_000_000)
    const sale = seal(other, [saleAt('a', 900)], { ...START_HEAD, lamport: 5 })
    await push(endpoint, other, sale.lines, { header: { head: 1 } })
    expect(await kinds()).toEqual(['restored'])
    await push(endpoint, till, [], { from: 2, header: { head: 1, epoch: 1_800_000_000 } })
    await push(endpoint, other, [], { from: 2, header: { head: 1, epoch: 1_800_000_000 } })
    const later = seal(other, [saleAt('b', 900)], sale.head)
    await push(endpoint, other, later.lines, { from: 2, header: { head: 2 } })
    expect(await kinds()).toEqual(['price-differs', 'restored'])
  })
})
