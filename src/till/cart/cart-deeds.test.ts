import { describe, expect, it } from 'vitest'
import { type CartLine, MAX_QUANTITY } from '../../../core/domain/cart.ts'
import type { ProductId, SaleId, TaxRateId, TenderId, VariantId } from '../../../core/domain/ids.ts'
import type { Minor, Ppm, Thousandths } from '../../../core/domain/money.ts'
import { plainRules, priceCart } from '../../../core/domain/price-cart.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { dismissToast, say, toastStore } from '../../ui/toast-store.ts'
import type { TillModel } from '../till-model.ts'
import { createSheetStore } from '../till-sheet.ts'
import { clearCart, removeLine, stepLine } from './cart-deeds.ts'
import { createCartStore } from './cart-store.ts'
import { setDiscount } from './discount-deeds.ts'
import { watchUndo } from './watch-undo.ts'

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

async function undo() {
  const { toast } = toastStore.getState()
  dismissToast()
  toast?.action?.run()
  // It comes in a part of its own.
  await import('./put-back.ts')
}

describe('what people do with the open cart', () => {
  it('M44: cups that come back step on below nought, and are gone at nought', async () => {
    const { till, quantities, line } = aTill(cup)
    stepLine(till, line(), -1)
    expect(quantities()).toEqual([-3000])
    for (const _ of [1, 2, 3]) stepLine(till, line(), 1)
    expect(quantities()).toEqual([])
    await undo()
    expect(quantities()).toEqual([-1000])
  })
  it('what is measured, returned or a voucher does not step', () => {
    const { till, quantities, line } = aTill({ ...print, unit: 'kg' })
    stepLine(till, line(), 1)
    expect(quantities()).toEqual([1000])
  })
  it('M40: clearing takes away what was given to the cart too, and undo brings it back', async () => {
    const { till, carts } = aTill(print)
    carts.dispatch({ type: 'set', fields: { service: 'take-away', coupons: ['ten' as never] } })
    const whole = carts.getState().cart
    clearCart(till)
    expect(carts.getState().cart).toEqual({ id: 'sale', lines: [], label: '' })
    await undo()
    expect(carts.getState().cart).toEqual(whole)
  })
  it('M40: an undo that comes after a part was paid takes nothing back', async () => {
    const { till, carts, line } = aTill(print, cup)
    removeLine(till, line(1))
    carts.dispatch({ type: 'set', fields: { tenders: [part] } })
    await undo()
    expect(carts.getState().cart).toMatchObject({ lines: [{ key: '2' }], tenders: [{ id: 'part' }] })
    clearCart(till)
    setDiscount(till, null, { reason: 'Damaged', by: null, ppm: 100_000 as Ppm, amountMinor: null })
    expect(carts.getState().cart).toMatchObject({ lines: [{ key: '2' }], tenders: [{ id: 'part' }] })
    expect(carts.getState().cart.discount).toBeUndefined()
  })
  it('M40: undo puts the removed line back where it was and keeps what came and changed since', async () => {
    const shirt = { ...print, key: '4', variant: 'shirt' as VariantId, sku: 'S' }
    const { till, carts, line } = aTill({ ...print, quantity: 3000 as Thousandths }, shirt)
    removeLine(till, line())
    carts.dispatch({ type: 'add', line: { ...print, key: '5' } })
    carts.dispatch({ type: 'add', line: { ...cup, key: '6' } })
    stepLine(till, line(), 1)
    await undo()
    const { lines } = carts.getState().cart
    expect(lines.map(({ key, quantity }) => [key, quantity])).toEqual([
      ['2', 4000],
      ['4', 2000],
      ['6', -2000],
    ])
  })
  it('M40: a cleared cart comes back beside what was rung up and given since', async () => {
    const { till, carts } = aTill(print)
    carts.dispatch({ type: 'set', fields: { coupons: ['ten' as never], label: 'Bar', reason: 'Torn' } })
    clearCart(till)
    carts.dispatch({ type: 'add', line: { ...print, key: '7' } })
    carts.dispatch({ type: 'set', fields: { service: 'take-away', coupons: ['five' as never] } })
    carts.dispatch({ type: 'set', fields: { reason: 'Faulty' } })
    await undo()
    expect(carts.getState().cart).toMatchObject({
      ...{ label: 'Bar', service: 'take-away', coupons: ['ten', 'five'], reason: 'Torn; Faulty' },
      lines: [{ key: '2', quantity: 2000 }],
    })
  })
  it('M40: undo touches no other cart, whenever its code comes', async () => {
    const { till, carts, line } = aTill(print)
    removeLine(till, line())
    const { toast } = toastStore.getState()
    toast?.action?.run()
    carts.replace({ id: 'next' as SaleId, lines: [], label: '' })
    await import('./put-back.ts')
    expect(carts.getState().cart.lines).toEqual([])
    toast?.action?.run()
    await import('./put-back.ts')
    expect(carts.getState().cart.lines).toEqual([])
  })
  it('M40: what does not fit beside what came since is not cut: undo says so', async () => {
    const most = { ...print, quantity: MAX_QUANTITY }
    const { till, carts, line, quantities } = aTill(most)
    removeLine(till, line())
    carts.dispatch({ type: 'add', line: { ...print, key: '8' } })
    await undo()
    expect(quantities()).toEqual([1000])
    expect(toastStore.getState().toast).toMatchObject({ tone: 'warn' })
  })
  it('M40: the way back goes when its cart is left for another, and when paying begins', () => {
    const { till, carts, line } = aTill(print, cup)
    const sheets = createSheetStore()
    const stop = watchUndo({ ...till, sheets })
    removeLine(till, line())
    sheets.open({ kind: 'cart' })
    expect(toastStore.getState().toast?.action?.label).toBe('Undo')
    sheets.open({ kind: 'pay' })
    expect(toastStore.getState().toast).toBeNull()
    sheets.closeAll()
    removeLine(till, line())
    carts.replace({ id: 'next' as SaleId, lines: [], label: '' })
    expect(toastStore.getState().toast).toBeNull()
    say('Cart parked')
    carts.replace({ id: 'third' as SaleId, lines: [], label: '' })
    expect(toastStore.getState().toast?.text).toBe('Cart parked')
    stop()
  })
  it('S26: a transfer that was taken back stays taken back in a cleared cart', () => {
    const { till, carts } = aTill(print)
    carts.dispatch({ type: 'set', fields: { takenBack: ['t' as TenderId] } })
    clearCart(till)
    expect(carts.getState().cart.takenBack).toEqual(['t'])
  })
  it('M41: a discount is given, and undo gives back the one before', async () => {
    const { till, carts } = aTill({ ...print, unitMinor: 1000 as Minor })
    const ten = { reason: 'Regular', by: null, ppm: 100_000 as Ppm, amountMinor: null }
    setDiscount(till, '2', ten)
    setDiscount(till, '2', { ...ten, ppm: 200_000 as Ppm })
    expect(carts.getState().totals.totalMinor).toBe(800)
    await undo()
    expect(carts.getState().totals.totalMinor).toBe(900)
  })
})
