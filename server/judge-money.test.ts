/** Y22, M35: what the endpoint finds odd about sales with discounts and returns, and about the same push again. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sealEntry } from '../core/journal/chain.ts'
import type { Draft } from '../core/journal/entry.ts'
import { type Head, START_HEAD } from '../core/journal/head.ts'
import { openDecisions } from '../core/journal/open-decisions.ts'
import { type TestEndpoint, testEndpoint } from './testing/test-endpoint.ts'
import { push, registerTill, saleDraft, sha256, type TestTill } from './testing/test-till.ts'

let endpoint: TestEndpoint
let till: TestTill
beforeEach(async () => {
  endpoint = testEndpoint()
  till = await registerTill(endpoint)
})
afterEach(() => endpoint.close())

function seal(drafts: readonly Draft[]): readonly string[] {
  let head: Head = START_HEAD
  return drafts.map((draft) => {
    const step = sealEntry(draft, till, head, sha256)
    head = step.head
    return step.sealed.bytes
  })
}

const price = (id: string, priceMinor: number) => {
  const patch = { record: 'variant', id: 'v', fields: { product: 'p', priceMinor } }
  return { ...saleDraft(id), id, kind: 'settings', body: { patches: [patch] } } as unknown as Draft
}

/** A sale of one piece at 5.00, `off` less, or of that piece coming back. */
function sale(id: string, off: number, returned: object | null = null): Draft {
  const draft = saleDraft(id, 500) as Extract<Draft, { kind: 'sale' }>
  const [line] = draft.body.lines
  if (!line) throw new Error('a sale has a line')
  const sign = returned ? -1 : 1
  const total = sign * (500 - off)
  const discounts =
    off === 0
      ? {}
      : { discounts: [{ source: returned ? 'mirror' : 'line', label: '', amountMinor: sign * off }] }
  const { id: rate, name, ppm } = line.taxRate
  const body = {
    ...{ ...draft.body, receipt: `A-${id}`, totalMinor: total },
    lines: [
      {
        ...{ ...line, variant: 'v', listMinor: 500, quantity: sign * 1000, amountMinor: total, ...discounts },
        ...(returned ? { returned: { ...returned, amountMinor: total, taxMinor: 0 } } : {}),
      },
    ],
    taxes: [{ id: rate, name, ppm, netMinor: total, taxMinor: 0, grossMinor: total }],
    tenders: [
      {
        ...{ kind: 'cash', id: `${id}-cash`, amountMinor: total },
        ...{ tenderedMinor: Math.max(0, total), changeMinor: Math.max(0, -total) },
      },
    ],
  }
  return { ...draft, body } as unknown as Draft
}

const back = { sale: 'sale-a', line: 0, receipt: 'A-a', restock: true }
const kinds = async () =>
  openDecisions((await endpoint.views.read(till.location)).state).map(({ kind }) => kind)

it('a discount is no other price, and neither is what comes back after the price has changed', async () => {
  await push(endpoint, till, seal([price('1', 500), sale('a', 50), price('2', 700), sale('b', 50, back)]))
  expect(await kinds()).toEqual([])
})

it('goods sold at an old price are named', async () => {
  await push(endpoint, till, seal([price('1', 700), sale('a', 0)]))
  expect(await kinds()).toEqual(['price-differs'])
})

it('a push that comes again counts nothing twice', async () => {
  const lines = seal([price('1', 500), sale('a', 50), sale('b', 50, back)])
  for (let times = 0; times < 3; times++) expect((await push(endpoint, till, lines)).status).toBe(200)
  const { state } = await endpoint.views.read(till.location)
  expect([...state.returned]).toEqual([['sale-a/0', 1000]])
  expect(await kinds()).toEqual([])
})
