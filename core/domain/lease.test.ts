import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DeviceId, LeaseId, VariantId } from './ids.ts'
import {
  freeOf,
  grantOf,
  heldOf,
  heldTogether,
  isOutdated,
  type LeaseCounts,
  leaseToAsk,
  leaseToken,
  placeOfToken,
  takeFromLeases,
  wantedLease,
} from './lease.ts'
import type { Thousandths } from './money.ts'

const V = 'v1' as VariantId
const units = fc.integer({ min: 0, max: 60_000 })
const positive = fc.integer({ min: 1, max: 60_000 })
const TILLS = ['till-a', 'till-b', 'till-c'] as DeviceId[]

const granted = (device: DeviceId, quantity: number, change: Partial<LeaseCounts> = {}): LeaseCounts => ({
  id: `lease-${device}-${quantity}` as LeaseId,
  grant: { device, variant: V, quantity: quantity as Thousandths },
  used: 0,
  returned: 0,
  recalled: false,
  reclaim: null,
  ...change,
})

const leases = fc.array(
  fc
    .record({ device: fc.constantFrom(...TILLS), quantity: positive, used: units, returned: units })
    .map(({ device, quantity, used, returned }) => granted(device, quantity, { used, returned })),
  { maxLength: 8 },
)

/** What tills do with one variant's stock, each cut off from the others. */
const history = fc.array(
  fc.record({
    till: fc.constantFrom(...TILLS),
    deed: fc.constantFrom('ask', 'sell', 'return'),
    quantity: positive,
    needed: units,
  }),
  { maxLength: 60 },
)

describe('what is held and free', () => {
  test('K4: stock is what is free and what is held, and nobody holds less than nothing', () => {
    fc.assert(
      fc.property(leases, units, (all, stock) => {
        const map = new Map([[V, stock as Thousandths]])
        expect(freeOf(all, map, V) + heldTogether(all, V)).toBe(stock)
        for (const till of TILLS) expect(heldTogether(all, V, till)).toBeGreaterThanOrEqual(0)
        expect(TILLS.reduce((sum, till) => sum + heldTogether(all, V, till), 0)).toBe(heldTogether(all, V))
      }),
    )
  })

  test('K6: a reclaimed lease holds nothing', () => {
    expect(heldOf(granted(TILLS[0] as DeviceId, 5000, { reclaim: {} }))).toBe(0)
  })

  test('K5: a recalled lease still holds what its holder has not given back', () => {
    expect(heldOf(granted(TILLS[0] as DeviceId, 5000, { recalled: true, used: 2000, returned: 1000 }))).toBe(
      2000,
    )
  })
})

