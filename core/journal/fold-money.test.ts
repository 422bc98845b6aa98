/** What the fold counts of money, beside a plain count over the entries that stand. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { journalsArbitrary } from '../../test/support/journals.ts'
import type { DeviceId, Millis, SaleId, TenderId } from '../domain/ids.ts'
import type { Sale } from '../domain/sale.ts'
import { saleFlaws } from '../domain/sale-flaws.ts'
import type { SealedEntry } from './chain.ts'
import type { DecisionKind } from './decision.ts'
import type { Envelope } from './entry.ts'
import { foldEntry } from './fold.ts'
import { applyTenderSettled } from './fold-money.ts'
import { openDecisions } from './open-decisions.ts'
import { emptyState, type State } from './state.ts'

function foldAll(journals: readonly (readonly SealedEntry[])[]): State {
  const state = emptyState()
  for (const { entry } of journals.flat()) foldEntry(state, { known: true, entry })
  return state
}

/** The sales that count: of two with one id the first by device and place, and none that is void. */
function standing(journals: readonly (readonly SealedEntry[])[]): readonly Sale[] {
  const entries = journals.flat().map(({ entry }) => entry)
  const voided = new Set(entries.flatMap((entry) => (entry.kind === 'void' ? [entry.body.sale] : [])))
  const byId = new Map<SaleId, { device: string; sale: Sale }>()
  for (const entry of entries) {
    if (entry.kind !== 'sale') continue
    const known = byId.get(entry.body.id)
    if (!known || entry.device < known.device)
      byId.set(entry.body.id, { device: entry.device, sale: entry.body })
  }
  return [...byId.values()].map(({ sale }) => sale).filter(({ id }) => !voided.has(id))
}

/** Sums by key, without those that are nought. */
function sums(pairs: Iterable<readonly [string, number]>): Record<string, number> {
  const all = new Map<string, number>()
  for (const [key, amount] of pairs) all.set(key, (all.get(key) ?? 0) + amount)
  return Object.fromEntries([...all].filter(([, amount]) => amount !== 0).sort())
}

const linesOf = (sales: readonly Sale[]) => sales.flatMap(({ lines }) => lines)
const tendersOf = (sales: readonly Sale[]) => sales.flatMap(({ tenders }) => tenders)

