/** Random deeds about money, for the journals of `journals.ts`: they meet in few vouchers, accounts, sales and tenders. */
import fc from 'fast-check'
import type {
  AccountId,
  CouponId,
  ProductId,
  SaleId,
  TaxRateId,
  TenderId,
  VariantId,
  VoucherCode,
} from '../../core/domain/ids.ts'
import { NO_TAX } from '../../core/domain/line.ts'
import { extend, type Ppm, subtract, sum, type Thousandths, toMinor } from '../../core/domain/money.ts'
import type { LineItem, Sale } from '../../core/domain/sale.ts'
import { taxOf } from '../../core/domain/tax.ts'
import { cashTenderId, type Tender } from '../../core/domain/tender.ts'
import { totalsOf } from '../../core/domain/totals.ts'

type LineName =
  | 'goods'
  | 'tip'
  | 'deposit'
  | 'cups'
  | 'issue-multi'
  | 'issue-single'
  | 'redeem-single'
  | 'pay-in'
  | 'return'
  | 'return-unfit'
  | 'blind-return'

type PartName = 'voucher' | 'store-credit' | 'house-account' | 'on-the-house' | 'transfer' | 'online'

export interface MoneySale {
  readonly type: 'money-sale'
  /** `what` names a voucher, an account, a sale; `size` an amount and how many. */
  readonly lines: readonly (readonly [name: LineName, what: number, size: number])[]
  readonly parts: readonly (readonly [name: PartName, what: number, amountMinor: number])[]
  readonly coupon: number | null
  readonly sameAs: number | null
}

export type MoneyDeed =
  | MoneySale
  | {
      readonly type: 'transfer-settled' | 'payment-reported' | 'limit'
      readonly what: number
      readonly value: number
    }

const small = fc.nat({ max: 5 })
const few = fc.nat({ max: 2 })

const LINES: readonly LineName[] = [
  ...(['goods', 'goods', 'tip', 'deposit', 'cups', 'issue-multi', 'issue-multi', 'issue-single'] as const),
  ...(['redeem-single', 'pay-in', 'return', 'return', 'return', 'return-unfit', 'blind-return'] as const),
]
const PARTS: readonly PartName[] = [
  ...(['voucher', 'voucher', 'store-credit', 'house-account', 'on-the-house'] as const),
  ...(['transfer', 'transfer', 'online', 'online', 'online'] as const),
]

export const moneyDeedArbitrary: fc.Arbitrary<MoneyDeed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('money-sale' as const),
      lines: fc.array(fc.tuple(fc.constantFrom(...LINES), few, fc.integer({ min: 1, max: 3000 })), {
        minLength: 1,
        maxLength: 5,
      }),
      parts: fc.array(fc.tuple(fc.constantFrom(...PARTS), few, fc.integer({ min: -900, max: 900 })), {
        maxLength: 3,
      }),
      coupon: fc.option(few),
      sameAs: fc.option(small, { freq: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('transfer-settled', 'payment-reported', 'payment-reported', 'limit' as const),
      what: few,
      value: small,
    }),
  },
)

const RATE = { id: 'full' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }
/** Between the moments of the deeds: some uses are late. */
const EXPIRES = 1_700_000_000_004

/** The sale of a deed: its figures add up, whatever else is odd about it. */
export function moneySaleOf({ lines, parts, coupon }: MoneySale, id: SaleId, receipt: string): Sale {
  const items = lines.flatMap((line, index) => [...paidGoods(line), lineOf(line, index)])
  const { taxes, totalMinor } = totalsOf('inclusive', items)
  const early = parts.map((part, index) => partOf(part, id, index))
  const left = subtract(totalMinor, sum(early.map(({ amountMinor }) => amountMinor)))
  const tendered = toMinor(Math.max(0, left))
  const cash: Tender = {
    ...{ kind: 'cash', id: cashTenderId(id), amountMinor: left },
    ...{ tenderedMinor: tendered, changeMinor: subtract(tendered, left) },
  }
  return {
    ...{ id, receipt, currency: 'EUR', taxMode: 'inclusive', lines: items, taxes, totalMinor },
    tenders: left === 0 ? early : [...early, cash],
    ...(coupon === null ? {} : { coupons: [`coupon-${coupon}` as CouponId] }),
  }
}

const codeOf = (what: number) => `VOUCHER${what}` as VoucherCode
const accountOf = (what: number) => `account-${what}` as AccountId

