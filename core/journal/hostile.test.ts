/** Entries that a hostile or broken device could write: within the schema, and never the end of the fold. */
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../test/support/journals.ts'
import type { DeviceId, VariantId } from '../domain/ids.ts'
import { MAX_MINOR } from '../domain/money.ts'
import { saleFlaws } from '../domain/sale-flaws.ts'
import { sealEntry } from './chain.ts'
import { type Draft, parseEntry } from './entry.ts'
import { foldEntry } from './fold.ts'
import { START_HEAD } from './head.ts'
import { openDecisions } from './open-decisions.ts'
import { emptyState, type State } from './state.ts'

const place = { at: 0, staff: null, shift: null }

function foldDrafts(state: State, device: string, drafts: readonly object[]): State {
  let head = START_HEAD
  for (const draft of drafts) {
    const writer = { location: 'l' as never, device: device as DeviceId }
    const step = sealEntry({ ...place, ...draft } as unknown as Draft, writer, head, sha256)
    head = step.head
    const parsed = parseEntry(step.sealed.bytes)
    if (!parsed.ok) throw new Error(parsed.error.detail)
    expect(foldEntry(state, parsed.value)).toBe('folded')
  }
  return state
}

const rate = { id: 'r', name: 'None', ppm: 0 }

/** The largest price and quantity that the schema takes. */
const HUGE = {
  id: 'huge',
  receipt: 'A-1',
  currency: 'EUR',
  taxMode: 'inclusive',
  lines: Array.from({ length: 3 }, () => ({
    product: 'p',
    variant: 'v',
    name: 'Huge',
    variantName: '',
    sku: null,
    quantity: 99_999_000,
    unitMinor: MAX_MINOR,
    listMinor: null,
    amountMinor: MAX_MINOR,
    taxRate: rate,
    note: '',
  })),
  taxes: [{ ...rate, netMinor: 1, taxMinor: 0, grossMinor: 1 }],
  totalMinor: 1,
  tenders: [{ kind: 'cash', id: 't', amountMinor: 1, tenderedMinor: 1, changeMinor: 0 }],
  overrides: [{ variant: 'v', quantity: 99_999_000, by: null }],
}

describe('J13: no entry ends the fold', () => {
  test('a sale whose figures overflow stands and is named; what is missing of it has no worth', () => {
    const state = foldDrafts(emptyState(), 'd', [
      {
        id: 's',
        kind: 'settings',
        body: {
          patches: [
            { record: 'variant', id: 'v', fields: { product: 'p', priceMinor: MAX_MINOR, tracked: true } },
          ],
        },
      },
      { id: 'huge', kind: 'sale', body: HUGE },
    ])
    expect(saleFlaws(HUGE as never)).toEqual(['lines-do-not-add-up'])
    const open = openDecisions(state)
    expect(open.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['figures-do-not-add-up', 1],
      ['override', null],
      ['oversold', null],
    ])
  })

  test('only the endpoint grants and gives notice: from anybody else it counts for nothing', () => {
    const lease = { lease: 'l', variant: 'v', quantity: 1000, token: 1, device: 'd' }
    const about = { device: 'd', seq: 1, entry: null, receipt: '', amountMinor: null, variant: null }
    const drafts = [
      { id: 'g', kind: 'lease-granted', body: lease },
      { id: 'n', kind: 'notice', body: { about: 'clock-off', ...about, detail: '' } },
    ]
    const forged = foldDrafts(emptyState(), 'd', drafts)
    expect([forged.leases.size, forged.decisions.size]).toEqual([0, 0])
    const real = foldDrafts(emptyState(), 'endpoint-1', drafts)
    expect([real.leases.size, real.decisions.size]).toEqual([1, 1])
  })
})

