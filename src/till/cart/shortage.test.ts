import { expect, test } from 'vitest'
import type { StaffId } from '../../../core/domain/ids.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import { plainRules, priceCart } from '../../../core/domain/price-cart.ts'
import type { TillModel } from '../till-model.ts'
import { createCartStore } from './cart-store.ts'
import { dropShortage, shortagesOf } from './shortage.ts'

const PIECE = 1000 as Thousandths
const views = (held: number, capped = true) =>
  ({
    products: [{ variants: [{ id: 'v', capped }] }],
    leased: new Map([['v', held]]),
  }) as never

function cartsWith(
  ...lines: readonly { readonly key: string; readonly pieces: number; readonly unitMinor: number }[]
) {
  const carts = createCartStore('cart-1' as never, (cart) => priceCart(cart, plainRules('inclusive')))
  for (const { key, pieces, unitMinor } of lines) {
    const taxRate = { id: 'r', name: 'VAT', ppm: 0 }
    const line = {
      key,
      variant: 'v',
      product: 'p',
      name: 'Print',
      variantName: 'A3',
      quantity: pieces * 1000,
    }
    carts.dispatch({
      type: 'add',
      line: { ...line, unitMinor, listMinor: null, sku: null, note: '', taxRate } as never,
    })
  }
  return carts
}

const missing = (carts: ReturnType<typeof cartsWith>, held: number) =>
  shortagesOf(carts.getState().cart, views(held)).map((short) => short.missing / 1000)

test('K4: a shortage is what all lines of a variant need beyond what is held and what was allowed', () => {
  const carts = cartsWith({ key: 'a', pieces: 2, unitMinor: 500 }, { key: 'b', pieces: 3, unitMinor: 400 })
  expect(shortagesOf(carts.getState().cart, views(2000))).toEqual([
    { variant: 'v', name: 'Print · A3', held: 2000, missing: 3000 },
  ])
  carts.dispatch({ type: 'change', key: 'b', fields: { override: { by: 'm' as StaffId, quantity: PIECE } } })
  expect(missing(carts, 2000)).toEqual([2])
  expect(missing(carts, 4000)).toEqual([])
  expect(shortagesOf(carts.getState().cart, views(0, false))).toEqual([])
})

test('what is missing is taken out from the last line on, and an emptied line goes', () => {
  const carts = cartsWith({ key: 'a', pieces: 2, unitMinor: 500 }, { key: 'b', pieces: 3, unitMinor: 400 })
  const [short] = shortagesOf(carts.getState().cart, views(1000))
  if (!short) throw new Error('nothing is short')
  dropShortage({ carts } as unknown as TillModel, short)
  expect(carts.getState().cart.lines.map(({ key, quantity }) => [key, quantity])).toEqual([['a', 1000]])
  expect(missing(carts, 1000)).toEqual([])
})