describe('a grant', () => {
  test('K4: is never more than is free, than is wished, or less than nothing', () => {
    const wish = fc.record({
      wish: fc.integer(),
      needed: units,
      held: units,
      free: fc.integer(),
      tills: fc.nat(9),
    })
    fc.assert(
      fc.property(wish, (asked) => {
        const grant = grantOf(asked)
        expect(grant).toBeGreaterThanOrEqual(0)
        expect(grant).toBeLessThanOrEqual(Math.max(0, asked.free))
        expect(grant).toBeLessThanOrEqual(Math.max(0, asked.wish))
      }),
    )
  })

  test('a customer who waits gets what is free, however scarce', () => {
    fc.assert(
      fc.property(positive, units, units, fc.integer({ min: 1, max: 9 }), (needed, held, free, tills) => {
        expect(grantOf({ wish: needed, needed, held, free, tills })).toBe(Math.min(needed, free))
      }),
    )
  })

  test('while it is scarce a till that has some gets no more for nobody', () => {
    expect(grantOf({ wish: 3000, needed: 0, held: 1000, free: 5000, tills: 2 })).toBe(0)
    expect(grantOf({ wish: 3000, needed: 0, held: 0, free: 5000, tills: 2 })).toBe(1000)
    expect(grantOf({ wish: 3000, needed: 0, held: 0, free: 6000, tills: 2 })).toBe(3000)
  })

  test('K4: whatever tills ask, sell and return, cut off from each other, the stock never falls below nought', () => {
    fc.assert(
      fc.property(units, history, (start, deeds) => {
        let stock = start
        const held = new Map<DeviceId, number>(TILLS.map((till) => [till, 0]))
        for (const { till, deed, quantity, needed } of deeds) {
          const own = held.get(till) ?? 0
          const free = stock - [...held.values()].reduce((sum, each) => sum + each, 0)
          if (deed === 'ask')
            held.set(till, own + grantOf({ wish: quantity, needed, held: own, free, tills: TILLS.length }))
          const moved = Math.min(own, quantity)
          if (deed === 'sell') stock -= moved
          if (deed !== 'ask') held.set(till, own - moved)
        }
        expect(stock).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('asking', () => {
  test('a till asks when it is low, and at once for what is in its cart', () => {
    expect(leaseToAsk(0, 0, 0)).toBe(3000)
    expect(leaseToAsk(2000, 0, 0)).toBe(0)
    expect(leaseToAsk(1000, 0, 0)).toBe(2000)
    expect(leaseToAsk(2000, 0, 3000)).toBe(1000)
    expect(leaseToAsk(5000, 20_000, 0)).toBe(15_000)
  })

  test('what it asks for brings it to what it wants, never beyond', () => {
    fc.assert(
      fc.property(units, units, units, (held, sold, inCart) => {
        const ask = leaseToAsk(held, sold, inCart)
        if (ask > 0) expect(held + ask).toBe(Math.max(wantedLease(sold), inCart))
        else expect(held).toBeGreaterThanOrEqual(inCart)
      }),
    )
  })
})

describe('a sale under leases', () => {
  const rows = fc
    .array(fc.record({ left: units }), { maxLength: 6 })
    .map((all) => all.map((row, index) => ({ ...row, lease: `lease-${index}` as LeaseId })))

  test('K4: takes no more from a lease than it has, all of the quantity or says what is short', () => {
    fc.assert(
      fc.property(rows, positive, (all, quantity) => {
        const { uses, short } = takeFromLeases(all, quantity)
        expect(uses.reduce((sum, use) => sum + use.quantity, 0) + short).toBe(quantity)
        for (const use of uses) {
          expect(use.quantity).toBeGreaterThan(0)
          expect(use.quantity).toBeLessThanOrEqual(all.find(({ lease }) => lease === use.lease)?.left ?? 0)
        }
      }),
    )
  })

  test('takes from the oldest first', () => {
    const all = [2000, 3000].map((left, index) => ({ lease: `lease-${index}` as LeaseId, left }))
    expect(takeFromLeases(all, 4000)).toEqual({
      uses: [
        { lease: 'lease-0', quantity: 2000 },
        { lease: 'lease-1', quantity: 2000 },
      ],
      short: 0,
    })
  })
})

describe('a fencing token', () => {
  test('K7: rises with each grant, and across a restore whose epoch is a time', () => {
    const restoredAt = 1_800_000_000
    const place = fc.record({
      epoch: fc.constantFrom(1, 2, restoredAt, restoredAt + 60),
      seq: fc.integer({ min: 1, max: 1e6 }),
    })
    fc.assert(
      fc.property(place, place, (a, b) => {
        const [first, second] = [leaseToken(a.epoch, a.seq), leaseToken(b.epoch, b.seq)]
        expect(Number.isSafeInteger(first)).toBe(true)
        expect(placeOfToken(first)).toEqual(a)
        if (a.epoch < b.epoch || (a.epoch === b.epoch && a.seq < b.seq)) expect(second).toBeGreaterThan(first)
        expect(isOutdated({ token: first }, b.epoch)).toBe(a.epoch < b.epoch)
      }),
    )
  })
})
