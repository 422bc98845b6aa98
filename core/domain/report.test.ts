import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StaffId, TaxRateId, TenderId } from './ids.ts'
import { add, type Minor, type Ppm, subtract, sum, toMinor, ZERO } from './money.ts'
import { type ReportedSale, report } from './report.ts'
import type { TenderKind } from './tender.ts'

const bucket = (ppm: number, grossMinor: number, netMinor: number) => ({
  id: `r${ppm}` as TaxRateId,
  name: 'VAT',
  ppm: ppm as Ppm,
  netMinor: toMinor(netMinor),
  taxMinor: toMinor(grossMinor - netMinor),
  grossMinor: toMinor(grossMinor),
})

const sale = (change: Partial<ReportedSale>): ReportedSale => ({
  ...{ totalMinor: ZERO, tenders: [], taxes: [], quantities: [1000], voided: null },
  ...change,
})

const paid = (kind: TenderKind, amount: number) => [{ kind, amountMinor: toMinor(amount) }]

describe('M50: a report is the sum of its receipts', () => {
  test('Norway’s example of a cash register file: its four transactions make its Z figures', () => {
    // Skatteetaten, SAF-T Cash Register, ExampleFile 999999999_20210330104000; in øre.
    const day = [
      sale({ totalMinor: toMinor(8640), tenders: paid('card', 8640), taxes: [bucket(150_000, 8640, 7512)] }),
      sale({
        totalMinor: toMinor(29_540),
        tenders: paid('cash', 29_500),
        taxes: [bucket(250_000, 29_540, 23_632)],
        money: { roundingMinor: toMinor(-40) },
      }),
      sale({
        totalMinor: toMinor(14_880),
        tenders: paid('card', 14_880),
        taxes: [bucket(150_000, 3280, 2852), bucket(250_000, 11_600, 9280)],
      }),
      sale({
        totalMinor: toMinor(-1640),
        tenders: paid('card', -1640),
        taxes: [bucket(150_000, -1640, -1426)],
        quantities: [-1000],
        money: { returnedMinor: toMinor(-1640) },
      }),
    ]
    const z = report(day)
    expect(z).toMatchObject({ saleCount: 3, refundCount: 1, totalMinor: 51_420, returnedMinor: -1640 })
    expect(subtract(z.totalMinor, z.returnedMinor)).toBe(53_060)
    expect(Object.fromEntries(z.byTender)).toEqual({ card: 21_880, cash: 29_500 })
    expect(z.roundingMinor).toBe(-40)
    expect(z.taxByRate.get('r150000 150000')).toMatchObject({ netMinor: 8938, taxMinor: 1342 })
    expect(z.taxByRate.get('r250000 250000')).toMatchObject({ netMinor: 32_912, taxMinor: 8228 })
  })

  test('what is promised is no takings, and a transfer that did not come is none either', () => {
    const transfer = (id: string) =>
      sale({
        totalMinor: toMinor(500),
        tenders: [{ kind: 'transfer', amountMinor: toMinor(500), id: id as TenderId }],
      })
    const day = [
      sale({ totalMinor: toMinor(1000), tenders: paid('house-account', 1000) }),
      sale({ totalMinor: toMinor(700), tenders: paid('voucher', 700) }),
      sale({ totalMinor: toMinor(300), tenders: paid('on-the-house', 300) }),
      sale({ totalMinor: toMinor(250), tenders: paid('cash', 250) }),
      ...['awaited', 'came', 'failed'].map(transfer),
    ]
    const settlements = new Map([
      ['came' as TenderId, { outcome: 'received' as const }],
      ['failed' as TenderId, { outcome: 'failed' as const }],
    ])
    expect(report(day, settlements)).toMatchObject({
      takingsMinor: 1250,
      totalMinor: 3750,
      awaitingMinor: 500,
      failedMinor: 500,
    })
  })

  test('tips, deposits, vouchers and payments on account are no turnover', () => {
    const money = {
      ...{ tipMinor: toMinor(100), depositMinor: toMinor(200) },
      ...{ voucherMinor: toMinor(5000), accountMinor: toMinor(1000), discountMinor: toMinor(50) },
    }
    const one = sale({ totalMinor: toMinor(7300), tenders: paid('cash', 7300), money })
    expect(report([one])).toMatchObject({ goodsMinor: 1000, tipMinor: 100, discountMinor: 50 })
  })

  test('tips are told by whose they are; what is the pool’s is in the sum alone', () => {
    const of = (staff: string, minor: number) => ({ staff: staff as StaffId, amountMinor: toMinor(minor) })
    const tipped = (minor: number, ...tips: readonly ReturnType<typeof of>[]) =>
      sale({
        totalMinor: toMinor(minor),
        tenders: paid('cash', minor),
        money: { tipMinor: toMinor(minor) },
        tips,
      })
    const day = [
      tipped(100, of('ada', 100)),
      tipped(50, of('ada', 50)),
      tipped(70, of('ben', 70)),
      tipped(30),
    ]
    const { tipMinor, tipsByStaff } = report(day)
    expect(tipMinor).toBe(250)
    expect([...tipsByStaff]).toEqual([
      ['ada', 150],
      ['ben', 70],
    ])
  })

  test('M51: tenders are the totals and their rounding, and a void takes everything out, for any day', () => {
    const kinds: readonly TenderKind[] = ['cash', 'card', 'voucher', 'house-account', 'transfer']
    const amounts = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(toMinor)
    const anySale = fc
      .record({
        parts: fc.array(fc.tuple(fc.constantFrom(...kinds), amounts), { minLength: 1, maxLength: 4 }),
        roundingMinor: fc.integer({ min: -50, max: 50 }).map(toMinor),
        voided: fc.boolean(),
      })
      .map(({ parts, roundingMinor, voided }) =>
        sale({
          totalMinor: subtract(sum(parts.map(([, amount]) => amount)), roundingMinor),
          tenders: parts.map(([kind, amountMinor]) => ({ kind, amountMinor })),
          money: { roundingMinor },
          voided,
        }),
      )
    fc.assert(
      fc.property(fc.array(anySale, { maxLength: 30 }), (day) => {
        const { byTender, totalMinor, roundingMinor, saleCount, refundCount, voidCount } = report(day)
        expect(sum(byTender.values())).toBe(add(totalMinor, roundingMinor))
        expect(saleCount + refundCount + voidCount).toBe(day.length)
        const standing = day.filter(({ voided }) => !voided)
        expect(report(standing)).toEqual({ ...report(day), voidCount: 0 })
        expect(totalMinor).toBe(sum(standing.map((one) => one.totalMinor as Minor)))
      }),
    )
  })
})

test('J13: forged figures do not take the day away', () => {
  const forged = sale({ totalMinor: Number.MAX_SAFE_INTEGER as Minor })
  expect(report([forged, forged, sale({ totalMinor: toMinor(5) })]).saleCount).toBe(3)
})
