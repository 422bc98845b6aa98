/** What becomes a decision about money, and when it goes away again. */
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../test/support/journals.ts'
import type { DeviceId } from '../domain/ids.ts'
import { sealEntry } from './chain.ts'
import { type Draft, parseEntry } from './entry.ts'
import { foldEntry } from './fold.ts'
import { type Head, START_HEAD } from './head.ts'
import { openDecisions } from './open-decisions.ts'
import { emptyState, type State } from './state.ts'

/** Journals of devices that are written on and on, and folded from their bytes. */
function world() {
  const state = emptyState()
  const heads = new Map<string, Head>()
  const write = (device: string, kind: string, body: object, id: string, at = 1000): void => {
    const draft = { id, kind, at, staff: null, shift: null, body } as unknown as Draft
    const writer = { location: 'l' as never, device: device as DeviceId }
    const step = sealEntry(draft, writer, heads.get(device) ?? START_HEAD, sha256)
    heads.set(device, step.head)
    const parsed = parseEntry(step.sealed.bytes)
    if (!parsed.ok) throw new Error(parsed.error.detail)
    expect(foldEntry(state, parsed.value)).toBe('folded')
  }
  return {
    state,
    write,
    sell: (device: string, sale: Partial<SaleSketch> & { id: string }, at?: number) =>
      write(device, 'sale', saleOf(sale), sale.id, at),
    hear: (device: string, lamport: number) =>
      heads.set(device, { ...(heads.get(device) ?? START_HEAD), lamport }),
  }
}

type World = ReturnType<typeof world>

interface SaleSketch {
  readonly id: string
  readonly lines: readonly object[]
  readonly totalMinor: number
  readonly tenders: readonly object[]
  readonly coupons: readonly string[]
}

const NONE = { id: 'none', name: '', ppm: 0 }

const line = (amountMinor: number, more: object = {}) => ({
  ...{ product: null, variant: null, name: 'Print', variantName: '', sku: null, listMinor: null, note: '' },
  ...{
    quantity: amountMinor < 0 ? -1000 : 1000,
    unitMinor: Math.abs(amountMinor),
    amountMinor,
    taxRate: NONE,
  },
  ...more,
})

const HALF = [{ source: 'line', label: 'Old', amountMinor: 1 }]

const cash = (amountMinor: number) => ({
  ...{ kind: 'cash', id: 'cash', amountMinor },
  ...{ tenderedMinor: Math.max(0, amountMinor), changeMinor: Math.max(0, -amountMinor) },
})

function saleOf({
  id,
  lines = [line(1000)],
  totalMinor = 1000,
  tenders,
  coupons,
}: Partial<SaleSketch> & { id: string }) {
  return {
    ...{ id, receipt: `R-${id}`, currency: 'EUR', taxMode: 'inclusive', lines, totalMinor },
    taxes: [{ ...NONE, netMinor: totalMinor, taxMinor: 0, grossMinor: totalMinor }],
    tenders: tenders ?? [cash(totalMinor)],
    ...(coupons ? { coupons } : {}),
  }
}

const voucher = { code: 'V', purpose: 'multi', expiresAt: 5000 }
const issuing = (id: string) => ({ id, lines: [line(1000, { kind: 'voucher', voucher })] })
const using = (id: string, amountMinor = 1000) => ({
  ...{ id, lines: [line(amountMinor)], totalMinor: amountMinor },
  tenders: [{ kind: 'voucher', id: `${id}-v`, amountMinor, voucher: 'V' }],
})
const returning = (id: string, sale: string | null, more: object = {}) => ({
  id,
  totalMinor: -1000,
  lines: [
    line(-1000, {
      returned: { sale, line: 0, receipt: '', restock: true, amountMinor: -1000, taxMinor: 0, ...more },
    }),
  ],
})

const money = (state: State) =>
  openDecisions(state).filter(({ kind }) => kind !== 'figures-do-not-add-up' && kind !== 'oversold')
const told = (state: State) =>
  money(state).map(({ kind, receipt, amountMinor, detail }) => [kind, receipt, amountMinor, detail])

