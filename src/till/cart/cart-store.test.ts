import { describe, expect, it } from 'vitest'
import { type Cart, type CartLine, emptyCart } from '../../../core/domain/cart.ts'
import type { ProductId, SaleId, TaxRateId, TenderId, VariantId } from '../../../core/domain/ids.ts'
import type { Minor, Ppm, Thousandths } from '../../../core/domain/money.ts'
import { plainRules, priceCart } from '../../../core/domain/price-cart.ts'
import { createCartStore, leftMinorOf, type OpenCart } from './cart-store.ts'

const line = (key: string, product: string, variant = product): CartLine => ({
  key,
  product: product as ProductId,
  variant: variant as VariantId,
  name: product,
  variantName: '',
  sku: product,
  quantity: 1000 as Thousandths,
  unitMinor: 1190 as Minor,
  listMinor: 1190 as Minor,
  taxRate: { id: 'vat' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm },
  note: '',
})
const id = 'sale' as SaleId

describe('the cart store', () => {
  it('adds up at each change, in the mode of that moment', () => {
    let mode: 'inclusive' | 'exclusive' = 'inclusive'
    const carts = createCartStore(id, (cart) => priceCart(cart, plainRules(mode)))
    carts.dispatch({ type: 'add', line: line('1', 'print') })
    expect(carts.getState().totals).toMatchObject({ totalMinor: 1190, taxMinor: 190 })
    mode = 'exclusive'
    carts.dispatch({ type: 'add', line: line('2', 'print') })
    expect(carts.getState().totals.totalMinor).toBe(2380 + 452)
    expect(carts.getState().cart.lines).toHaveLength(1)
  })
  it('counts a product over its variants', () => {
    const carts = createCartStore(id, (cart) => priceCart(cart, plainRules('inclusive')))
    carts.dispatch({ type: 'add', line: line('1', 'cap', 'cap-s') })
    carts.dispatch({ type: 'add', line: line('2', 'cap', 'cap-m') })
    expect(carts.getState().quantityByProduct.get('cap' as ProductId)).toBe(2000)
    carts.dispatch({ type: 'remove', key: '1' })
    expect(carts.getState().quantityByProduct.get('cap' as ProductId)).toBe(1000)
  })
  it('keeps the identity of lines that did not change, so that their rows are not rendered again', () => {
    const carts = createCartStore(id, (cart) => priceCart(cart, plainRules('inclusive')))
    carts.dispatch({ type: 'add', line: line('1', 'print') })
    carts.dispatch({ type: 'add', line: line('2', 'mug') })
    const [first] = carts.getState().cart.lines
    carts.dispatch({ type: 'set-quantity', key: '2', quantity: 3000 as Thousandths })
    expect(carts.getState().cart.lines[0]).toBe(first)
  })
  it('adds what was pressed before the kept cart was found', () => {
    const carts = createCartStore(id, (cart) => priceCart(cart, plainRules('inclusive')))
    carts.dispatch({ type: 'add', line: line('9', 'print') })
    const kept = { ...emptyCart('kept' as SaleId), lines: [line('1', 'print'), line('2', 'mug')] }
    carts.adopt(kept)
    const { cart, adopted } = carts.getState()
    expect(adopted).toBe(true)
    expect(cart.id).toBe('kept')
    expect(cart.lines.map(({ key, quantity }) => [key, quantity])).toEqual([
      ['1', 2000],
      ['2', 1000],
    ])
  })

  it('M40: refuses what would change a cart of which parts are paid, and says so', () => {
    let refused = 0
    const price = (cart: Cart) => priceCart(cart, plainRules('inclusive'))
    const carts = createCartStore(id, price, () => {
      refused += 1
    })
    carts.dispatch({ type: 'add', line: line('1', 'print') })
    const part = { kind: 'cash', id: 'part' as TenderId, amountMinor: 500 as Minor } as const
    const tenders = [{ ...part, tenderedMinor: 500 as Minor, changeMinor: 0 as Minor }]
    carts.dispatch({ type: 'set', fields: { tenders } })
    const locked = carts.getState().cart
    carts.dispatch({ type: 'add', line: line('2', 'mug') })
    carts.dispatch({ type: 'set-quantity', key: '1', quantity: 5000 as Thousandths })
    carts.dispatch({ type: 'change', key: '1', fields: { note: 'blue' } })
    carts.dispatch({ type: 'remove', key: '1' })
    carts.dispatch({ type: 'set', fields: { coupons: [] } })
    expect(carts.getState().cart).toBe(locked)
    expect(refused).toBe(5)
    carts.dispatch({ type: 'set', fields: { tenders: [] } })
    carts.dispatch({ type: 'remove', key: '1' })
    expect(carts.getState().cart.lines).toEqual([])
  })
  it('M40: nothing is added to a kept cart of which parts are paid', () => {
    let refused = 0
    const price = (cart: Cart) => priceCart(cart, plainRules('inclusive'))
    const carts = createCartStore(id, price, () => {
      refused += 1
    })
    carts.dispatch({ type: 'add', line: line('9', 'print') })
    const part = { kind: 'cash', id: 'part' as TenderId, amountMinor: 500 as Minor } as const
    const tenders = [{ ...part, tenderedMinor: 500 as Minor, changeMinor: 0 as Minor }]
    carts.adopt({ ...emptyCart('kept' as SaleId), lines: [line('1', 'mug')], tenders })
    expect(carts.getState().cart.lines.map(({ key }) => key)).toEqual(['1'])
    expect(refused).toBe(1)
  })
  it('M44: the badge of a tile counts goods that are sold, nothing else', () => {
    const carts = createCartStore(id, (cart) => priceCart(cart, plainRules('inclusive')))
    carts.dispatch({ type: 'add', line: { ...line('1', 'cup'), kind: 'deposit' } })
    carts.dispatch({ type: 'add', line: { ...line('2', 'print'), quantity: -1000 as Thousandths } })
    expect([...carts.getState().quantityByProduct]).toEqual([])
  })
  it('S22: what is left is the total less the parts, to pay or to give back', () => {
    const open = (totalMinor: number, ...paid: number[]) => {
      const tenders = paid.map((amountMinor) => ({ amountMinor }))
      return { cart: { ...emptyCart(id), tenders }, totals: { totalMinor } } as unknown as OpenCart
    }
    expect(leftMinorOf(open(7000, 2800))).toBe(4200)
    expect(leftMinorOf(open(-4336, -1661))).toBe(-2675)
    expect(leftMinorOf({ ...open(500), cart: emptyCart(id) })).toBe(500)
  })
})
