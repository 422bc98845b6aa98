import { describe, expect, it } from 'vitest'
import type { CartLine } from '../../../core/domain/cart.ts'
import type { ProductId, SaleId, TaxRateId, TenderId, VariantId } from '../../../core/domain/ids.ts'
import type { Minor, Ppm, Thousandths } from '../../../core/domain/money.ts'
import { plainRules, priceCart } from '../../../core/domain/price-cart.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { toastStore } from '../../ui/toast-store.ts'
import type { TillModel } from '../till-model.ts'
import { clearCart, removeLine, stepLine } from './cart-deeds.ts'
import { createCartStore } from './cart-store.ts'
import { setDiscount } from './discount-deeds.ts'

const cup: CartLine = {
  ...{ key: '1', product: 'cup' as ProductId, variant: 'cup' as VariantId, name: 'Cup', variantName: '' },
  ...{ sku: 'CUP', quantity: -2000 as Thousandths, unitMinor: 200 as Minor, listMinor: 200 as Minor },
  ...{ taxRate: { id: 'vat' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }, note: '', kind: 'deposit' },
}
const print: CartLine = { ...cup, key: '2', quantity: 1000 as Thousandths, kind: undefined }
const part: Tender = {
  ...{ kind: 'cash' as const, id: 'part' as TenderId, amountMinor: 100 as Minor },
  ...{ tenderedMinor: 100 as Minor, changeMinor: 0 as Minor },
}

function aTill(...lines: CartLine[]) {
  const carts = createCartStore('sale' as SaleId, (cart) => priceCart(cart, plainRules('inclusive')))
  for (const line of lines) carts.dispatch({ type: 'add', line })
  const till = { carts } as unknown as TillModel
  const quantities = () => carts.getState().cart.lines.map(({ quantity }) => quantity)
  const line = (at = 0) => carts.getState().cart.lines[at] as CartLine
  return { till, carts, quantities, line }
}

const undo = () => toastStore.getState().toast?.action?.run()

describe('what people do with the open cart', () => {
  it('M44: cups that come back step on below nought, and are gone at nought', () => {
    const { till, quantities, line } = aTill(cup)
    stepLine(till, line(), -1)
    expect(quantities()).toEqual([-3000])
    for (const _ of [1, 2, 3]) stepLine(till, line(), 1)
    expect(quantities()).toEqual([])
    undo()
    expect(quantities()).toEqual([-1000])
  })
  it('what is measured, returned or a voucher does not step', () => {
    const { till, quantities, line } = aTill({ ...print, unit: 'kg' })
    stepLine(till, line(), 1)
    expect(quantities()).toEqual([1000])
  })
  it('M40: clearing takes away what was given to the cart too, and undo brings it back', () => {
    const { till, carts } = aTill(print)
    carts.dispatch({ type: 'set', fields: { service: 'take-away', coupons: ['ten' as never] } })
    const whole = carts.getState().cart
    clearCart(till)
    expect(carts.getState().cart).toEqual({ id: 'sale', lines: [], label: '' })
    undo()
    expect(carts.getState().cart).toEqual(whole)
  })
  it('M40: an undo that comes after a part was paid takes nothing back', () => {
    const { till, carts, line } = aTill(print, cup)
    removeLine(till, line(1))
    carts.dispatch({ type: 'set', fields: { tenders: [part] } })
    undo()
    expect(carts.getState().cart).toMatchObject({ lines: [{ key: '2' }], tenders: [{ id: 'part' }] })
    clearCart(till)
    setDiscount(till, null, { reason: 'Damaged', by: null, ppm: 100_000 as Ppm, amountMinor: null })
    expect(carts.getState().cart).toMatchObject({ lines: [{ key: '2' }], tenders: [{ id: 'part' }] })
    expect(carts.getState().cart.discount).toBeUndefined()
  })
  it('M41: a discount is given, and undo gives back the one before', () => {
    const { till, carts } = aTill({ ...print, unitMinor: 1000 as Minor })
    const ten = { reason: 'Regular', by: null, ppm: 100_000 as Ppm, amountMinor: null }
    setDiscount(till, '2', ten)
    setDiscount(till, '2', { ...ten, ppm: 200_000 as Ppm })
    expect(carts.getState().totals.totalMinor).toBe(800)
    undo()
    expect(carts.getState().totals.totalMinor).toBe(900)
  })
})
