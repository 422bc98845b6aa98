/** M32, M33, S11: what a till refuses of a sale, as far as it knows, and that two tabs cannot slip past each other. */
import { describe, expect, test } from 'vitest'
import { type Cart, type CartLine, emptyCart } from '../../core/domain/cart.ts'
import type { AccountId, SaleId, TaxRateId, TenderId, VoucherCode } from '../../core/domain/ids.ts'
import { NO_TAX, type ReturnOf } from '../../core/domain/line.ts'
import { MAX_MINOR, type Minor, type Ppm, sum, type Thousandths, toMinor } from '../../core/domain/money.ts'
import type { PricedCart } from '../../core/domain/price-cart.ts'
import { returnLines } from '../../core/domain/refund.ts'
import type { Sale } from '../../core/domain/sale.ts'
import { cashTenderId, type Tender } from '../../core/domain/tender.ts'
import { openDecisions } from '../../core/journal/open-decisions.ts'
import { pricedOf } from '../../test/support/carts.ts'
import { furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import {
  approveCard,
  askCard,
  askOnline,
  recordSale,
  reversePart,
  type SaleRequest,
  settleTransfer,
  writeSettings,
} from './deeds.ts'
import { acknowledge } from './outbox.ts'
import type { Replica } from './replica.ts'
import { tendersAmiss } from './sale-checks.ts'
import { canBeSold } from './sale-size.ts'
import {
  awaitingTransfers,
  backOf as backSoFar,
  failedTransfers,
  owedByAccount,
  voidedBy,
  voucherStanding,
} from './standings.ts'
import { voidSale } from './void-sale.ts'

const V = 'K3M8PX2A90TW' as VoucherCode
const ACCOUNT = 'bar' as AccountId

async function till() {
  const device = testDevice()
  const replica = await device.openTab()
  await furnish(replica)
  const account = {
    record: 'account',
    id: ACCOUNT,
    fields: { name: 'Bar', limitMinor: toMinor(3000) },
  } as const
  const coupon = { record: 'coupon', id: 'once' as never, fields: { code: 'ONCE', uses: 1 } } as const
  await writeSettings(replica, [account, coupon], OWNER)
  return { device, replica }
}

const line = (unitMinor: number, more: Partial<CartLine> = {}): CartLine => ({
  ...{ key: `${unitMinor}`, product: null, variant: null, name: 'Print', variantName: '', sku: null },
  ...{ quantity: 1000 as Thousandths, unitMinor: toMinor(unitMinor), listMinor: null, note: '' },
  taxRate: { id: 'rate-1' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm },
  ...more,
})

const cartOf = (replica: Replica, lines: readonly CartLine[]): Cart => ({
  ...emptyCart(replica.deps.newId() as SaleId),
  lines,
})

const issue = (expiresAt: number | null = null) =>
  line(8000, { taxRate: NO_TAX, kind: 'voucher', voucher: { code: V, purpose: 'multi', expiresAt } })

/** Pays by the parts that are given, the rest in exact cash. */
function request(cart: Cart, parts: readonly Part[] = [], more: Partial<SaleRequest> = {}): SaleRequest {
  const priced = pricedOf(cart)
  const early = parts.map((part, index) => ({ id: `${cart.id}-${index}` as TenderId, ...part }) as Tender)
  const left = toMinor(
    priced.totals.totalMinor - early.reduce((all, { amountMinor }) => all + amountMinor, 0),
  )
  return { priced, tenders: left === 0 ? early : [...early, cash(cart.id, left)], staff: OWNER, ...more }
}

type Part = { readonly kind: Tender['kind']; readonly amountMinor: Minor } & Record<string, unknown>

const cash = (sale: SaleId, amountMinor: Minor): Tender => ({
  ...{ kind: 'cash', id: cashTenderId(sale), amountMinor },
  tenderedMinor: toMinor(Math.max(0, amountMinor)),
  changeMinor: toMinor(Math.max(0, -amountMinor)),
})

const byVoucher = (amount: number): Part => ({ kind: 'voucher', amountMinor: toMinor(amount), voucher: V })
const onAccount = (amount: number): Part => ({
  ...{ kind: 'house-account', amountMinor: toMinor(amount), account: ACCOUNT, name: 'Bar' },
})

async function sold(replica: Replica, cart: Cart, ...rest: [(readonly Part[])?, Partial<SaleRequest>?]) {
  const recorded = await recordSale(replica, request(cart, ...rest))
  if (!recorded.ok) throw new Error(JSON.stringify(recorded.error))
  return recorded.value
}

/** What a sale is refused by; the journal and the cart must be as they were. */
async function refused(replica: Replica, cart: Cart, ...rest: [(readonly Part[])?, Partial<SaleRequest>?]) {
  const { entries, carts } = replica.deps.journal
  await carts.put({ id: cart.id, state: 'open', cart, parkedAt: 0 })
  const before = await entries.count()
  const recorded = await recordSale(replica, request(cart, ...rest))
  expect(await entries.count()).toBe(before)
  expect((await carts.get(cart.id))?.cart).toEqual(cart)
  return recorded.ok ? 'recorded' : recorded.error
}

/** Everything up to now is at the endpoint. */
async function heard(replica: Replica) {
  const last = await replica.deps.journal.entries.orderBy('seq').last()
  await acknowledge(replica, { seq: last?.seq ?? 0, hash: last?.hash ?? '', epoch: 1 })
}

const TOUCH = { inTouch: true }

describe('S11: parts that do not come to what is due', () => {
  const amiss = (totalMinor: number, tenders: readonly Tender[], increment: number | null = null) =>
    tendersAmiss(totalMinor as Minor, tenders, {
      cashRounding: increment === null ? null : { incrementMinor: toMinor(increment), ties: 'up' },
    })
  const card = (amount: number, id = 'card'): Tender => ({
    ...{ kind: 'card', id: id as TenderId, amountMinor: amount as Minor, last4: '', reference: '' },
  })
  const coins = (amount: number) => cash('s' as SaleId, amount as Minor)

  test.each<[string, number, readonly Tender[], number | null]>([
    ['exact cash', 1000, [coins(1000)], null],
    ['cash to the coin', 998, [coins(1000)], 5],
    ['cash to the coin behind a card', 998, [card(400), coins(600)], 5],
    ['a card for the rest, exact', 998, [coins(400), card(598)], 5],
    ['nothing for nothing', 0, [], null],
    ['money back to the coin', -998, [coins(-1000)], 5],
  ])('%s is well', (_, total, tenders, increment) => {
    expect(amiss(total, tenders, increment)).toBeNull()
  })

  test.each<[string, number, readonly Tender[], number | null]>([
    ['nothing', 1000, [], null],
    ['too little', 1000, [coins(900)], null],
    ['too much by card', 1000, [card(1001)], null],
    ['a card rounded', 998, [card(1000)], 5],
    ['cash to no coin', 998, [coins(999)], 5],
    ['a part of 1e15', 1000, [card(1e15)], null],
    ['a part that goes the other way', 1000, [card(1500), coins(-500)], null],
    ['one part twice', 1000, [card(500), card(500)], null],
    ['change that is not there', 1000, [{ ...coins(1000), changeMinor: 1 as Minor } as Tender], null],
  ])('%s is named', (_, total, tenders, increment) => {
    expect(amiss(total, tenders, increment)).toMatchObject({ kind: 'tenders-amiss' })
  })

  test('nothing is written, and the cart stays', async () => {
    const { replica } = await till()
    const cart = cartOf(replica, [line(1000)])
    expect(await refused(replica, cart, [], { tenders: [cash(cart.id, toMinor(999))] })).toMatchObject({
      kind: 'tenders-amiss',
      dueMinor: 1000,
      paidMinor: 999,
    })
  })
})

describe('M32: vouchers, as known here', () => {
  test('a voucher is known with its balance, and pays no more than it holds', async () => {
    const { replica } = await till()
    const issuing = await sold(replica, cartOf(replica, [issue()]))
    await sold(replica, cartOf(replica, [line(9000)]), [byVoucher(3000)], TOUCH)
    expect(await voucherStanding(replica, V)).toMatchObject({
      ...{ balanceMinor: 5000, purpose: 'multi', expiresAt: null },
      issued: { sale: issuing.sale.id, receipt: issuing.sale.receipt, amountMinor: 8000 },
      uses: [{ amountMinor: 3000 }],
    })
    const refusal = await refused(replica, cartOf(replica, [line(9000)]), [byVoucher(5001)], TOUCH)
    expect(refusal).toEqual({ kind: 'voucher-short', voucher: V, balanceMinor: 5000 })
    await sold(replica, cartOf(replica, [line(9000)]), [byVoucher(5000)], TOUCH)
    const used = await refused(replica, cartOf(replica, [line(100)]), [byVoucher(1)], TOUCH)
    expect(used).toMatchObject({ kind: 'voucher-short', balanceMinor: 0 })
  })

  test('two tabs that press at once do not both take the whole', async () => {
    const { device, replica } = await till()
    await sold(replica, cartOf(replica, [issue()]))
    const other = await device.openTab()
    await other.catchUp()
    const wish = (tab: Replica) =>
      recordSale(tab, request(cartOf(tab, [line(8000)]), [byVoucher(8000)], TOUCH))
    const both = await Promise.all([wish(replica), wish(other), wish(replica)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.flatMap((one) => (one.ok ? [] : [one.error.kind]))).toEqual([
      'voucher-short',
      'voucher-short',
    ])
  })

  test('the same sale pressed twice, in two tabs, is recorded once and refused by nothing', async () => {
    const { device, replica } = await till()
    await sold(replica, cartOf(replica, [issue()]))
    const other = await device.openTab()
    await other.catchUp()
    const same = request(cartOf(replica, [line(8000)]), [byVoucher(8000)], TOUCH)
    const [one, two] = await Promise.all([recordSale(replica, same), recordSale(other, same)])
    const third = await recordSale(replica, same)
    expect([one, two, third].map((recorded) => recorded.ok && recorded.value.sale.receipt)).toEqual(
      Array.from({ length: 3 }, () => 'A-000002'),
    )
  })

  test('one that nobody has issued, or that has expired, is refused unless somebody lets it pass', async () => {
    const { replica } = await till()
    const cart = () => cartOf(replica, [line(100)])
    expect(await refused(replica, cart(), [byVoucher(100)], TOUCH)).toEqual({
      kind: 'voucher-unknown',
      voucher: V,
    })
    await sold(replica, cart(), [byVoucher(100)], { ...TOUCH, allowed: ['voucher-unknown'] })
    await sold(replica, cartOf(replica, [line(7900)]), [], TOUCH)
    const late = await till()
    await sold(late.replica, cartOf(late.replica, [issue(1000)]))
    const expired = cartOf(late.replica, [line(100)])
    expect(await refused(late.replica, expired, [byVoucher(100)], TOUCH)).toMatchObject({
      kind: 'voucher-expired',
      expiresAt: 1000,
    })
    await sold(late.replica, expired, [byVoucher(100)], { ...TOUCH, allowed: ['voucher-expired'] })
  })

  test.each([
    ['in touch', TOUCH],
    ['cut off', {}],
    ['in touch, by somebody’s word', { ...TOUCH, allowed: ['voucher-unknown'] }],
  ] as const)('one whose sale is void is refused by that name: %s', async (_, circumstances) => {
    const { replica } = await till()
    const { sale } = await sold(replica, cartOf(replica, [issue()]))
    await voidSale(replica, sale.id, 'Test', OWNER)
    const cart = cartOf(replica, [line(9000)])
    expect(await refused(replica, cart, [byVoucher(100)], circumstances)).toEqual({
      ...{ kind: 'voucher-void', voucher: V, receipt: sale.receipt },
    })
    expect(await voidedBy(replica, V)).toBe(sale.receipt)
  })

  test('one whose sale was voided in another tab a moment ago, too', async () => {
    const { device, replica } = await till()
    const { sale } = await sold(replica, cartOf(replica, [issue()]))
    const other = await device.openTab()
    await other.catchUp()
    await voidSale(replica, sale.id, 'Test', OWNER)
    expect(await refused(other, cartOf(other, [line(9000)]), [byVoucher(100)])).toMatchObject({
      kind: 'voucher-void',
    })
  })

  test('a sale that issues a voucher takes no more of it than it puts on it', async () => {
    const { replica } = await till()
    const cart = () => cartOf(replica, [issue(), line(9000)])
    expect(await refused(replica, cart(), [byVoucher(8001)], TOUCH)).toEqual({
      ...{ kind: 'voucher-short', voucher: V, balanceMinor: 8000 },
    })
    await sold(replica, cart(), [byVoucher(8000)], TOUCH)
  })

  test('a code that is another voucher’s is not issued again', async () => {
    const { replica } = await till()
    await sold(replica, cartOf(replica, [issue()]))
    expect(await refused(replica, cartOf(replica, [issue()]))).toEqual({ kind: 'voucher-taken', voucher: V })
  })

  test('what a charged card has closed stands: a shortage is then a decision', async () => {
    const { replica } = await till()
    await sold(replica, cartOf(replica, [issue()]))
    await sold(replica, cartOf(replica, [line(8000)]), [byVoucher(8000)], TOUCH)
    const card: Part = { kind: 'card', amountMinor: toMinor(500), last4: '', reference: '' }
    await sold(replica, cartOf(replica, [line(1000)]), [byVoucher(500), card], TOUCH)
    expect(await replica.readState((state) => openDecisions(state).map(({ kind }) => kind))).toEqual([
      'voucher-overdrawn',
    ])
  })
})

describe('M33: a till that is cut off takes only so much of one voucher', () => {
  test('until the endpoint has heard of what it took', async () => {
    const { replica } = await till()
    await sold(replica, cartOf(replica, [issue()]))
    await heard(replica)
    const take = (amount: number) => [cartOf(replica, [line(9000)]), [byVoucher(amount)]] as const
    expect(await refused(replica, ...take(5001))).toEqual({
      ...{ kind: 'voucher-offline-limit', voucher: V, limitMinor: 5000, usedMinor: 0 },
    })
    await sold(replica, ...take(3000))
    expect(await refused(replica, ...take(2001))).toMatchObject({
      kind: 'voucher-offline-limit',
      usedMinor: 3000,
    })
    await heard(replica)
    await sold(replica, ...take(2001))
  })

  test('also where nobody here has issued it, and in two tabs at once', async () => {
    const { device, replica } = await till()
    const other = await device.openTab()
    await other.catchUp()
    const wish = (tab: Replica) => recordSale(tab, request(cartOf(tab, [line(3000)]), [byVoucher(3000)]))
    const both = await Promise.all([wish(replica), wish(other)])
    expect(both.map((one) => (one.ok ? 'recorded' : one.error.kind)).sort()).toEqual([
      'recorded',
      'voucher-offline-limit',
    ])
  })
})

describe('S16: a sale that no entry could hold is refused, and was never asked money for', () => {
  const long = Array.from({ length: 500 }, (_, index) =>
    line(1000 + index, {
      ...{ key: `${index}`, name: `Screen print no. ${index}, signed and numbered, on paper made by hand` },
      variantName: 'Large / black frame '.repeat(6),
      note: 'Wrapped as a present; the customer fetches it on Saturday, from the left hand counter',
      discount: { reason: 'Regular customer', by: OWNER, ppm: 50_000 as Ppm, amountMinor: null },
    }),
  )

  test.each<[string, readonly CartLine[]]>([
    ['an amount beyond any field', [line(2_500_000_000, { quantity: 1_000_000 as Thousandths })]],
    ['many amounts that come to one', ['a', 'b'].map((key) => line(MAX_MINOR, { key }))],
    ['more bytes than an entry has', long],
  ])('%s', async (_, lines) => {
    const { replica } = await till()
    const cart = cartOf(replica, lines)
    expect(canBeSold(replica, pricedOf(cart))).toBe(false)
    expect(await refused(replica, cart)).toEqual({ kind: 'too-large' })
  })

  test('five hundred ordinary lines are sold', async () => {
    const { replica } = await till()
    const lines = long.map((one) => ({ ...one, name: 'Print', variantName: '', note: '' }))
    const cart = cartOf(replica, lines)
    expect(canBeSold(replica, pricedOf(cart))).toBe(true)
    await sold(replica, cart)
  })
})

describe('M32: goods, coupons, accounts', () => {
  const backOf = (sale: SaleId, quantity = -1000, amount = -1000): CartLine => {
    const returned: ReturnOf = {
      ...{ sale, line: 0, receipt: 'A-000001', restock: true },
      ...{ amountMinor: toMinor(amount), taxMinor: toMinor(0) },
    }
    return line(1000, { quantity: quantity as Thousandths, returned })
  }

  test('no more of a line comes back than was sold, also in two tabs at once', async () => {
    const { device, replica } = await till()
    const { sale } = await sold(replica, cartOf(replica, [line(1000, { quantity: 2000 as Thousandths })]))
    await sold(replica, cartOf(replica, [backOf(sale.id)]))
    const other = await device.openTab()
    await other.catchUp()
    const back = (tab: Replica) => recordSale(tab, request(cartOf(tab, [backOf(sale.id)])))
    const both = await Promise.all([back(replica), back(other)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.flatMap((one) => (one.ok ? [] : [one.error]))).toEqual([
      { kind: 'over-returned', sale: sale.id, line: 0, leftQuantity: 0, leftMinor: 0 },
    ])
    await replica.catchUp()
    const views = replica.store.getState()
    expect(backSoFar(sale.id, views)(0)).toMatchObject({ quantity: 2000, amountMinor: 2000 })
    const refunds = [...views.sales.values()].filter(({ returns }) => returns !== undefined)
    expect(refunds.map(({ receipt }) => receipt).sort()).toEqual(['A-000002', 'A-000003'])
  })

  /** Three for 1.00. */
  const three = line(34, {
    quantity: 3000 as Thousandths,
    discount: { reason: 'Old', by: null, ppm: null, amountMinor: toMinor(2) },
  })

  /** One piece of the sale's first line, as this till knows things now. */
  async function pieceBack(replica: Replica, sale: Sale): Promise<Cart> {
    await replica.catchUp()
    const back = backSoFar(sale.id, replica.store.getState())
    const drafts = returnLines(sale, back, [{ line: 0, quantity: 1000 as Thousandths, restock: true }])
    if (!drafts.ok) throw new Error(drafts.error.kind)
    return cartOf(
      replica,
      drafts.value.map((draft) => ({ ...draft, key: 'back' })),
    )
  }

  test('M22: a line closes to the cent after a return of it was voided', async () => {
    const { replica } = await till()
    const { sale } = await sold(replica, cartOf(replica, [three]))
    const back = async () => (await sold(replica, await pieceBack(replica, sale))).sale
    const first = await back()
    const second = await back()
    expect((await voidSale(replica, first.id, 'wrong', OWNER)).ok).toBe(true)
    const all = [second, await back(), await back()]
    expect(all.map(({ totalMinor }) => totalMinor)).toEqual([-34, -33, -33])
    const taxes = all.map(({ taxes: [bucket] }) => bucket?.taxMinor ?? toMinor(0))
    expect(sum(taxes)).toBe(-16)
    expect(await replica.readState(openDecisions)).toEqual([])
  })

  test('M22: pieces that came back unknown to each other are not refused for a cent of rounding', async () => {
    const { replica } = await till()
    const half = { reason: 'Old', by: null, ppm: 500_000 as Ppm, amountMinor: null }
    const two = line(101, { quantity: 2000 as Thousandths, discount: half })
    const { sale } = await sold(replica, cartOf(replica, [two]))
    const carts = [await pieceBack(replica, sale), await pieceBack(replica, sale)]
    const totals = [await sold(replica, carts[0] as Cart), await sold(replica, carts[1] as Cart)]
    expect(totals.map((one) => one.sale.totalMinor)).toEqual([-51, -51])
    expect(await replica.readState(openDecisions)).toEqual([])
  })

  test('nor more money, nor twice in one cart, nor of a sale that is void', async () => {
    const { replica } = await till()
    const { sale } = await sold(replica, cartOf(replica, [line(1000)]))
    const twice = cartOf(replica, [
      { ...backOf(sale.id), key: 'a' },
      { ...backOf(sale.id), key: 'b' },
    ])
    expect(await refused(replica, twice)).toMatchObject({ kind: 'over-returned' })
    const dear = cartOf(replica, [backOf(sale.id, -1000, -1001)])
    expect(await refused(replica, dear)).toMatchObject({ kind: 'over-returned', leftMinor: 1000 })
    expect(await voidSale(replica, sale.id, 'wrong', OWNER)).toEqual({ ok: true, value: null })
    expect(await refused(replica, cartOf(replica, [backOf(sale.id)]))).toEqual({
      ...{ kind: 'sale-void', sale: sale.id, receipt: 'A-000001' },
    })
  })

  test('S38: of a refund and a void in two tabs at once one is refused', async () => {
    const { device, replica } = await till()
    const { sale } = await sold(replica, cartOf(replica, [line(1000)]))
    const other = await device.openTab()
    await other.catchUp()
    const refund = cartOf(replica, [backOf(sale.id)])
    const [back, voided] = await Promise.all([
      recordSale(replica, request(refund)),
      voidSale(other, sale.id, 'wrong', OWNER),
    ])
    expect([back.ok, voided.ok].sort()).toEqual([false, true])
  })

  test('S38: one by one: refund, no void, void of the refund, void', async () => {
    const { device, replica } = await till()
    const { sale } = await sold(replica, cartOf(replica, [line(1000)]))
    const other = await device.openTab()
    await other.catchUp()
    const refund = cartOf(replica, [backOf(sale.id)])
    await sold(replica, refund)
    expect(await voidSale(other, sale.id, 'wrong', OWNER)).toEqual({
      ok: false,
      error: { kind: 'came-back', receipt: 'A-000001', by: 'A-000002' },
    })
    await voidSale(other, refund.id, 'wrong', OWNER)
    expect((await voidSale(replica, sale.id, 'wrong', OWNER)).ok).toBe(true)
  })

  test('a coupon that may be used once is used once; one that took nothing off is not used', async () => {
    const { replica } = await till()
    const discounts = [{ source: 'coupon', ref: 'once', label: 'ONCE', amountMinor: toMinor(100) }] as const
    const withCoupon = (applied: boolean) => {
      const cart: Cart = { ...cartOf(replica, [line(1000)]), coupons: ['once' as never] }
      const priced = pricedOf(cart)
      const amountMinor = toMinor(900)
      const lines = priced.lines.map((one) => (applied ? { ...one, discounts, amountMinor } : one))
      const totals = applied ? { ...priced.totals, totalMinor: amountMinor } : priced.totals
      const after: PricedCart = { ...priced, lines, totals }
      return recordSale(replica, {
        ...{ priced: after, staff: OWNER },
        tenders: [cash(cart.id, totals.totalMinor)],
      })
    }
    expect((await withCoupon(false)).ok).toBe(true)
    expect((await withCoupon(true)).ok).toBe(true)
    expect(await withCoupon(true)).toMatchObject({
      error: { kind: 'coupon-used-up', coupon: 'once', uses: 1 },
    })
  })

  test('an account is charged up to its limit, and beyond it where somebody allows it', async () => {
    const { replica } = await till()
    await sold(replica, cartOf(replica, [line(2000)]), [onAccount(2000)])
    const over = cartOf(replica, [line(1001)])
    expect(await refused(replica, over, [onAccount(1001)])).toEqual({
      ...{ kind: 'account-over-limit', account: ACCOUNT, owedMinor: 2000, limitMinor: 3000 },
    })
    await sold(replica, over, [onAccount(1001)], { allowed: ['account-over-limit'] })
    expect((await replica.readState(owedByAccount)).get(ACCOUNT)).toBe(3001)
    const pay = line(3001, { taxRate: NO_TAX, kind: 'account', account: ACCOUNT })
    await sold(replica, cartOf(replica, [pay]))
    expect((await replica.readState(owedByAccount)).get(ACCOUNT)).toBe(0)
  })

  test('S25: what is paid into an account is not charged to the same one, whoever allows it', async () => {
    const { replica } = await till()
    await sold(replica, cartOf(replica, [line(2000)]), [onAccount(2000)])
    const pay = line(500, { taxRate: NO_TAX, kind: 'account', account: ACCOUNT })
    const allowed = { allowed: ['account-over-limit'] } as const
    expect(await refused(replica, cartOf(replica, [pay]), [onAccount(500)], allowed)).toEqual({
      ...{ kind: 'account-pays-itself', account: ACCOUNT },
    })
  })
})

describe('S12–S15: parts, transfers and payments as deeds', () => {
  test('a transfer is awaited, with its reference, until somebody settles it', async () => {
    const { replica } = await till()
    const part: Part = { kind: 'transfer', amountMinor: toMinor(1000), scheme: 'epc', reference: 'RF18' }
    const { sale } = await sold(replica, cartOf(replica, [line(1000)]), [part])
    const [awaiting] = await replica.readState(awaitingTransfers)
    expect(awaiting).toMatchObject({
      sale: sale.id,
      receipt: 'A-000001',
      amountMinor: 1000,
      reference: 'RF18',
    })
    expect(replica.store.getState().awaiting).toBe(1)
    const { tender } = awaiting ?? { tender: '' as TenderId }
    await settleTransfer(replica, { tender, sale: sale.id, outcome: 'received', note: '' }, OWNER)
    expect(await replica.readState(awaitingTransfers)).toEqual([])
    expect(replica.store.getState().awaiting).toBe(0)
  })

  test('S15: a transfer that does not come can still come', async () => {
    const { replica } = await till()
    const part: Part = { kind: 'transfer', amountMinor: toMinor(1000), scheme: 'epc', reference: 'RF18' }
    const { sale } = await sold(replica, cartOf(replica, [line(1000)]), [part])
    const [transfer] = await replica.readState(awaitingTransfers)
    const { tender } = transfer ?? { tender: '' as TenderId }
    const doubts = () =>
      replica.readState((state) => openDecisions(state).filter(({ kind }) => kind === 'transfer-failed'))
    expect(await replica.readState(failedTransfers)).toEqual([])
    await settleTransfer(replica, { tender, sale: sale.id, outcome: 'failed', note: '' }, OWNER)
    expect(await replica.readState(failedTransfers)).toEqual([transfer])
    expect(await doubts()).toHaveLength(1)
    await settleTransfer(replica, { tender, sale: sale.id, outcome: 'received', note: '' }, OWNER)
    expect(await replica.readState(failedTransfers)).toEqual([])
    expect(await doubts()).toEqual([])
  })

  test('an approved part has its answer at once, and can be given back; a question stays a question', async () => {
    const { replica } = await till()
    const asked = { sale: 's' as SaleId, amountMinor: toMinor(500), staff: OWNER }
    const [card, online] = [await askCard(replica, asked), await askOnline(replica, asked)]
    if (!card.ok || !online.ok) throw new Error('asked')
    await approveCard(replica, card.value, OWNER)
    await reversePart(replica, card.value, OWNER)
    expect(replica.store.getState().questions).toMatchObject([{ tender: online.value, kind: 'online' }])
    expect(await replica.readState(({ outcomes }) => outcomes.get(card.value))).toBe('reversed')
  })
})
