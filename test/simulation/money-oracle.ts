/** Money a second time, from the entries alone: what the fold counts of it, and what must be asked about it. */
import type { SaleId } from '../../core/domain/ids.ts'
import type { Sale } from '../../core/domain/sale.ts'
import { saleFlaws } from '../../core/domain/sale-flaws.ts'
import { type DecisionKind, decisionKey } from '../../core/journal/decision.ts'
import type { State } from '../../core/journal/state.ts'
import type { Truth } from './invariants.ts'
import { Broken } from './ledger.ts'

/** The entries' sales that are not void; where two have one id, that is no sum to be trusted. */
function standing({ entries }: Truth): readonly { readonly sale: Sale; readonly at: number }[] {
  const voided = new Set(entries.flatMap((entry) => (entry.kind === 'void' ? [entry.body.sale] : [])))
  return entries.flatMap((entry) =>
    entry.kind === 'sale' && !voided.has(entry.body.id) ? [{ sale: entry.body, at: entry.at }] : [],
  )
}

const sumOf = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0)

/** Everybody has paid what the receipts say: tenders come to totals and roundings, and lines to their sale. */
export function checkIdentities(truth: Truth, state: State): void {
  const sales = standing(truth).map(({ sale }) => sale)
  for (const { sale } of standing(truth))
    same(`what is wrong with ${sale.receipt}`, saleFlaws(sale).join(), '')
  const due = sumOf(sales.map(({ totalMinor, roundingMinor = 0 }) => totalMinor + roundingMinor))
  same('tenders', sumOf(sales.flatMap(({ tenders }) => tenders.map((one) => one.amountMinor))), due)
  const folded = [...state.sales.values()].filter(({ voided }) => !voided)
  const paid = folded.flatMap(({ tenders }) => tenders.map((one) => one.amountMinor))
  same('tenders of the fold', sumOf(paid), due)
}

/** Vouchers, accounts, coupons and what came back in pieces, money and tax, by key: the fold has the sums of the entries. */
export function checkMoney(truth: Truth, state: State): void {
  const sums = sumsOf(standing(truth).map(({ sale }) => sale))
  const folded = {
    vouchers: [...state.vouchers].map(([code, { balanceMinor }]) => [code, balanceMinor] as const),
    accounts: [...state.accounts].map(([id, one]) => [id, one.chargedMinor - one.paidMinor] as const),
    coupons: [...state.couponUses],
    pieces: [...state.returned],
    money: [...state.returnedMinor],
    taxes: [...state.returnedTaxMinor],
  }
  for (const name of ['vouchers', 'accounts', 'coupons', 'pieces', 'money', 'taxes'] as const) {
    const known = new Map<string, number>(folded[name])
    for (const key of new Set([...known.keys(), ...sums[name].keys()]))
      same(`${name} of ${key}`, known.get(key) ?? 0, sums[name].get(key) ?? 0)
  }
}

function sumsOf(sales: readonly Sale[]) {
  const [vouchers, accounts, coupons, pieces, money, taxes] = Array.from(
    { length: 6 },
    () => new Map<string, number>(),
  ) as [Sums, Sums, Sums, Sums, Sums, Sums]
  for (const { lines, tenders, coupons: used = [] } of sales) {
    for (const coupon of used) add(coupons, coupon, 1)
    for (const { voucher, account, amountMinor, quantity, returned } of lines) {
      if (voucher) add(vouchers, voucher.code, amountMinor)
      if (account) add(accounts, account, -amountMinor)
      if (!returned?.sale) continue
      const place = `${returned.sale}/${returned.line}`
      add(pieces, place, -quantity)
      add(money, place, -amountMinor)
      add(taxes, place, -returned.taxMinor)
    }
    for (const tender of tenders) {
      if (tender.kind === 'house-account') add(accounts, tender.account, tender.amountMinor)
      if (tender.kind === 'voucher' || tender.kind === 'store-credit')
        add(vouchers, tender.voucher, -tender.amountMinor)
    }
  }
  return { vouchers, accounts, coupons, pieces, money, taxes }
}

type Sums = Map<string, number>

