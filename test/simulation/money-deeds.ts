/** What people do with money besides selling for it: discounts, vouchers, returns, accounts, transfers. */
import type { Cart, CartLine } from '../../core/domain/cart.ts'
import { emptyCart } from '../../core/domain/cart.ts'
import type { AccountId, CouponId, SaleId, TenderId, VoucherCode } from '../../core/domain/ids.ts'
import { NO_TAX } from '../../core/domain/line.ts'
import { type Minor, ONE_PIECE, type Ppm, type Thousandths, toMinor } from '../../core/domain/money.ts'
import { leftToReturn, returnLines } from '../../core/domain/refund.ts'
import { cashTenderId, type Tender } from '../../core/domain/tender.ts'
import type { Patch } from '../../core/journal/settings.ts'
import type { VoucherRecord } from '../../core/journal/state.ts'
import { readSale, recordSale, type SaleRequest, settleTransfer } from '../../src/replica/deeds.ts'
import { priceNow } from '../../src/replica/price-rules.ts'
import type { Replica } from '../../src/replica/replica.ts'
import { awaitingTransfers, backOf } from '../../src/replica/standings.ts'
import type { Tab } from './device.ts'
import { OWNER } from './owner.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

const ACCOUNT = 'account-1' as AccountId
const COUPON = 'coupon-1' as CouponId
const NOTHING = { product: null, variant: null, variantName: '', sku: null, listMinor: null, note: '' }

/** What a location has of all this: a limit that is soon reached, a coupon that is soon used up. */
export const MONEY_SETTINGS: readonly Patch[] = [
  { record: 'account', id: ACCOUNT, fields: { name: 'Bar', limitMinor: toMinor(2000) } },
  {
    record: 'coupon',
    id: COUPON,
    fields: { code: 'TEN', name: 'Ten per cent', ppm: 100_000 as Ppm, uses: 3 },
  },
]

/** A cart as customers leave it: a discount on a line or on all, a coupon, a deposit, a tip; most have nothing of it. */
export function dress(cart: Cart, random: Random): Cart {
  if (random.chance(0.6)) return cart
  const given = { reason: 'Scratched', by: OWNER }
  const share = { ...given, ppm: (random.range(1, 9) * 50_000) as Ppm, amountMinor: null }
  const cup = { ...NOTHING, name: 'Cup', unitMinor: toMinor(200), taxRate: NO_TAX }
  const what = random.range(0, 4)
  if (what === 0) return { ...cart, lines: onFirst(cart.lines, { discount: share }) }
  if (what === 1) return { ...cart, lines: onFirst(cart.lines, { deposit: cup }) }
  if (what === 2) return { ...cart, coupons: [COUPON] }
  if (what === 3)
    return { ...cart, tip: { staff: null, ppm: null, amountMinor: toMinor(random.range(1, 300)) } }
  return { ...cart, discount: share }
}

const onFirst = (lines: readonly CartLine[], fields: Partial<CartLine>) =>
  lines.map((line, index) => (index === 0 ? { ...line, ...fields } : line))

/** Parts by voucher, account, transfer or on the house, and the rest, in front of what closes the sale. */
export async function earlyParts(replica: Replica, cart: Cart, random: Random): Promise<readonly Tender[]> {
  const { totalMinor } = priceNow(replica.store.getState(), cart, 0).totals
  if (totalMinor < 2 || random.chance(0.5)) return []
  const amountMinor = toMinor(random.range(1, totalMinor - 1))
  const id = `${cart.id}-part` as TenderId
  const voucher = await knownVoucher(replica, random)
  if (voucher && random.chance(0.8)) {
    const most = random.chance(0.7) ? voucher.balanceMinor : amountMinor
    const part = { id, amountMinor: toMinor(Math.min(most, totalMinor)), voucher: voucher.code }
    return [{ kind: 'voucher', ...part }]
  }
  return [
    random.pick<Tender>([
      { kind: 'house-account', id, amountMinor, account: ACCOUNT, name: 'Bar' },
      { kind: 'on-the-house', id, amountMinor, reason: 'Artist', by: OWNER },
      { kind: 'transfer', id, amountMinor, scheme: 'epc', reference: `RF-${cart.id}` },
    ]),
  ]
}

/** One with something on it, as known here, or one that nobody has issued. */
async function knownVoucher(
  replica: Replica,
  random: Random,
): Promise<Pick<VoucherRecord, 'code' | 'balanceMinor'> | null> {
  if (random.chance(0.03)) return { code: 'MADEUP' as VoucherCode, balanceMinor: toMinor(900) }
  const known = await replica.readState(({ vouchers }) => [...vouchers.values()])
  const good = known.filter(({ balanceMinor }) => balanceMinor > 0)
  return good.length === 0 ? null : random.pick(good)
}

