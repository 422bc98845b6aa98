/** K4 and K7 at the endpoint: units of capped stock are granted once, also under haste, and not while it recovers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VariantId } from '../core/domain/ids.ts'
import { freeOf, heldTogether, leaseToken } from '../core/domain/lease.ts'
import { sealEntry } from '../core/journal/chain.ts'
import type { Draft } from '../core/journal/entry.ts'
import { type Head, START_HEAD } from '../core/journal/head.ts'
import { type LeaseAnswer, leaseAnswerSchema } from '../core/protocol/lease.ts'
import { grantLeases } from './lease.ts'
import { createLocationViews } from './location-views.ts'
import { parseJson } from './read-body.ts'
import { openSqliteStorage } from './storage/sqlite-storage.ts'
import { json, type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import { pairTill, push, registerTill, saleDraft, sha256, type TestTill } from './testing/test-till.ts'

const V = 'capsule' as VariantId

let endpoint: TestEndpoint
let tills: readonly TestTill[]
let head: Head
beforeEach(async () => {
  endpoint = testEndpoint()
  const first = await registerTill(endpoint)
  tills = [first, ...(await Promise.all([2, 3].map((n) => pairTill(endpoint, first, `device-${n}`))))]
  head = START_HEAD
})
afterEach(() => endpoint.close())

const till = (index: number) => tills[index] as TestTill

/** Writes deeds into the first till's journal and pushes them. */
async function write(...deeds: readonly { readonly kind: string; readonly body: object }[]) {
  const from = head.seq + 1
  const lines = deeds.map((deed) => {
    const id = `deed-${head.seq + 1}`
    const step = sealEntry({ ...saleDraft(id), id, ...deed } as unknown as Draft, till(0), head, sha256)
    head = step.head
    return step.sealed.bytes
  })
  const answer = await push(endpoint, till(0), lines, { from })
  expect(answer.status).toBe(200)
}

const cap = (pieces: number, capped = true) =>
  write(
    {
      kind: 'settings',
      body: { patches: [{ record: 'variant', id: V, fields: { product: 'p', tracked: true, capped } }] },
    },
    { kind: 'stock-received', body: { lines: [{ variant: V, quantity: pieces * 1000 }] } },
  )

interface Wish {
  readonly needed?: number
  /** What the till says that it holds; left out by default. */
  readonly held?: number
  readonly taken?: readonly string[]
}