const add = (sums: Sums, key: string, amount: number) => sums.set(key, (sums.get(key) ?? 0) + amount)

function same(what: string, folded: unknown, expected: unknown): void {
  if (folded !== expected) throw new Broken(`${what}: ${folded} here, ${expected} by the entries`)
}

/** What somebody must be asked about money, by the beginning of its key: that it is asked, and nothing else is. */
export function moneyDoubts(truth: Truth, state: State): ReadonlyMap<string, string> {
  const sales = standing(truth)
  const sums = sumsOf(sales.map(({ sale }) => sale))
  const doubts = new Map<string, string>()
  const ask = (kind: DecisionKind, ...parts: readonly string[]) =>
    doubts.set(decisionKey(kind, ...parts), `${kind} ${parts.join(' ')}`)
  const issued = issuesOf(sales.map(({ sale }) => sale))
  for (const [code, balance] of sums.vouchers)
    if (issued.has(code) && balance < 0) ask('voucher-overdrawn', code)
  for (const { sale, at } of sales) askAboutUses({ sale, at }, issued, ask)
  for (const { sale } of sales)
    if (sale.lines.some(({ returned }) => returned?.sale === null)) ask('blind-return', sale.id)
  const lines = new Map(sales.map(({ sale }) => [sale.id, sale.lines]))
  for (const [place, pieces] of sums.pieces) {
    const cut = place.lastIndexOf('/')
    const line = lines.get(place.slice(0, cut) as SaleId)?.[Number(place.slice(cut + 1))]
    const returns = sales.filter(({ sale }) => sale.lines.some((one) => placeOf(one) === place)).length
    // Each till rounds its own share: all but one may be a minor unit too much.
    if (!line || pieces > line.quantity || (sums.money.get(place) ?? 0) > line.amountMinor + returns - 1)
      ask('over-returned', place)
  }
  askAboutLimits(sums, state, ask)
  for (const [tender, { outcome, sale }] of state.tenderSettlements)
    if (outcome === 'failed' && lines.has(sale)) ask('transfer-failed', tender)
  return doubts
}

const placeOf = ({ returned }: Sale['lines'][number]): string => `${returned?.sale}/${returned?.line}`

type Ask = (kind: DecisionKind, ...parts: readonly string[]) => void

/** When each voucher ends, by its code. */
const issuesOf = (sales: readonly Sale[]): ReadonlyMap<string, number> =>
  new Map(
    sales.flatMap(({ lines, tenders }) => [
      ...lines.flatMap(({ voucher, quantity }): [string, number][] =>
        voucher && quantity > 0 ? [[voucher.code, voucher.expiresAt ?? Infinity]] : [],
      ),
      ...tenders.flatMap((one): [string, number][] =>
        one.kind === 'store-credit' && one.amountMinor < 0 ? [[one.voucher, Infinity]] : [],
      ),
    ]),
  )

function askAboutUses(
  { sale, at }: { readonly sale: Sale; readonly at: number },
  issued: ReadonlyMap<string, number>,
  ask: Ask,
): void {
  for (const tender of sale.tenders) {
    if (tender.kind !== 'voucher' || tender.amountMinor <= 0) continue
    const end = issued.get(tender.voucher)
    if (end === undefined) ask('voucher-unknown', tender.voucher)
    else if (at > end) ask('voucher-expired', tender.voucher, sale.id)
  }
  for (const { voucher, quantity } of sale.lines) {
    if (!voucher || quantity > 0) continue
    const end = issued.get(voucher.code)
    if (end === undefined) ask('voucher-unknown', voucher.code)
    else if (at > end) ask('voucher-expired', voucher.code, sale.id)
  }
}

function askAboutLimits(sums: ReturnType<typeof sumsOf>, { settings }: State, ask: Ask): void {
  for (const [account, owed] of sums.accounts)
    if (owed > (settings.account.get(account as never)?.limitMinor ?? 0)) ask('account-over-limit', account)
  for (const [coupon, count] of sums.coupons)
    if (count > (settings.coupon.get(coupon as never)?.uses ?? Infinity)) ask('coupon-overused', coupon)
}