describe('M31: what the fold counts of money', () => {
  test('a voucher’s balance is what sales have put on it less what they took, a void sale nothing', () => {
    fc.assert(
      fc.property(journalsArbitrary, (journals) => {
        const sales = standing(journals)
        const expected = sums([
          ...linesOf(sales).flatMap(({ voucher, amountMinor }) =>
            voucher ? [[voucher.code, amountMinor] as const] : [],
          ),
          ...tendersOf(sales).flatMap((one) =>
            one.kind === 'voucher' || one.kind === 'store-credit'
              ? [[one.voucher, -one.amountMinor] as const]
              : [],
          ),
        ])
        const { vouchers } = foldAll(journals)
        expect(sums([...vouchers].map(([code, { balanceMinor }]) => [code, balanceMinor]))).toEqual(expected)
        for (const { balanceMinor, issues, uses } of vouchers.values()) {
          const issued = issues.reduce((all, { amountMinor }) => all + amountMinor, 0)
          expect(uses.reduce((all, { amountMinor }) => all - amountMinor, issued)).toBe(balanceMinor)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('what came back of a line, what is owed on an account and how often a coupon was used', () => {
    fc.assert(
      fc.property(journalsArbitrary, (journals) => {
        const sales = standing(journals)
        const state = foldAll(journals)
        const back = linesOf(sales).flatMap(({ returned, quantity, amountMinor }) =>
          // What is above nought claims to come back and does not.
          returned?.sale && amountMinor <= 0 && returned.taxMinor <= 0
            ? [
                {
                  key: `${returned.sale}/${returned.line}`,
                  quantity,
                  amountMinor,
                  taxMinor: returned.taxMinor,
                },
              ]
            : [],
        )
        expect(sums(state.returned)).toEqual(sums(back.map(({ key, quantity }) => [key, -quantity])))
        expect(sums(state.returnedMinor)).toEqual(
          sums(back.map(({ key, amountMinor }) => [key, -amountMinor])),
        )
        expect(sums(state.returnedTaxMinor)).toEqual(sums(back.map(({ key, taxMinor }) => [key, -taxMinor])))
        const charged = tendersOf(sales).flatMap((one) =>
          one.kind === 'house-account' ? [[one.account, one.amountMinor] as const] : [],
        )
        const paid = linesOf(sales).flatMap(({ account, amountMinor }) =>
          account ? [[account, amountMinor] as const] : [],
        )
        const accounts = [...state.accounts]
        expect(sums(accounts.map(([id, { chargedMinor }]) => [id, chargedMinor]))).toEqual(sums(charged))
        expect(sums(accounts.map(([id, { paidMinor }]) => [id, paidMinor]))).toEqual(sums(paid))
        const uses = sales.flatMap(({ coupons = [] }) => coupons.map((coupon) => [coupon, 1] as const))
        expect(sums(state.couponUses)).toEqual(sums(uses))
      }),
      { numRuns: 400 },
    )
  })

  test('a transfer is awaited while its sale stands and nobody has settled it', () => {
    fc.assert(
      fc.property(journalsArbitrary, (journals) => {
        const settled = new Set(
          journals
            .flat()
            .flatMap(({ entry }) => (entry.kind === 'tender-settled' ? [entry.body.tender] : [])),
        )
        const awaited = tendersOf(standing(journals)).flatMap(({ kind, id }) =>
          kind === 'transfer' && !settled.has(id) ? [id] : [],
        )
        const { awaiting } = foldAll(journals)
        expect([...awaiting.keys()].sort()).toEqual([...new Set(awaited)].sort())
      }),
      { numRuns: 300 },
    )
  })

  test('S15: of several answers about a transfer the earliest counts, but money that came has come, in any order', () => {
    const stamp = { at: 1 as Millis, staff: null, sale: 's' as SaleId }
    const told = [
      { ...stamp, lamport: 3, device: 'a' as DeviceId, outcome: 'failed', note: 'early doubt' },
      { ...stamp, lamport: 5, device: 'b' as DeviceId, outcome: 'failed', note: 'late doubt' },
      { ...stamp, lamport: 7, device: 'a' as DeviceId, outcome: 'received', note: 'came' },
      { ...stamp, lamport: 9, device: 'b' as DeviceId, outcome: 'received', note: 'came, seen again' },
    ] as const
    const noteOf = (which: readonly (typeof told)[number][]) => {
      const state = emptyState()
      for (const { lamport, device, at, staff, ...body } of which) {
        const entry = { lamport, device, at, staff } as Envelope
        applyTenderSettled(state, entry, { tender: 't' as TenderId, ...body })
      }
      return state.tenderSettlements.get('t' as TenderId)?.note
    }
    const [early, late, came, again] = told
    for (const [one, two] of [
      [early, late],
      [late, early],
    ] as const)
      expect(noteOf([one, two])).toBe('early doubt')
    fc.assert(
      fc.property(fc.shuffledSubarray([...told], { minLength: 4 }), (order) => {
        expect(noteOf(order)).toBe('came')
      }),
    )
    expect(noteOf([again, early])).toBe('came, seen again')
    expect(noteOf([early, came])).toBe('came')
  })

  test('the journals that are tried have every kind of doubt about money in them', () => {
    const seen = new Set<DecisionKind>()
    for (const journals of fc.sample(journalsArbitrary, { numRuns: 600, seed: 7 }))
      for (const { kind } of openDecisions(foldAll(journals))) seen.add(kind)
    expect([...MONEY].filter((kind) => !seen.has(kind))).toEqual([])
  })

  test('their sales add up, so that what is odd about them is what it seems', () => {
    const flawed = fc
      .sample(journalsArbitrary, { numRuns: 200, seed: 7 })
      .flat(2)
      .filter(({ entry }) => entry.kind === 'sale' && saleFlaws(entry.body).length > 0)
    expect(flawed.map(({ entry }) => entry.body)).toEqual([])
  })
})

/** What a provider tells is tried by example: an endpoint and a till seldom meet in one payment by chance. */
const MONEY: readonly DecisionKind[] = [
  'blind-return',
  'over-returned',
  'voucher-overdrawn',
  'voucher-issued-twice',
  'voucher-unknown',
  'voucher-expired',
  'coupon-overused',
  'account-over-limit',
  'transfer-failed',
]
