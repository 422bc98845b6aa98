import { describe, expect, it } from 'vitest'
import { type Cart, emptyCart } from '../../../core/domain/cart.ts'
import type { SaleId, VoucherCode } from '../../../core/domain/ids.ts'
import type { Location } from '../../../core/domain/location.ts'
import { type Minor, toMinor } from '../../../core/domain/money.ts'
import type { LineItem, Sale } from '../../../core/domain/sale.ts'
import { choiceList, chooseAll, chooseQuantity, chooseRestock, pressAll, stepChoice } from './choice.ts'
import { type OnVouchers, obstacleWords, returnableLines, returnObstacle } from './returnable.ts'

const line = (quantity: number, about: object = {}): LineItem =>
  ({
    ...{ product: 'p', variant: 'v', name: 'Print', variantName: '', sku: null, note: '' },
    ...{ unitMinor: 1000, listMinor: 1000, amountMinor: quantity, quantity },
    taxRate: { id: 'r', name: 'VAT', ppm: 190_000 },
    ...about,
  }) as unknown as LineItem

const saleOf = (...lines: readonly LineItem[]): Sale =>
  ({ id: 's1', receipt: 'A-000001', currency: 'EUR', taxMode: 'inclusive', lines }) as unknown as Sale

const LOCATION = { currency: 'EUR', taxMode: 'inclusive' } as Location
const EMPTY = emptyCart('c1' as SaleId)
const NOTHING: ReadonlyMap<string, number> = new Map()
const NO_VOUCHERS: OnVouchers = new Map()
const CODE = 'K3M8PX2A90TW' as VoucherCode
const giftCard = line(1000, { kind: 'voucher', voucher: { code: CODE, purpose: 'multi' } })
const lunchCard = line(1000, { kind: 'voucher', voucher: { code: CODE, purpose: 'single' } })
const THREE = saleOf(line(3000), line(350, { unit: 'kg' }), line(1000, { kind: 'tip', variant: null }))

describe('S32: what may come back', () => {
  it('is what went out less what came back', () => {
    const lines = returnableLines(THREE, new Map([['s1/0', 1000]]), NO_VOUCHERS)
    expect(lines.map(({ back, left }) => [back, left])).toEqual([
      [1000, 2000],
      [0, 350],
      [0, 1000],
    ])
  })
  it('is never less than nothing, whatever two tills did', () => {
    expect(returnableLines(THREE, new Map([['s1/0', 5000]]), NO_VOUCHERS)[0]).toMatchObject({
      back: 5000,
      left: 0,
    })
  })
  it('is neither what came back by itself, nor a voucher for anything, nor money on account', () => {
    const voucher = line(1000, { kind: 'voucher', voucher: { purpose: 'multi' } })
    const sale = saleOf(line(-1000), voucher, line(1000, { kind: 'account' }), line(1000))
    expect(returnableLines(sale, NOTHING, NO_VOUCHERS).map(({ line: at, never }) => [at, never])).toEqual([
      [1, 'voucher'],
      [2, 'account'],
      [3, null],
    ])
    expect(choiceList(chooseAll(returnableLines(sale, NOTHING, NO_VOUCHERS)))).toMatchObject([{ line: 3 }])
  })
})

describe('S32: a voucher for certain goods', () => {
  const sale = saleOf(lunchCard)
  const held = (onIt: number, returned = NOTHING) =>
    returnableLines(sale, returned, new Map([[CODE, toMinor(onIt) as Minor]]))
  it('comes back whole while nothing of it is used, and never into stock', () => {
    expect(held(1000)[0]).toMatchObject({ left: 1000, never: null })
    expect(choiceList(chooseAll(held(1000)))).toEqual([{ line: 0, quantity: 1000, restock: false }])
    expect(stepChoice(new Map(), held(1000)[0] as never, 1).get(0)?.restock).toBe(false)
  })
  it('does not come back once some of it is used: what is left is told', () => {
    expect(held(300)[0]).toMatchObject({ left: 1000, never: 'spent', onItMinor: 300 })
    expect(choiceList(chooseAll(held(300)))).toEqual([])
  })
  it('is not called used where it has come back itself', () => {
    expect(held(0, new Map([['s1/0', 1000]]))[0]).toMatchObject({ left: 0, never: null })
  })
})

