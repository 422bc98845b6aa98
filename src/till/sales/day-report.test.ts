import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { TenderId } from '../../../core/domain/ids.ts'
import { sum, toMinor, ZERO } from '../../../core/domain/money.ts'
import type { ReportedSale } from '../../../core/domain/report.ts'
import { cashTender, type Tender, type TenderKind } from '../../../core/domain/tender.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'
import { oneLineCart, pricedOf } from '../../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../../test/support/replicas.ts'
import { recordSale, settleTransfer } from '../../replica/deeds.ts'
import type { Replica } from '../../replica/replica.ts'
import {
  besides,
  type DayFigure,
  dayReport,
  settlementsOf,
  takingsByMeans,
  wayToTakings,
} from './day-report.ts'
import { newestFirst } from './sales-list.ts'

let replica: Replica

beforeEach(async () => {
  replica = await testDevice().openTab()
  await furnish(replica)
})

async function soldByTransfer(id: string) {
  const priced = pricedOf(oneLineCart(replica))
  const { totalMinor: amountMinor } = priced.totals
  const tender = { kind: 'transfer', id: id as TenderId, amountMinor, scheme: 'epc', reference: id } as Tender
  const made = await recordSale(replica, { priced, tenders: [tender], staff: OWNER })
  if (!made.ok) throw new Error(made.error.kind)
  return { sale: made.value.sale.id, tender: tender.id }
}

async function today() {
  const settlements = await replica.readState(settlementsOf)
  const day = dayReport(newestFirst(replica.store.getState().sales), settlements, 0)
  const figures = [...wayToTakings(day), ...besides(day)]
  return { day, shown: new Map(figures.map(({ name, minor }) => [name, minor])) }
}

const sumOf = (figures: readonly DayFigure[]) => sum(figures.map(({ minor }) => minor))

test('M50: a tip that is the cashier’s is theirs, and no turnover', async () => {
  const tip = { ppm: null, amountMinor: toMinor(150), staff: OWNER } as const
  const cart = { ...oneLineCart(replica), tip }
  const priced = pricedOf(cart)
  const { totalMinor } = priced.totals
  const tender = cashTender(`${cart.id}-cash` as TenderId, totalMinor, totalMinor)
  const made = await recordSale(replica, { priced, tenders: tender ? [tender] : [], staff: OWNER })
  expect(made.ok).toBe(true)
  const { day } = await today()
  expect(day).toMatchObject({ totalMinor: 1150, goodsMinor: 1000, tipMinor: 150 })
  expect([...day.tipsByStaff]).toEqual([[OWNER, 150]])
})

describe('M50: a day’s transfers', () => {
  test('are awaited until they have come or not; what did not come is no takings, and is shown', async () => {
    const [one, two] = [await soldByTransfer('t1'), await soldByTransfer('t2')]
    const before = await today()
    const half = toMinor(before.day.totalMinor / 2)
    expect(before.shown.get('awaiting')).toBe(before.day.totalMinor)
    expect(before.shown.get('failed')).toBeUndefined()
    await settleTransfer(replica, { ...one, outcome: 'received', note: '' }, OWNER)
    await settleTransfer(replica, { ...two, outcome: 'failed', note: '' }, OWNER)
    const after = await today()
    expect(after.shown.get('awaiting')).toBeUndefined()
    expect(after.shown.get('failed')).toBe(-half)
    expect(after.day.takingsMinor).toBe(half)
    expect(after.shown.get('sold')).toBe(before.day.totalMinor)
    expect(takingsByMeans(after.day)).toEqual([{ term: 'Transfer', name: 'transfer', minor: half }])
  })
})

describe('M81: the way from what was sold to the takings', () => {
  const record = (change: Partial<ReportedSale>): SaleRecord =>
    ({
      at: 1,
      totalMinor: ZERO,
      tenders: [],
      taxes: [],
      quantities: [1000],
      voided: null,
      ...change,
    }) as never
  const part = (kind: TenderKind, minor: number, id?: string) => ({
    ...{ kind, amountMinor: toMinor(minor) },
    ...(id === undefined ? {} : { id: id as TenderId }),
  })

  test('a gift card that is sold and then pays with a tip is sold once, as goods', () => {
    const day = [
      record({
        totalMinor: toMinor(3500),
        tenders: [part('cash', 3500)],
        money: { voucherMinor: toMinor(3500) },
      }),
      record({
        ...{ totalMinor: toMinor(3850), money: { tipMinor: toMinor(350) } },
        tenders: [part('voucher', 3500), part('cash', 350)],
      }),
    ]
    expect(wayToTakings(dayReport(day, new Map(), 0)).map(({ name, minor }) => [name, minor])).toEqual([
      ['sold', 3500],
      ['tips', 350],
      ['vouchers', 3500],
      ['voucher', -3500],
    ])
    expect(dayReport(day, new Map(), 0).takingsMinor).toBe(3850)
  })

  test('its rows sum to the takings, and so do the means, for any day', () => {
    const kinds: readonly TenderKind[] = [
      ...(['cash', 'card', 'voucher', 'store-credit'] as const),
      ...(['house-account', 'on-the-house', 'transfer', 'online'] as const),
    ]
    const amounts = fc.integer({ min: -100_000, max: 100_000 }).map(toMinor)
    const anySale = fc
      .record({
        parts: fc.array(fc.tuple(fc.constantFrom(...kinds), amounts, fc.constantFrom('a', 'b', 'c')), {
          minLength: 1,
          maxLength: 4,
        }),
        money: fc.record({
          ...{ tipMinor: amounts, depositMinor: amounts, voucherMinor: amounts, accountMinor: amounts },
          roundingMinor: fc.integer({ min: -50, max: 50 }).map(toMinor),
        }),
      })
      .map(({ parts, money }) =>
        record({
          totalMinor: toMinor(sum(parts.map(([, minor]) => minor)) - money.roundingMinor),
          tenders: parts.map(([kind, minor, id]) => part(kind, minor, id)),
          money,
        }),
      )
    const settlements = new Map([
      ['a' as TenderId, { outcome: 'received' as const }],
      ['b' as TenderId, { outcome: 'failed' as const }],
    ])
    fc.assert(
      fc.property(fc.array(anySale, { maxLength: 20 }), (sales) => {
        const day = dayReport(sales, settlements, 0)
        expect(sumOf(wayToTakings(day))).toBe(day.takingsMinor)
        expect(sumOf(takingsByMeans(day))).toBe(day.takingsMinor)
      }),
    )
  })
})

test('J13: forged figures leave the day on the screen', () => {
  const forged = (kind: TenderKind, minor: number) =>
    ({
      ...{ at: 1, totalMinor: minor, taxes: [], quantities: [1000], voided: null },
      tenders: [{ kind, amountMinor: minor, id: `${minor}` }],
    }) as never
  const most = Number.MAX_SAFE_INTEGER
  const settlements = new Map([[`${most}` as TenderId, { outcome: 'failed' as const }]])
  const day = dayReport(
    [forged('transfer', -most), forged('transfer', -most), forged('transfer', most)],
    settlements,
    0,
  )
  for (const { minor } of [...wayToTakings(day), ...takingsByMeans(day)])
    expect(Number.isSafeInteger(minor)).toBe(true)
})