describe('J13: nor does money, whatever it is called', () => {
  const line = (more: object) => ({ ...HUGE.lines[0], variant: null, quantity: 1000, ...more })
  const odd = (id: string, lines: readonly object[], tenders: readonly object[]) => {
    const { overrides: _, ...facts } = HUGE
    return { id, kind: 'sale', body: { ...facts, id, receipt: id, lines, tenders, totalMinor: -1 } }
  }

  test('J18: accounts, vouchers and returns beyond any figure count in any order, and back to nought', () => {
    const most = { amountMinor: MAX_MINOR }
    const tenders = Array.from({ length: 25 }, (_, part) => [
      { kind: 'house-account', id: `a${part}`, account: 'acc', name: '', ...most },
      { kind: 'voucher', id: `v${part}`, voucher: 'V', ...most },
    ]).flat()
    const returned = { sale: 's0', line: 0, receipt: '', restock: true, ...most, taxMinor: MAX_MINOR }
    const lines = Array.from({ length: 20 }, () => line({ quantity: -99_999_000, returned }))
    const sales = Array.from({ length: 400 }, (_, index) => odd(`s${index}`, lines, tenders))
    const [one, other] = [sales, [...sales].reverse()].map((order) => foldDrafts(emptyState(), 'd', order))
    expect(one?.accounts).toEqual(other?.accounts)
    expect(one?.vouchers.get('V' as never)?.balanceMinor).toBe(
      other?.vouchers.get('V' as never)?.balanceMinor,
    )
    expect(openDecisions(one ?? emptyState()).length).toBeGreaterThan(400)
    const voids = sales.map(({ id }) => ({ id: `void-${id}`, kind: 'void', body: { sale: id, reason: '' } }))
    const state = foldDrafts(foldDrafts(emptyState(), 'd', sales), 'e', voids)
    for (const sums of [
      ...[state.accounts, state.vouchers, state.returned, state.returnedMinor, state.returnedTaxMinor],
    ])
      expect(sums.size).toBe(0)
  })

  test('M22: a return whose figures are above nought does not raise what is left of its sale', () => {
    const sold = odd('s', [line({ amountMinor: 1000 })], [])
    const of = { sale: 's', line: 0, receipt: '', restock: true }
    const forged = [
      line({ quantity: -1000, amountMinor: 100_000, returned: { ...of, amountMinor: 100_000, taxMinor: 0 } }),
      line({ quantity: -1000, amountMinor: -1, returned: { ...of, amountMinor: -1, taxMinor: 50_000 } }),
    ]
    const state = foldDrafts(emptyState(), 'd', [sold, odd('f', forged, [])])
    for (const sums of [state.returned, state.returnedMinor, state.returnedTaxMinor])
      expect(sums.size).toBe(0)
    expect(openDecisions(state).map(({ kind, entry }) => [kind, entry])).toContainEqual([
      'figures-do-not-add-up',
      'f',
    ])
  })

  test('a line that says of itself what cannot be is named, and counts for what it is', () => {
    const most = { amountMinor: MAX_MINOR }
    const discounts = Array.from({ length: 40 }, () => ({ source: 'mirror', label: '', ...most }))
    const off = Array.from({ length: 40 }, () => ({ source: 'line', label: '', ...most }))
    const lines = [
      ...Array.from({ length: 400 }, () => line({ discounts: off })),
      line({ kind: 'tip', discounts }),
      line({ kind: 'voucher' }),
      line({ kind: 'account', quantity: -1000 }),
      line({
        kind: 'deposit',
        returned: { sale: null, line: 9e15, receipt: '', restock: false, ...most, taxMinor: 0 },
      }),
    ]
    const state = foldDrafts(emptyState(), 'd', [odd('s', lines, [])])
    expect(openDecisions(state).map(({ kind }) => kind)).toEqual(['figures-do-not-add-up'])
    expect([state.returned.size, state.vouchers.size, state.accounts.size]).toEqual([0, 0, 0])
  })
})

test('D1: running short by the same number after a count is another decision', () => {
  const state = emptyState()
  const sale = (id: string, receipt: string) => {
    const [line] = HUGE.lines
    const lines = [{ ...line, quantity: 1000, unitMinor: 1, amountMinor: 1 }]
    return { id, kind: 'sale', body: { ...HUGE, id, receipt, lines, overrides: undefined } }
  }
  const oversold = () => openDecisions(state).filter(({ kind }) => kind === 'oversold')
  const tracked = { record: 'variant', id: 'v', fields: { product: 'p', tracked: true } }
  foldDrafts(state, 'a', [{ id: 's', kind: 'settings', body: { patches: [tracked] } }, sale('1', 'A-1')])
  const [first] = oversold()
  const settled = { decision: first?.key ?? '', kind: 'oversold', action: 'count', note: '' }
  const counted = { variant: 'v' as VariantId, quantity: 1000, countedQuantity: 0 }
  foldDrafts(state, 'b', [
    { id: 'c', kind: 'stock-counted', body: { lines: [counted] } },
    { id: 'm', kind: 'decision-made', body: settled },
  ])
  expect(oversold()).toEqual([])
  foldDrafts(state, 'c', [sale('2', 'C-1')])
  expect(oversold()).toMatchObject([{ variant: 'v', quantity: 1000 }])
})
