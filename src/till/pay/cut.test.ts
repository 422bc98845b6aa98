import { describe, expect, test } from 'vitest'
import { emptyCart } from '../../../core/domain/cart.ts'
import type { SaleId, TenderId, VoucherCode } from '../../../core/domain/ids.ts'
import { NO_TAX } from '../../../core/domain/line.ts'
import { ONE_PIECE, toMinor } from '../../../core/domain/money.ts'
import { type PricedCart, plainRules, priceCart } from '../../../core/domain/price-cart.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { afterDecline, type Cut, namingPaidLines, nextCut, restOfPart, WHOLE } from './cut.ts'
import { firstShare, leftOf, type Part, paidLines, partOfLines, partsOf } from './parts.ts'

const lineOf = (price: number) => ({
  ...{ key: `${price}`, product: null, variant: null, name: 'Dish', variantName: '', sku: null, note: '' },
  ...{ quantity: ONE_PIECE, unitMinor: toMinor(price), listMinor: null, taxRate: NO_TAX },
})

const bill = (...prices: readonly number[]): PricedCart =>
  priceCart({ ...emptyCart('sale-1' as SaleId), lines: prices.map(lineOf) }, plainRules('inclusive'))

let parts = 0
const voucher = (part: Part, amount: number): Tender => ({
  ...part,
  ...{ kind: 'voucher', id: `part-${parts++}` as TenderId, voucher: 'K3M8PX2A90TW' as VoucherCode },
  amountMinor: toMinor(amount),
})

/** The bill with the tender as the sheet keeps it, and how it goes on. */
function taken(priced: PricedCart, cut: Cut, tender: Tender): { priced: PricedCart; cut: Cut } {
  const tenders = [...partsOf(priced), namingPaidLines(cut, tender)]
  const after = { ...priced, cart: { ...priced.cart, tenders } }
  return { priced: after, cut: nextCut(after, cut, tender) }
}

describe('S22: a tender that pays only a part of what was cut for it', () => {
  test('its lines are paid when the rest of them is, and not before', () => {
    const cut: Cut = { part: partOfLines(bill(1000, 2000), [0]), shares: null }
    const first = taken(bill(1000, 2000), cut, voucher(cut.part as Part, 400))
    expect([...paidLines(partsOf(first.priced))]).toEqual([])
    expect(first.cut).toEqual({ part: { amountMinor: 600, lines: [0] }, shares: null })
    const second = taken(first.priced, first.cut, voucher(first.cut.part as Part, 600))
    expect([...paidLines(partsOf(second.priced))]).toEqual([0])
    expect([second.cut, leftOf(second.priced)]).toEqual([WHOLE, 2000])
  })

  test('a share is the next one only when this one is whole, so that all stay equal', () => {
    const priced = bill(3000)
    const cut: Cut = { part: { amountMinor: firstShare(leftOf(priced), 3) }, shares: 3 }
    const first = taken(priced, cut, voucher(cut.part as Part, 400))
    expect(first.cut).toEqual({ part: { amountMinor: 600 }, shares: 3 })
    const second = taken(first.priced, first.cut, voucher(first.cut.part as Part, 600))
    expect(second.cut).toEqual({ part: { amountMinor: 1000 }, shares: 2 })
    expect(taken(second.priced, second.cut, voucher({ amountMinor: toMinor(1000) }, 1000)).cut).toEqual(WHOLE)
  })

  test('what is given back in two ways mirrors it', () => {
    const cut: Cut = { part: { amountMinor: toMinor(-1000), lines: [1] }, shares: null }
    expect(restOfPart(cut, voucher(cut.part as Part, -400))).toEqual({ amountMinor: -600, lines: [1] })
    expect(restOfPart(cut, voucher(cut.part as Part, -1000))).toBeNull()
  })

  test('coins pay their part whole, though they come to less than it', () => {
    const cut: Cut = { part: { amountMinor: toMinor(1003), lines: [0] }, shares: null }
    const coins = { tenderedMinor: toMinor(1000), changeMinor: toMinor(0), amountMinor: toMinor(1000) }
    const cash: Tender = { kind: 'cash', id: 'c' as TenderId, lines: [0], ...coins }
    expect(restOfPart(cut, cash)).toBeNull()
    expect(namingPaidLines(cut, cash)).toEqual(cash)
  })
})

describe('S22: what was asked for was not paid', () => {
  const paying = (cut: Cut, isPartPaid = false) => afterDecline(cut, { isBack: false, isPartPaid })
  const givingBack = (cut: Cut, isPartPaid = false) => afterDecline(cut, { isBack: true, isPartPaid })
  const amount: Part = { amountMinor: toMinor(1000) }

  test('a part that somebody has cut is asked for next, with its lines or its share', () => {
    expect(paying({ part: { ...amount, lines: [1] }, shares: null })).toBe('same-part')
    expect(paying({ part: amount, shares: 3 }, true)).toBe('same-part')
    expect(paying({ part: amount, shares: null })).toBe('same-part')
    expect(givingBack({ part: { ...amount, lines: [1] }, shares: null }, true)).toBe('same-part')
  })

  test('all that is left goes back to what was paid, and a whole sale to its cart', () => {
    expect(paying(WHOLE, true)).toBe('split')
    expect(paying(WHOLE)).toBe('close')
  })

  test('S39: of what goes back by one of several means, the means are offered again', () => {
    expect(givingBack({ part: amount, shares: null })).toBe('as-paid')
    expect(givingBack(WHOLE, true)).toBe('as-paid')
    expect(givingBack(WHOLE)).toBe('close')
  })
})