describe('S32: choosing', () => {
  const lines = returnableLines(THREE, new Map([['s1/0', 1000]]), NO_VOUCHERS)
  const [prints, cheese] = lines
  it('takes all that is left by one press, goods into stock and tips not', () => {
    const all = chooseAll(lines)
    expect(choiceList(all)).toEqual([
      { line: 0, quantity: 2000, restock: true },
      { line: 1, quantity: 350, restock: true },
      { line: 2, quantity: 1000, restock: false },
    ])
    expect(pressAll(new Map(), lines)).toEqual({ words: 'Everything that is left', next: all })
    expect(pressAll(stepChoice(new Map(), lines[0] as never, 1), lines).next).toEqual(all)
    expect(pressAll(all, lines)).toEqual({ words: 'Nothing', next: new Map() })
  })
  it('steps by the piece within what is left, and by the whole of what is weighed', () => {
    if (!prints || !cheese) throw new Error('two lines')
    const one = stepChoice(new Map(), prints, 1)
    expect(one.get(0)?.quantity).toBe(1000)
    expect(stepChoice(stepChoice(one, prints, 1), prints, 1).get(0)?.quantity).toBe(2000)
    expect(stepChoice(one, prints, -1).size).toBe(0)
    expect(stepChoice(new Map(), cheese, 1).get(1)?.quantity).toBe(350)
    expect(chooseQuantity(new Map(), prints, 99_000).get(0)?.quantity).toBe(2000)
  })
  it('keeps what was said about stock', () => {
    if (!prints) throw new Error('a line')
    const broken = chooseRestock(stepChoice(new Map(), prints, 1), 0, false)
    expect(stepChoice(broken, prints, 1).get(0)).toEqual({ quantity: 2000, restock: false })
    expect(chooseRestock(broken, 1, true)).toBe(broken)
  })
})

describe('S33: why nothing of a sale comes back is named', () => {
  const obstacle = (
    sale: Sale,
    { cart = EMPTY, voided = null as object | null, returned = NOTHING, location = LOCATION } = {},
  ) => {
    const lines = returnableLines(sale, returned, NO_VOUCHERS)
    return returnObstacle({ sale, record: { voided: voided as never } }, lines, { cart, location })
  }
  const inCart: Cart = { ...EMPTY, lines: [{ ...line(-1000), key: 'k', returned: { sale: 's1' } } as never] }
  it.each([
    ['voided', obstacle(THREE, { voided: {} })],
    ['is-refund', obstacle(saleOf(line(-1000)))],
    ['nothing-left', obstacle(saleOf(line(3000)), { returned: new Map([['s1/0', 3000]]) })],
    ['voucher', obstacle(saleOf(giftCard))],
    ['voucher', obstacle(saleOf(line(1000), giftCard), { returned: new Map([['s1/0', 1000]]) })],
    ['account', obstacle(saleOf(line(1000, { kind: 'account' })))],
    ['in-cart', obstacle(THREE, { cart: inCart })],
    ['parts-taken', obstacle(THREE, { cart: { ...EMPTY, tenders: [{} as never] } })],
    ['other-currency', obstacle(THREE, { location: { ...LOCATION, currency: 'JPY' } })],
    ['other-tax-mode', obstacle(THREE, { location: { ...LOCATION, taxMode: 'exclusive' } })],
  ] as const)('%s', (kind, found) => {
    expect(found).toBe(kind)
    if (found) expect(obstacleWords(found, 'A-000001').length).toBeGreaterThan(20)
  })
  it('spent', () => {
    const lines = returnableLines(saleOf(lunchCard), NOTHING, new Map([[CODE, toMinor(300)]]))
    const record = { voided: null }
    const found = returnObstacle({ sale: saleOf(lunchCard), record }, lines, {
      cart: EMPTY,
      location: LOCATION,
    })
    expect(found).toBe('spent')
    expect(obstacleWords('spent', 'A-000001')).toMatch(/some has been used/)
  })
  it('and nothing is in the way of a sale that stands', () => {
    expect(obstacle(THREE)).toBeNull()
  })
})