async function ask(
  of: TestTill,
  pieces: number,
  { needed = 0, held, taken = [] }: Wish = {},
): Promise<LeaseAnswer> {
  const wants = [
    {
      variant: V,
      quantity: pieces * 1000,
      needed: needed * 1000,
      ...(held === undefined ? {} : { held: held * 1000 }),
    },
  ]
  const answer = await endpoint.send('/api/leases', json({ protocol: 2, wants, taken }, of.authorization))
  const parsed = parseJson(await answer.text(), leaseAnswerSchema)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

const stateOf = async () => (await endpoint.views.read(till(0).location)).state
const pieces = ({ grants }: Pick<LeaseAnswer, 'grants'>) =>
  grants.reduce((sum, { quantity }) => sum + quantity, 0) / 1000

describe('K4: a grant', () => {
  it('stands in the journal of the endpoint before it is answered, with a token that rises', async () => {
    await cap(30)
    const first = await ask(till(0), 3)
    const second = await ask(till(1), 3)
    expect([pieces(first), pieces(second)]).toEqual([3, 3])
    const { leases, stock } = await stateOf()
    expect(leases.get(first.grants[0]?.lease as never)).toMatchObject({
      granted: true,
      taken: false,
      grant: { device: till(0).device, variant: V, quantity: 3000, token: leaseToken(1, 1) },
    })
    expect(second.grants[0]?.token).toBe(leaseToken(1, 2))
    expect(freeOf(leases.values(), stock, V)).toBe(24_000)
  })

  it('is never more than there is, however many ask at once', async () => {
    await cap(20)
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => ask(till(index % 3), 3, { needed: 3, taken: ['none'] })),
    )
    const { leases, stock } = await stateOf()
    expect(freeOf(leases.values(), stock, V)).toBeGreaterThanOrEqual(0)
    const ids = new Set(answers.flatMap(({ grants }) => grants.map(({ lease }) => lease)))
    expect(ids.size).toBe(leases.size)
  })

  it('is never given twice by two endpoints on one store', async () => {
    await cap(20)
    const storage = openSqliteStorage(`${endpoint.folder}/barrow.sqlite`)
    const other = { storage, views: createLocationViews(storage), now: () => 1 as never }
    const here = { storage: endpoint.storage, views: endpoint.views, now: () => 1 as never }
    const asked = Array.from({ length: 24 }, (_, index) => {
      const wants = [{ variant: V, quantity: 2000 as never, needed: 2000 }]
      const taken = Array.from({ length: 50 }, (_, n) => `lease-${n}` as never)
      return grantLeases(index % 2 ? here : other, till(index % 3), { protocol: 2, wants, taken })
    })
    const answers = await Promise.all(asked)
    const { state } = await other.views.read(till(0).location)
    const fresh = new Set(answers.flatMap(({ grants }) => grants.map(({ lease }) => lease)))
    expect(fresh.size).toBe(state.leases.size)
    expect(heldTogether(state.leases.values(), V)).toBeLessThanOrEqual(20_000)
    expect(freeOf(state.leases.values(), state.stock, V)).toBeGreaterThanOrEqual(0)
    await storage.close()
  })

  it('is the same one when the till asks again after a lost answer', async () => {
    await cap(30)
    const first = await ask(till(0), 3)
    expect((await ask(till(0), 3)).grants).toEqual(first.grants)
    expect((await stateOf()).leases.size).toBe(1)
    const more = await ask(till(0), 5, { needed: 5 })
    expect(more.grants).toHaveLength(2)
    expect(pieces(more)).toBe(5)
  })

  it('of scarce goods is no second one for a till that has not heard of its first', async () => {
    await cap(3)
    const first = await ask(till(0), 3, { held: 0 })
    expect(pieces(first)).toBe(1)
    expect((await ask(till(0), 3, { held: 0 })).grants).toEqual(first.grants)
    expect((await stateOf()).leases.size).toBe(1)
  })

  it('does not count a lease as waiting that the till says it has taken', async () => {
    await cap(30)
    const first = await ask(till(0), 3)
    const taken = first.grants.map(({ lease }) => lease)
    expect(pieces(await ask(till(0), 3, { needed: 3, taken }))).toBe(3)
  })

  it('is of capped goods only, and not for a till that was removed', async () => {
    await cap(30, false)
    expect((await ask(till(0), 3)).grants).toEqual([])
    await cap(1)
    await endpoint.storage.revokeDevice(till(1).location, till(1).device, endpoint.clock.now as never)
    const refused = await endpoint.send(
      '/api/leases',
      json({ protocol: 2, wants: [{ variant: V, quantity: 1000, needed: 0 }] }, till(1).authorization),
    )
    expect(refused.status).toBe(403)
  })

  it('never runs out by itself, however many are given behind it', async () => {
    await cap(6)
    const taken: string[] = []
    for (let piece = 0; piece < 6; piece++) {
      const { grants } = await ask(till(0), 1, { needed: 1, taken })
      taken.push(...grants.map(({ lease }) => lease))
    }
    expect(taken).toHaveLength(6)
    expect((await ask(till(1), 1, { needed: 1 })).grants).toEqual([])
  })

  it('is nothing while nothing is free', async () => {
    await cap(2)
    expect(pieces(await ask(till(0), 3, { needed: 3 }))).toBe(2)
    expect(await ask(till(1), 3, { needed: 1 })).toMatchObject({ grants: [], frozen: false })
  })
})

describe('K7: after a restore', () => {
  it('nothing is granted until every living till has handed over its journal, and then higher tokens', async () => {
    await cap(30)
    const before = await ask(till(0), 3)
    await endpoint.storage.beginEpoch(7)
    const hello = async (of: TestTill, at: Head = START_HEAD) =>
      push(endpoint, of, [], { from: at.seq + 1, header: { protocol: 2, epoch: 7, head: at.seq } })
    expect(await ask(till(0), 3)).toMatchObject({ frozen: true, grants: [] })
    await hello(till(0), head)
    await hello(till(1))
    expect(await ask(till(0), 3)).toMatchObject({ frozen: true, grants: [] })
    await hello(till(2))
    const after = await ask(till(1), 3)
    expect(after).toMatchObject({ frozen: false, epoch: 7 })
    expect(after.grants[0]?.token).toBeGreaterThan(leaseToken(7, 0))
    expect(after.grants[0]?.token).toBeGreaterThan(before.grants[0]?.token ?? 0)
  })

  it('a grant of the epoch before is not offered again', async () => {
    await cap(30)
    await ask(till(0), 3)
    await endpoint.storage.beginEpoch(7)
    for (const [index, of] of tills.entries()) {
      const end = index === 0 ? head.seq : 0
      await push(endpoint, of, [], { from: end + 1, header: { protocol: 2, epoch: 7, head: end } })
    }
    const after = await ask(till(0), 3, { needed: 3 })
    expect(after.grants.map(({ token }) => token > leaseToken(7, 0))).toEqual([true])
  })
})