describe('M34: vouchers', () => {
  test('one that is used up twice is a decision about the last use, worth what is missing', () => {
    const { state, sell } = world()
    sell('a', issuing('1'))
    sell('a', using('2'))
    expect(told(state)).toEqual([])
    sell('b', using('3', 400))
    expect(told(state)).toEqual([['voucher-overdrawn', 'R-3', 400, 'V']])
  })

  test('one that nobody has issued is unknown until the till comes back that did', () => {
    const { state, sell } = world()
    sell('b', using('2'))
    expect(told(state)).toEqual([['voucher-unknown', 'R-2', 1000, 'V']])
    sell('a', issuing('1'))
    expect(told(state)).toEqual([])
  })

  test('S41: where the sale that issued it was voided after all, the decision names that sale, whatever came first', () => {
    const deeds = ['sale', 'use', 'void'] as const
    for (const order of [deeds, deeds.toReversed(), ['use', 'sale', 'void'], ['sale', 'void', 'use']]) {
      const { state, sell, write } = world()
      const run = {
        sale: () => sell('a', issuing('1')),
        use: () => sell('b', using('2')),
        void: () => write('c', 'void', { sale: '1', reason: 'changed mind' }, 'void-1'),
      }
      for (const deed of order) run[deed as 'sale']()
      expect(told(state)).toEqual([['voucher-unknown', 'R-2', 1000, 'V void R-1']])
    }
  })

  test('one that is issued twice is named until one of the sales is void', () => {
    const { state, sell, write } = world()
    sell('a', issuing('1'))
    sell('b', issuing('2'))
    expect(told(state)).toEqual([['voucher-issued-twice', 'R-2', 1000, 'V']])
    write('b', 'void', { sale: '2', reason: 'rung up twice' }, 'void-2')
    expect(told(state)).toEqual([])
  })

  test('a use behind its last day, by the label of the deed, is named; a later use anew', () => {
    const { state, sell, write } = world()
    sell('b', using('2', 300), 5000)
    sell('b', using('3', 300), 5001)
    sell('a', issuing('1'))
    expect(told(state)).toEqual([['voucher-expired', 'R-3', 300, 'V']])
    const [decision] = money(state)
    const settled = { decision: decision?.key, kind: 'voucher-expired', action: 'accept', note: '' }
    write('a', 'decision-made', settled, 'settled')
    expect(told(state)).toEqual([])
    sell('b', using('4', 300), 6000)
    expect(told(state)).toEqual([['voucher-expired', 'R-4', 300, 'V']])
  })

  test('two parts of one sale by one voucher that has expired are one decision', () => {
    const { state, sell } = world()
    sell('a', issuing('1'))
    const parts = ['t1', 't2'].map((id) => ({ kind: 'voucher', id, amountMinor: 100, voucher: 'V' }))
    sell('b', { id: '2', tenders: parts }, 6000)
    expect(told(state)).toEqual([['voucher-expired', 'R-2', 200, 'V']])
  })

  test('what a refund pays by store credit is a voucher, spent like any other', () => {
    const { state, sell } = world()
    const credit = { kind: 'store-credit', id: 't', amountMinor: -1000, voucher: 'V', expiresAt: null }
    sell('a', { id: '0' })
    sell('a', { ...returning('1', '0'), tenders: [credit] })
    expect(state.vouchers.get('V' as never)).toMatchObject({
      balanceMinor: 1000,
      issues: [{ sale: '1', purpose: 'store-credit', amountMinor: 1000 }],
    })
    sell('b', {
      ...using('2', 700),
      tenders: [{ kind: 'store-credit', id: 'u', amountMinor: 700, voucher: 'V' }],
    })
    expect(state.vouchers.get('V' as never)).toMatchObject({ balanceMinor: 300, uses: [{ sale: '2' }] })
    expect(told(state)).toEqual([])
  })
})

describe('M35: what comes back', () => {
  test('more of a line than was sold is a decision about the last return, in any order', () => {
    for (const order of [
      ['0', '1', '2'],
      ['1', '2', '0'],
    ]) {
      const { state, sell } = world()
      const sales = { '0': { id: '0' }, '1': returning('1', '0'), '2': returning('2', '0') }
      for (const id of order) sell(`till-${id}`, sales[id as '0'])
      expect(told(state)).toEqual([['over-returned', 'R-2', 1000, 'sold R-0']])
    }
  })

  test('more money than the line came to is one too', () => {
    const { state, sell } = world()
    sell('a', { id: '0', lines: [line(400)], totalMinor: 400 })
    sell('a', returning('1', '0'))
    expect(told(state)).toEqual([['over-returned', 'R-1', 600, 'sold R-0']])
  })

  test('a minor unit that two tills rounded is none; two, or a tax that was never paid, are', () => {
    const two = {
      id: '0',
      lines: [line(101, { quantity: 2000, unitMinor: 51, discounts: HALF })],
      totalMinor: 101,
    }
    const back = (id: string, amount: number, taxMinor = 0) => {
      const returned = { sale: '0', line: 0, receipt: '', restock: true, amountMinor: -amount, taxMinor }
      return { id, totalMinor: -amount, lines: [line(-amount, { returned })] }
    }
    const toldOf = (...returns: ReturnType<typeof back>[]) => {
      const { state, sell } = world()
      sell('a', two)
      for (const one of returns) sell(`till-${one.id}`, one)
      return told(state)
    }
    expect(toldOf(back('1', 51), back('2', 51))).toEqual([])
    expect(toldOf(back('1', 51), back('2', 52))).toEqual([['over-returned', 'R-2', 2, 'sold R-0']])
    expect(toldOf(back('1', 51, -500))).toEqual([['over-returned', 'R-1', 500, 'sold R-0']])
  })

  test('what comes back of a sale that is void, or that nobody knows', () => {
    const { state, sell, write } = world()
    sell('a', { id: '0' })
    sell('b', returning('1', '0'))
    write('a', 'void', { sale: '0', reason: 'wrong' }, 'void-0')
    sell('b', returning('2', 'nowhere'))
    expect(told(state)).toEqual([
      ['over-returned', 'R-1', 1000, 'void R-0'],
      ['over-returned', 'R-2', 1000, 'unknown'],
    ])
    write('b', 'void', { sale: '1', reason: 'wrong' }, 'void-1')
    expect(told(state)).toHaveLength(1)
  })

  test('without a receipt it is always looked at, and stock moves only by what is fit to be sold', () => {
    const { state, sell } = world()
    const goods = {
      variant: 'v',
      returned: { sale: null, line: 0, receipt: '', amountMinor: -1000, taxMinor: 0 },
    }
    const of = (restock: boolean) => line(-1000, { ...goods, returned: { ...goods.returned, restock } })
    sell('a', { id: '1', lines: [of(true), of(false)], totalMinor: -2000 })
    expect(told(state).filter(([kind]) => kind === 'blind-return')).toEqual([
      ['blind-return', 'R-1', 2000, ''],
    ])
    expect(state.stock.get('v' as never)).toBe(1000)
  })
})

