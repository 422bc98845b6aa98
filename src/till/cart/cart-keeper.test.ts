import { describe, expect, it, vi } from 'vitest'
import { type Cart, emptyCart } from '../../../core/domain/cart.ts'
import type { SaleId } from '../../../core/domain/ids.ts'
import { plainRules, priceCart } from '../../../core/domain/price-cart.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import { startCartKeeper } from './cart-keeper.ts'
import { createCartStore } from './cart-store.ts'

const cartOf = (id: string, lines: number): Cart => ({
  ...emptyCart(id as SaleId),
  lines: Array.from({ length: lines }, (_, key) => ({ key: String(key) })) as unknown as Cart['lines'],
})

function setUp(answer: () => Promise<Result<void, StorageFailure>> = async () => ok(undefined)) {
  const carts = createCartStore('a' as SaleId, (cart) => priceCart(cart, plainRules('inclusive')))
  const frames: (() => void)[] = []
  const keep = vi.fn((_: Cart) => answer())
  const onFailure = vi.fn()
  const keeper = startCartKeeper({ carts, keep, onFailure, afterPaint: (write) => frames.push(write) })
  const replace = (cart: Cart) => carts.setState({ cart })
  const { reprice } = carts
  const paint = () => {
    for (const write of frames.splice(0)) write()
  }
  return { keeper, keep, onFailure, replace, reprice, paint }
}

describe('the cart keeper', () => {
  it('writes once for many changes, after the paint', async () => {
    const { keeper, keep, replace, paint } = setUp()
    replace(cartOf('a', 1))
    replace(cartOf('a', 2))
    expect(keep).not.toHaveBeenCalled()
    paint()
    await keeper.flush()
    expect(keep.mock.calls.map(([cart]) => cart.lines.length)).toEqual([2])
  })
  it('writes what changed during a write in the next one', async () => {
    const { keeper, keep, replace, paint } = setUp()
    replace(cartOf('a', 1))
    paint()
    replace(cartOf('a', 2))
    await keeper.flush()
    await keeper.flush()
    expect(keep.mock.calls.map(([cart]) => cart.lines.length)).toEqual([1, 2])
  })
  it('leaves no trace of the next, still empty cart', async () => {
    const { keeper, keep, replace } = setUp()
    replace(cartOf('b', 0))
    await keeper.flush()
    expect(keep).not.toHaveBeenCalled()
  })
  it('takes an emptied cart away', async () => {
    const { keeper, keep, replace } = setUp()
    replace(cartOf('a', 1))
    await keeper.flush()
    replace(cartOf('a', 0))
    await keeper.flush()
    expect(keep).toHaveBeenCalledTimes(2)
  })
  it('tells a failure', async () => {
    const { keeper, onFailure, replace } = setUp(async () => err({ kind: 'full' }))
    replace(cartOf('a', 1))
    await keeper.flush()
    expect(onFailure).toHaveBeenCalledWith({ kind: 'full' })
  })
  it('writes again what could not be written', async () => {
    const { keeper, keep, replace } = setUp(async () => err({ kind: 'full' }))
    replace(cartOf('a', 1))
    await keeper.flush()
    await keeper.flush()
    expect(keep).toHaveBeenCalledTimes(2)
  })
  it('does not try again by itself because the prices were asked for', async () => {
    const { keep, replace, reprice, paint } = setUp(async () => err({ kind: 'full' }))
    replace({ ...emptyCart('a' as SaleId), label: 'Ada' })
    paint()
    await vi.waitFor(() => expect(keep).toHaveBeenCalledTimes(1))
    reprice()
    paint()
    await new Promise((done) => setTimeout(done))
    expect(keep).toHaveBeenCalledTimes(1)
  })
})
