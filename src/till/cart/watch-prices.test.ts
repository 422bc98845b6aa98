import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { emptyCart } from '../../../core/domain/cart.ts'
import type { Promotion } from '../../../core/domain/promotion.ts'
import type { TillModel } from '../till-model.ts'
import { watchPrices } from './watch-prices.ts'

const START = Date.UTC(2026, 10, 23, 16, 59, 30)
const line = { key: '1' } as never
const happyHour = {} as Promotion

/** As much of a till as is watched. */
function aTill(cart: object) {
  let repriced = 0
  const views = { location: {}, promotions: [] as Promotion[], coupons: [], takeAwayRates: {}, products: [] }
  const store = createStore(() => ({ ...views, salesVersion: 0 }))
  const reprice = () => {
    repriced += 1
  }
  const carts = { getState: () => ({ cart: { ...emptyCart('sale' as never), ...cart } }), reprice }
  const till = { app: { replica: { store, deps: { now: () => Date.now() } } }, carts }
  return { till: till as unknown as TillModel, store, times: () => repriced }
}

describe('M40: the open cart follows the settings and the hour', () => {
  beforeEach(() => void vi.useFakeTimers({ now: START }))
  afterEach(() => void vi.useRealTimers())

  it('is priced anew when settings change, and not for a sale', () => {
    const { till, store, times } = aTill({ lines: [line] })
    const stop = watchPrices(till)
    store.setState({ salesVersion: 1 })
    expect(times()).toBe(0)
    store.setState({ promotions: [happyHour] })
    expect(times()).toBe(1)
    stop()
    store.setState({ promotions: [] })
    expect(times()).toBe(1)
  })
  it('is priced anew on the minute while there are promotions', () => {
    const { till, store, times } = aTill({ lines: [line] })
    const stop = watchPrices(till)
    vi.advanceTimersByTime(31_000)
    expect(times()).toBe(0)
    store.setState({ promotions: [happyHour] })
    vi.advanceTimersByTime(60_000)
    expect(times()).toBe(2)
    vi.advanceTimersByTime(60_000)
    expect(times()).toBe(3)
    stop()
    vi.advanceTimersByTime(600_000)
    expect(times()).toBe(3)
  })
  it.each([{ lines: [] }, { lines: [line], tenders: [{} as never] }])('leaves %o as it is', (cart) => {
    const { till, store, times } = aTill(cart)
    const stop = watchPrices(till)
    store.setState({ promotions: [happyHour] })
    vi.advanceTimersByTime(120_000)
    expect(times()).toBe(0)
    stop()
  })
})