describe('M36: coupons, accounts, transfers, payments', () => {
  test('a coupon that was used once too often', () => {
    const { state, sell, write } = world()
    const fields = { code: 'TEN', uses: 1 }
    write('a', 'settings', { patches: [{ record: 'coupon', id: 'c', fields }] }, 's')
    sell('a', { id: '1', coupons: ['c'] })
    expect(told(state)).toEqual([])
    sell('b', { id: '2', coupons: ['c'] })
    expect(money(state)).toMatchObject([{ kind: 'coupon-overused', detail: 'TEN', quantity: 1000 }])
  })

  test('an account over its limit until somebody pays in', () => {
    const { state, sell, write } = world()
    const fields = { name: 'Bar', limitMinor: 1500 }
    write('a', 'settings', { patches: [{ record: 'account', id: 'acc', fields }] }, 's')
    const tenders = [{ kind: 'house-account', id: 't', amountMinor: 1000, account: 'acc', name: 'Bar' }]
    sell('a', { id: '1', tenders })
    expect(told(state)).toEqual([])
    sell('b', { id: '2', tenders })
    expect(told(state)).toEqual([['account-over-limit', '', 500, 'Bar']])
    const [over] = money(state)
    sell('a', { id: '3', lines: [line(200, { kind: 'account', account: 'acc' })] })
    expect(money(state).map(({ key }) => key)).toEqual([over?.key])
    sell('a', { id: '4', lines: [line(800, { kind: 'account', account: 'acc' })] })
    expect(state.accounts.get('acc' as never)).toEqual({ chargedMinor: 2000, paidMinor: 1000 })
    expect(told(state)).toEqual([])
  })

  test('a transfer is awaited until it is settled; one that never came is a decision, unless the sale is void', () => {
    const { state, sell, write } = world()
    const tenders = [{ kind: 'transfer', id: 't', amountMinor: 1000, scheme: 'epc', reference: 'RF' }]
    sell('a', { id: '1', tenders })
    expect([...state.awaiting]).toEqual([['t', '1']])
    write('b', 'tender-settled', { tender: 't', sale: '1', outcome: 'failed', note: 'never seen' }, 'x')
    expect(state.awaiting.size).toBe(0)
    expect(told(state)).toEqual([['transfer-failed', 'R-1', 1000, 'never seen']])
    write('a', 'void', { sale: '1', reason: 'unpaid' }, 'v')
    expect(told(state)).toEqual([])
  })

  const paid = {
    tender: 't',
    sale: '1',
    provider: 'stripe',
    status: 'paid',
    amountMinor: 1000,
    reference: 'cs',
  }
  const asked = { tender: 't', sale: '1', kind: 'online', amountMinor: 1000 }
  const online = [{ kind: 'online', id: 't', amountMinor: 1000, provider: 'stripe', reference: 'cs' }]

  test('a payment is unclaimed once its till has gone on without it, and no more when the sale is there', () => {
    const { state, sell, write, hear } = world()
    write('a', 'tender-asked', asked, 'ask')
    hear('endpoint-1', 1)
    write('endpoint-1', 'payment-reported', paid, 'note')
    expect(told(state)).toEqual([])
    hear('a', 2)
    sell('a', { id: '7' })
    expect(told(state)).toEqual([['payment-unclaimed', '', 1000, 'cs']])
    sell('a', { id: '1', tenders: online })
    expect(told(state)).toEqual([])
  })

  test.each([
    ['its bill is paid without it', (w: World) => w.sell('a', { id: '1' })],
    [
      'its shift ends',
      (w: World) => w.write('a', 'shift-closed', { shift: 'sh', device: 'a', lastSeq: 9 }, 'end'),
    ],
    [
      'the office ends the shift',
      (w: World) => w.write('b', 'shift-closed', { shift: 'sh', device: 'a', lastSeq: 9 }, 'end'),
    ],
    [
      'it was taken back',
      (w: World) => w.write('a', 'tender-outcome', { tender: 't', outcome: 'reversed' }, 'no'),
    ],
  ])('a part that was paid waits for the rest of its bill, until %s', (_, leave) => {
    const w = world()
    w.write('a', 'tender-asked', asked, 'ask')
    w.hear('endpoint-1', 1)
    w.write('endpoint-1', 'payment-reported', paid, 'note')
    w.hear('a', 2)
    w.write('a', 'tender-outcome', { tender: 't', outcome: 'approved' }, 'yes')
    w.sell('a', { id: '7' })
    expect(told(w.state)).toEqual([])
    w.hear('b', 9)
    leave(w)
    expect(told(w.state).map(([kind]) => kind)).toContain('payment-unclaimed')
  })

  test('a payment whose question was answered otherwise is unclaimed at once', () => {
    const { state, write } = world()
    write('a', 'tender-asked', asked, 'ask')
    write('a', 'tender-outcome', { tender: 't', outcome: 'declined' }, 'no')
    write('endpoint-1', 'payment-reported', paid, 'note')
    expect(told(state)).toEqual([['payment-unclaimed', '', 1000, 'cs']])
  })

  test('a sale that a provider paid with another amount, less or more', () => {
    const differs = (amountMinor: number) => {
      const { state, sell, write } = world()
      write('a', 'tender-asked', asked, 'ask')
      sell('a', { id: '1', tenders: online })
      write('endpoint-1', 'payment-reported', { ...paid, amountMinor }, 'note')
      return told(state)
    }
    expect(differs(1000)).toEqual([])
    expect(differs(900)).toEqual([['payment-differs', 'R-1', 100, 'cs']])
    expect(differs(1200)).toEqual([['payment-differs', 'R-1', -200, 'cs']])
  })

  test.each(['none', 'expired', 'of another sale'])(
    'a sale that says it was paid online, and the endpoint tells %s',
    (what) => {
      const { state, sell, write } = world()
      write('a', 'tender-asked', asked, 'ask')
      sell('a', { id: '1', tenders: online })
      write('a', 'tender-outcome', { tender: 't', outcome: 'approved' }, 'yes')
      if (what === 'expired') write('endpoint-1', 'payment-reported', { ...paid, status: 'expired' }, 'end')
      if (what === 'of another sale') write('endpoint-1', 'payment-reported', { ...paid, sale: '9' }, 'other')
      const missing = () => told(state).filter(([kind]) => kind === 'payment-missing')
      expect(missing()).toEqual([])
      sell('a', { id: '2' })
      expect(missing()).toEqual([['payment-missing', 'R-1', 1000, 'cs']])
      if (what === 'of another sale') return
      write('endpoint-1', 'payment-reported', paid, 'note')
      expect(missing()).toEqual([])
    },
  )

  test('no payment is missing for a sale that is void, nor for money that goes back', () => {
    const { state, sell, write } = world()
    sell('a', { id: '1', tenders: online })
    write('a', 'void', { sale: '1', reason: 'unpaid' }, 'v')
    const back = [{ kind: 'online', id: 'b', amountMinor: -1000, provider: 'stripe', reference: 're' }]
    sell('a', { ...returning('2', '3'), tenders: back })
    sell('a', { id: '4' })
    sell('a', { id: '5' })
    expect(told(state).filter(([kind]) => `${kind}`.startsWith('payment-'))).toEqual([])
  })

  test('what the provider gave back is a decision until a refund here tells of it', () => {
    const { state, sell, write } = world()
    sell('a', { id: '1', tenders: online })
    write('endpoint-1', 'payment-reported', paid, 'note')
    write('endpoint-1', 'payment-reported', { ...paid, status: 'refunded' }, 'back')
    expect(told(state)).toEqual([['payment-refunded', 'R-1', 1000, 'cs']])
    const back = [{ kind: 'online', id: 'b', amountMinor: -1000, provider: 'stripe', reference: 're' }]
    sell('a', { ...returning('2', '1'), tenders: back })
    expect(told(state)).toEqual([])
  })
})