function lineOf([name, what, size]: MoneySale['lines'][number], index: number): LineItem {
  const own = { name, quantity: 1000 as Thousandths, unitMinor: toMinor(size), taxRate: NO_TAX }
  switch (name) {
    case 'goods':
      return discounted(priced({ ...goods(what), quantity: (size * 3) as Thousandths }), size)
    case 'tip':
      return priced({ ...own, kind: 'tip' })
    case 'deposit':
      return priced({ ...own, kind: 'deposit', taxRate: RATE })
    case 'cups':
      return priced({ ...own, kind: 'deposit', taxRate: RATE, quantity: -2000 as Thousandths })
    case 'issue-multi':
      return priced({ ...own, kind: 'voucher', voucher: voucherOf(what, 'multi') })
    case 'issue-single':
      return priced({ ...own, kind: 'voucher', taxRate: RATE, voucher: voucherOf(what, 'single') })
    case 'redeem-single': {
      const quantity = -1000 as Thousandths
      return priced({ ...own, quantity, kind: 'voucher', taxRate: RATE, voucher: voucherOf(what, 'single') })
    }
    case 'pay-in':
      return priced({ ...own, kind: 'account', account: accountOf(what) })
    case 'return':
    case 'return-unfit':
    case 'blind-return':
      return returnedLine(name, what, size, index)
  }
}

/** What a voucher for certain goods pays for: without it, it would be money. */
const paidGoods = ([name, what, size]: MoneySale['lines'][number]): readonly LineItem[] =>
  name === 'redeem-single'
    ? [priced({ ...goods(what), quantity: 1000 as Thousandths, unitMinor: toMinor(size) })]
    : []

const voucherOf = (what: number, purpose: 'multi' | 'single') => ({
  ...{ code: codeOf(what), purpose },
  expiresAt: what === 1 ? EXPIRES : null,
})

const goods = (what: number) => ({
  ...{ product: 'p1' as ProductId, variant: `v${(what % 3) + 1}` as VariantId, name: 'Print' },
  ...{ unitMinor: toMinor(250), taxRate: RATE },
})

function priced(line: Partial<LineItem> & Pick<LineItem, 'unitMinor' | 'quantity'>): LineItem {
  return {
    ...{ product: null, variant: null, name: '', variantName: '', sku: null, listMinor: null },
    ...{ taxRate: RATE, note: '', amountMinor: extend(line.unitMinor, line.quantity), ...line },
  }
}

function discounted(line: LineItem, size: number): LineItem {
  const off = toMinor(size % Math.max(1, line.amountMinor))
  if (off === 0 || line.amountMinor < off) return line
  const discount = { source: 'line', label: 'Scratched', amountMinor: off } as const
  return { ...line, amountMinor: subtract(line.amountMinor, off), discounts: [discount] }
}

function returnedLine(name: LineName, what: number, size: number, index: number): LineItem {
  const quantity = -(size * 2) as Thousandths
  const line = priced({ ...goods(index), quantity })
  const { amountMinor } = line
  const of = { line: index % 2, receipt: '', restock: name !== 'return-unfit' }
  const sale = name === 'blind-return' ? null : (`sale-${what}` as SaleId)
  return {
    ...line,
    returned: {
      ...of,
      sale,
      amountMinor,
      taxMinor: toMinor(taxOf('inclusive', RATE.ppm, amountMinor) + (size % 2)),
    },
  }
}

/** A sale's transfer and its online payment have ids of which others speak. */
function partOf([name, what, amount]: MoneySale['parts'][number], sale: SaleId, index: number): Tender {
  const part = { id: `${sale}-${index}` as TenderId, amountMinor: toMinor(amount) }
  const shared = { ...part, id: `${name}-of-${sale}` as TenderId }
  switch (name) {
    case 'voucher':
      return { ...part, kind: name, voucher: codeOf(what) }
    case 'store-credit':
      return { ...part, kind: name, voucher: codeOf(what), expiresAt: null }
    case 'house-account':
      return { ...part, kind: name, account: accountOf(what), name: 'Bar' }
    case 'on-the-house':
      return { ...part, kind: name, reason: 'Artist', by: null }
    case 'transfer':
      return { ...shared, kind: name, scheme: 'epc', reference: `RF-${what}` }
    case 'online':
      return { ...shared, kind: name, provider: 'stripe', reference: `cs-${what}` }
  }
}

/** What kind of entry the other deeds are. */
export function moneyPaper({ type, what, value }: Exclude<MoneyDeed, MoneySale>) {
  const sale = `sale-${value}` as SaleId
  switch (type) {
    case 'transfer-settled': {
      const outcome = what % 2 === 0 ? 'received' : 'failed'
      return {
        kind: 'tender-settled',
        body: { tender: `transfer-of-${sale}`, sale, outcome, note: `${value}` },
      }
    }
    case 'payment-reported': {
      const status = (['expired', 'paid', 'refunded'] as const)[what]
      const told = { tender: `online-of-${sale}`, sale, provider: 'stripe', status }
      return {
        kind: 'payment-reported',
        body: { ...told, amountMinor: value * 100, reference: `cs-${what}` },
      }
    }
    case 'limit': {
      const account = { record: 'account', id: accountOf(what), fields: { limitMinor: value * 100 } }
      const coupon = { record: 'coupon', id: `coupon-${what}`, fields: { code: 'TEN', uses: value } }
      return { kind: 'settings', body: { patches: [account, coupon] } }
    }
  }
}
