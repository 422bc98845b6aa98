/** What sales come to: the figures of a day, a shift or a till, each a plain sum over receipts (rules M50, M51). */
import type { StaffId, TenderId } from './ids.ts'
import { type Minor, ZERO } from './money.ts'
import type { TaxBucket } from './tax.ts'
import type { TenderKind } from './tender.ts'

/** What a report needs of a sale; the fold's record has it. */
export interface ReportedSale {
  readonly totalMinor: Minor
  readonly tenders: readonly {
    readonly kind: TenderKind
    readonly amountMinor: Minor
    readonly id?: TenderId
  }[]
  readonly taxes: readonly TaxBucket[]
  readonly quantities: readonly number[]
  readonly tips?: readonly { readonly staff: StaffId; readonly amountMinor: Minor }[]
  readonly money?: {
    readonly discountMinor?: Minor
    readonly tipMinor?: Minor
    readonly roundingMinor?: Minor
    readonly depositMinor?: Minor
    readonly voucherMinor?: Minor
    readonly accountMinor?: Minor
    readonly returnedMinor?: Minor
  }
  readonly voided: unknown
}

/** Sums that stop at what a number holds: forged figures must not take the day's screen away (rule J13). */
const add = (a: Minor, b: Minor): Minor =>
  Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, a + b)) as Minor
export const subtractFigures = (a: Minor, b: Minor): Minor => add(a, -b as Minor)
const sum = (amounts: Iterable<Minor>): Minor => [...amounts].reduce(add, ZERO)

/** How awaited transfers ended, by tender. */
export type Settlements = ReadonlyMap<TenderId, { readonly outcome: 'received' | 'failed' }>

export interface Report {
  /** Receipts that sold something, those that only took goods back, and voided ones. */
  readonly saleCount: number
  readonly refundCount: number
  readonly voidCount: number
  /** Money that came in less money that went out: cash without change, cards, transfers, payments online. */
  readonly takingsMinor: Minor
  /** The receipts' totals: what was sold, whoever pays for it and when. */
  readonly totalMinor: Minor
  /** Of the totals: goods after discounts and returns, with their tax; the rest is no turnover. */
  readonly goodsMinor: Minor
  readonly discountMinor: Minor
  /** What came back: below nought. */
  readonly returnedMinor: Minor
  readonly tipMinor: Minor
  /** Of the tips, those that are one person's; the rest is the pool's. */
  readonly tipsByStaff: ReadonlyMap<StaffId, Minor>
  /** Deposits taken less deposits given back. */
  readonly depositMinor: Minor
  /** Multi-purpose vouchers issued: owed until they are used. */
  readonly voucherMinor: Minor
  /** Paid into house accounts. */
  readonly accountMinor: Minor
  /** Cash rounding, signed; Σ tenders = total + rounding. */
  readonly roundingMinor: Minor
  /** Transfers that nobody has seen yet, and those that did not come. */
  readonly awaitingMinor: Minor
  readonly failedMinor: Minor
  readonly byTender: ReadonlyMap<TenderKind, Minor>
  /** Sums of the receipts' own buckets, never computed anew from totals. */
  readonly taxByRate: ReadonlyMap<string, TaxBucket>
}

/** Kinds of tender that are money in the house; the others are promises kept or made. */
export const MONEY_KINDS = ['cash', 'card', 'transfer', 'online'] as const satisfies readonly TenderKind[]

/** Adds up sales. Voided ones only count. */
export function report(sales: Iterable<ReportedSale>, settlements: Settlements = new Map()): Report {
  const all = [...sales]
  const standing = all.filter(({ voided }) => !voided)
  const refunds = standing.filter(isRefund)
  const byTender = tendersOf(standing)
  const transfers = standing.flatMap(({ tenders }) => tenders.filter(({ kind }) => kind === 'transfer'))
  const ending = (outcome: 'received' | 'failed' | undefined) =>
    totalOf(transfers.filter(({ id }) => (id && settlements.get(id)?.outcome) === outcome))
  const failedMinor = ending('failed')
  const money = moneyOf(standing)
  const totalMinor = sum(standing.map((sale) => sale.totalMinor))
  const { tipMinor, depositMinor, voucherMinor, accountMinor } = money
  return {
    saleCount: standing.length - refunds.length,
    refundCount: refunds.length,
    voidCount: all.length - standing.length,
    takingsMinor: subtractFigures(sum(MONEY_KINDS.map((kind) => byTender.get(kind) ?? ZERO)), failedMinor),
    totalMinor,
    goodsMinor: subtractFigures(totalMinor, sum([tipMinor, depositMinor, voucherMinor, accountMinor])),
    ...money,
    awaitingMinor: ending(undefined),
    failedMinor,
    tipsByStaff: tipsOf(standing),
    byTender,
    taxByRate: taxesOf(standing),
  }
}

/** A receipt on which everything comes back. */
const isRefund = ({ quantities }: Pick<ReportedSale, 'quantities'>): boolean =>
  quantities.length > 0 && quantities.every((quantity) => quantity < 0)

const totalOf = (tenders: readonly { readonly amountMinor: Minor }[]): Minor =>
  sum(tenders.map(({ amountMinor }) => amountMinor))

type Money = Required<NonNullable<ReportedSale['money']>>

function moneyOf(sales: readonly ReportedSale[]): Money {
  const of = (figure: keyof Money) => sum(sales.map(({ money }) => money?.[figure] ?? ZERO))
  return {
    discountMinor: of('discountMinor'),
    returnedMinor: of('returnedMinor'),
    tipMinor: of('tipMinor'),
    depositMinor: of('depositMinor'),
    voucherMinor: of('voucherMinor'),
    accountMinor: of('accountMinor'),
    roundingMinor: of('roundingMinor'),
  }
}

function tendersOf(sales: readonly ReportedSale[]): ReadonlyMap<TenderKind, Minor> {
  const byTender = new Map<TenderKind, Minor>()
  for (const { tenders } of sales)
    for (const { kind, amountMinor } of tenders)
      byTender.set(kind, add(byTender.get(kind) ?? ZERO, amountMinor))
  return byTender
}

function tipsOf(sales: readonly ReportedSale[]): ReadonlyMap<StaffId, Minor> {
  const byStaff = new Map<StaffId, Minor>()
  for (const { tips = [] } of sales)
    for (const { staff, amountMinor } of tips)
      byStaff.set(staff, add(byStaff.get(staff) ?? ZERO, amountMinor))
  return byStaff
}

function taxesOf(sales: readonly ReportedSale[]): ReadonlyMap<string, TaxBucket> {
  const byRate = new Map<string, TaxBucket>()
  for (const { taxes } of sales)
    for (const bucket of taxes) byRate.set(keyOf(bucket), plus(byRate.get(keyOf(bucket)), bucket))
  return byRate
}

/** A rate that was changed during the day is two rates. */
const keyOf = ({ id, ppm }: TaxBucket): string => `${id} ${ppm}`

function plus(known: TaxBucket | undefined, bucket: TaxBucket): TaxBucket {
  if (!known) return bucket
  return {
    ...bucket,
    netMinor: add(known.netMinor, bucket.netMinor),
    taxMinor: add(known.taxMinor, bucket.taxMinor),
    grossMinor: add(known.grossMinor, bucket.grossMinor),
  }
}