/** Whether anybody says yes where a till refuses, and whether it knows itself in touch. */
export const circumstances = (random: Random): Pick<SaleRequest, 'allowed' | 'inTouch'> => ({
  allowed: random.chance(0.3) ? ['account-over-limit', 'voucher-unknown', 'voucher-expired'] : [],
  inTouch: random.chance(0.7),
})

/** A voucher is sold, an account is paid into, goods come back, or somebody looks at the bank's statement. */
export async function moveMoney(world: World, tab: Tab): Promise<void> {
  const what = world.random.next()
  if (what < 0.3) return sellExtra(world, tab, voucherLine(world))
  if (what < 0.35) return sellExtra(world, tab, payIn(world))
  if (what < 0.85) return takeBack(world, tab)
  return settleSomeTransfer(world, tab)
}

function voucherLine(world: World): Partial<CartLine> {
  const { random } = world
  const expiresAt = random.chance(0.2) ? world.clock.nowMs + random.range(0, 3_600_000) : null
  const code = `V${world.newId()}` as VoucherCode
  return { name: 'Voucher', kind: 'voucher', voucher: { code, purpose: 'multi', expiresAt } }
}

const payIn = (_: World): Partial<CartLine> => ({ name: 'Bar', kind: 'account', account: ACCOUNT })

async function sellExtra(world: World, { replica }: Tab, extra: Partial<CartLine>): Promise<void> {
  const unitMinor = toMinor(world.random.range(1, 12) * 500)
  const quantity = ONE_PIECE
  const line: CartLine = {
    key: 'extra',
    ...NOTHING,
    name: '',
    quantity,
    unitMinor,
    taxRate: NO_TAX,
    ...extra,
  }
  await close(world, replica, { ...emptyCart(world.newId() as SaleId), lines: [line] })
}

/** Some of a sale comes back, as far as this till knows; now and then without its sale, or a void one's. */
async function takeBack(world: World, { replica }: Tab): Promise<void> {
  const { random } = world
  const sales = [...replica.store.getState().sales.values()]
  if (sales.length === 0) return
  // Often the first one, so that tills which are cut off meet in it.
  const id = (random.chance(0.5) ? sales[0]?.id : undefined) ?? random.pick(sales).id
  const recorded = await readSale(replica, id)
  if (!recorded) return
  const back = backOf(id, replica.store.getState())
  const choices = recorded.sale.lines.flatMap((item, line) => {
    const left = leftToReturn(item, back(line).quantity)
    const pieces = Math.ceil(left / ONE_PIECE)
    const quantity = Math.min(left, random.range(1, Math.max(1, pieces)) * ONE_PIECE) as Thousandths
    return left > 0 && random.chance(0.7) ? [{ line, quantity, restock: random.chance(0.8) }] : []
  })
  const drafts = returnLines(recorded.sale, back, choices)
  if (!drafts.ok) return
  const isBlind = random.chance(0.05)
  const lines = drafts.value.map((draft, index): CartLine => {
    const { returned } = draft
    const key = `back-${index}`
    return isBlind && returned ? { ...draft, key, returned: { ...returned, sale: null } } : { ...draft, key }
  })
  await close(world, replica, { ...emptyCart(world.newId() as SaleId), lines, reason: 'Torn' })
}

/** Pays what is due, or gives it back: by cash, on a voucher, onto the account. */
async function close(world: World, replica: Replica, cart: Cart): Promise<void> {
  const { random } = world
  const state = replica.store.getState()
  if (!state.location) return
  const priced = priceNow(state, cart, 0)
  const { totalMinor } = priced.totals
  const id = cashTenderId(cart.id)
  const credit = `C${world.newId()}` as VoucherCode
  const back: readonly Tender[] = [
    { kind: 'store-credit', id, amountMinor: totalMinor, voucher: credit, expiresAt: null },
    { kind: 'house-account', id, amountMinor: totalMinor, account: ACCOUNT, name: 'Bar' },
  ]
  const tender = totalMinor < 0 && random.chance(0.4) ? random.pick(back) : cashOf(id, totalMinor)
  await recordSale(replica, {
    ...{ priced, tenders: totalMinor === 0 ? [] : [tender], staff: OWNER },
    ...circumstances(random),
  })
}

const cashOf = (id: TenderId, amountMinor: Minor): Tender => ({
  ...{ kind: 'cash', id, amountMinor },
  tenderedMinor: toMinor(Math.max(0, amountMinor)),
  changeMinor: toMinor(Math.max(0, -amountMinor)),
})

async function settleSomeTransfer({ random }: World, { replica }: Tab): Promise<void> {
  const awaiting = await replica.readState(awaitingTransfers)
  if (awaiting.length === 0) return
  const { tender, sale } = random.pick(awaiting)
  const outcome = random.chance(0.6) ? 'received' : 'failed'
  await settleTransfer(replica, { tender, sale, outcome, note: '' }, OWNER)
}
