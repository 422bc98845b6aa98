import { describe, expect, test } from 'vitest'
import type { LeaseId, VariantId } from '../../core/domain/ids.ts'
import { type LeaseView, planGiveBack, planWants } from './lease-plan.ts'
import { LeaseUsage } from './lease-usage.ts'

const V = 'v' as VariantId
const row = (name: string, left: number, token = 1) => ({
  lease: name as LeaseId,
  variant: V,
  quantity: 9000,
  left,
  token,
})
const view = (change: Partial<LeaseView> = {}): LeaseView => ({
  variant: V,
  capped: true,
  ended: false,
  rows: [],
  inCarts: 0,
  soldLately: 0,
  idle: false,
  resting: false,
  ...change,
})
const nobody = () => false

describe('what to ask for', () => {
  test('K4: a reserve of three, more where more was sold lately, and what a cart needs at once', () => {
    expect(planWants([view()])).toEqual([{ variant: V, quantity: 3000, needed: 0, held: 0 }])
    expect(planWants([view({ rows: [row('a', 2000)] })])).toEqual([])
    expect(planWants([view({ rows: [row('a', 2000)], soldLately: 8000 })])).toMatchObject([
      { quantity: 6000 },
    ])
    expect(planWants([view({ rows: [row('a', 2000)], inCarts: 5000 })])).toEqual([
      { variant: V, quantity: 3000, needed: 3000, held: 2000 },
    ])
  })

  test('nothing of what is not capped; while it rests, only what a customer waits for', () => {
    expect(planWants([view({ capped: false, inCarts: 1000 })])).toEqual([])
    expect(planWants([view({ resting: true })])).toEqual([])
    expect(planWants([view({ resting: true, inCarts: 1000 })])).toEqual([
      { variant: V, quantity: 1000, needed: 1000, held: 0 },
    ])
  })

  test('those who wait come first, and a request holds a hundred', () => {
    const many = Array.from({ length: 150 }, (_, n) => view({ variant: `v${n}` as VariantId }))
    const wants = planWants([...many, view({ inCarts: 4000 })])
    expect(wants).toHaveLength(100)
    expect(wants[0]?.variant).toBe(V)
  })
})

describe('K5: what to give back', () => {
  test('all of what is no longer capped', () => {
    expect(
      planGiveBack([view({ capped: false, ended: true, rows: [row('a', 2000), row('b', 500)] })], nobody),
    ).toEqual([
      { lease: 'a', quantity: 2000 },
      { lease: 'b', quantity: 500 },
    ])
  })

  test('nothing because of a catalogue that is not here', () => {
    expect(planGiveBack([view({ capped: false, rows: [row('a', 2000)] })], nobody)).toEqual([])
  })

  test('what was asked back, but not from under a customer', () => {
    const rows = [row('a', 2000), row('b', 3000)]
    const isA = (lease: LeaseId) => lease === 'a'
    expect(planGiveBack([view({ rows })], isA)).toEqual([{ lease: 'a', quantity: 2000 }])
    expect(planGiveBack([view({ rows, inCarts: 4000 })], isA)).toEqual([{ lease: 'a', quantity: 1000 }])
    expect(planGiveBack([view({ rows, inCarts: 5000 })], isA)).toEqual([])
  })

  test('after a quiet while what is beyond the reserve, the youngest first', () => {
    const rows = [row('a', 2000, 1), row('b', 3000, 2)]
    expect(planGiveBack([view({ rows })], nobody)).toEqual([])
    expect(planGiveBack([view({ rows, idle: true })], nobody)).toEqual([{ lease: 'b', quantity: 2000 }])
    expect(planGiveBack([view({ rows: [row('a', 3000)], idle: true })], nobody)).toEqual([])
  })
})

describe('usage', () => {
  const minutes = (n: number) => n * 60_000

  test('counts what was sold in the last ten minutes, from what was sold in all', () => {
    const usage = new LeaseUsage()
    usage.observe(V, { total: 50_000, inCarts: 0 }, 0)
    expect(usage.soldLately(V)).toBe(0)
    usage.observe(V, { total: 53_000, inCarts: 0 }, minutes(5))
    usage.observe(V, { total: 54_000, inCarts: 0 }, minutes(9))
    expect(usage.soldLately(V)).toBe(4000)
    usage.observe(V, { total: 54_000, inCarts: 0 }, minutes(16))
    expect(usage.soldLately(V)).toBe(1000)
  })

  test('is idle a quarter of an hour after the last sale, and not while some are in a cart', () => {
    const usage = new LeaseUsage()
    usage.observe(V, { total: 0, inCarts: 0 }, 0)
    expect(usage.isIdle(V, minutes(14))).toBe(false)
    expect(usage.isIdle(V, minutes(16))).toBe(true)
    usage.observe(V, { total: 0, inCarts: 1000 }, minutes(16))
    expect(usage.isIdle(V, minutes(20))).toBe(false)
  })
})
