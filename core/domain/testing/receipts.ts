/** Sales with everything on them, made by the code that makes real ones, for the tests of receipts. */
import { allocate } from '../allocate.ts'
import type { Cart, CartLine, DepositOf } from '../cart.ts'
import { roundCash } from '../cash-rounding.ts'
import type {
  AccountId,
  CouponId,
  ProductId,
  PromotionId,
  SaleId,
  StaffId,
  TaxRateId,
  TenderId,
  VariantId,
  VoucherCode,
} from '../ids.ts'
import { NO_TAX } from '../line.ts'
import { type Minor, ONE_PIECE, type Ppm, type Thousandths, toMinor, ZERO } from '../money.ts'
import { type PriceRules, plainRules, priceCart } from '../price-cart.ts'
import type { Coupon, Promotion } from '../promotion.ts'
import type { ReceiptContext } from '../receipt.ts'
import { NOTHING_BACK, returnLines } from '../refund.ts'
import { completeSale, type Sale } from '../sale.ts'
import type { TaxMode, TaxRate } from '../tax.ts'
import type { Tender } from '../tender.ts'

export const FULL: TaxRate = { id: 'full' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }
export const REDUCED: TaxRate = { id: 'reduced' as TaxRateId, name: 'VAT', ppm: 70_000 as Ppm }

const SALE_ID = '01890a5d-ac96-774b-bcce-b302099a8057' as SaleId
const MIA = 'mia' as StaffId

/** 21 November 2026, 14:32 in Berlin. */
export const AT = 1_795_267_920_000

export const CONTEXT: ReceiptContext = {
  location: {
    name: 'Saltworks Pop-up',
    address: 'Pier 7, Old Harbour\n20457 Hamburg',
    receiptFooter: 'Thank you! Exchange within 14 days.',
    zone: 'Europe/Berlin',
  },
  staffName: 'Mia',
  tillName: 'Till A',
  at: AT,
  voided: false,
  copy: false,
  settled: new Map(),
  balances: new Map(),
  language: 'en',
  localeTags: [],
}

export interface LineWish extends Partial<CartLine> {
  readonly name: string
  readonly unit?: CartLine['unit']
}

let keys = 0

/** One piece of something at 1.00, unless said otherwise. */
export function lineOf({ name, ...wish }: LineWish): CartLine {
  keys += 1
  return {
    ...{ key: String(keys), product: `p-${name}` as ProductId, variant: `v-${name}` as VariantId },
    ...{ name, variantName: '', sku: null, quantity: ONE_PIECE, unitMinor: toMinor(100) },
    ...{ listMinor: null, taxRate: FULL, note: '' },
    ...wish,
  }
}

/** A sale of a cart as the till would make it. */
export function saleOf(
  cart: Omit<Cart, 'id' | 'label'>,
  rules: PriceRules,
  paid: { readonly currency: string; readonly receipt: string; readonly tenders: (total: Minor) => Tender[] },
): Sale {
  const priced = priceCart({ id: SALE_ID, label: '', ...cart }, rules)
  const { currency, receipt } = paid
  const tenders = paid.tenders(priced.totals.totalMinor)
  return completeSale(priced, { currency, receipt, tenders })
}

export const cash = (amountMinor: Minor, tenderedMinor: number = amountMinor): Tender => ({
  ...{ kind: 'cash', id: `${SALE_ID}-cash` as TenderId, amountMinor },
  ...(amountMinor < 0
    ? { tenderedMinor: ZERO, changeMinor: toMinor(-amountMinor) }
    : { tenderedMinor: toMinor(tenderedMinor), changeMinor: toMinor(tenderedMinor - amountMinor) }),
})

const ALWAYS = { startsAt: null, endsAt: null, days: [], fromMinute: null, toMinute: null }
const EVERYTHING = { products: [], categories: [] }

const THREE_FOR_TWO: Promotion = {
  ...{ id: 'three' as PromotionId, name: 'Three for two', active: true, window: ALWAYS },
  offer: { kind: 'n-for-m', count: 3, pay: 2 },
  scope: { products: ['p-Chili oil' as ProductId], categories: [] },
}

const WELCOME: Coupon = {
  ...{ id: 'welcome' as CouponId, code: 'WELCOME', name: 'Welcome', ppm: null, amountMinor: toMinor(500) },
  ...{ minimumMinor: ZERO, uses: null, scope: EVERYTHING, window: ALWAYS, active: true },
}

const CUP: DepositOf = {
  ...{ product: 'p-cup' as ProductId, variant: 'v-cup' as VariantId, name: 'Cup', sku: null },
  ...{ unitMinor: toMinor(200), taxRate: FULL },
}

const RICH_RULES: PriceRules = { ...plainRules('inclusive'), promotions: [THREE_FOR_TWO], coupons: [WELCOME] }

/** Options, a weight, every kind of discount, deposits, a gift voucher, a tip; paid in five parts. */
export const richSale = (): Sale =>
  saleOf(
    {
      lines: [
        lineOf({
          name: 'Linen shirt',
          variantName: 'M, sand',
          unitMinor: toMinor(8900),
          note: 'Loose button',
          discount: { reason: 'Display piece', by: MIA, ppm: 100_000 as Ppm, amountMinor: null },
        }),
        lineOf({
          name: 'Chili oil',
          quantity: 3000 as Thousandths,
          unitMinor: toMinor(900),
          taxRate: REDUCED,
        }),
        lineOf({
          name: 'Cheddar',
          quantity: 350 as Thousandths,
          unit: 'kg',
          unitMinor: toMinor(2400),
          taxRate: REDUCED,
        }),
        lineOf({
          name: 'Lemonade',
          quantity: 2000 as Thousandths,
          unitMinor: toMinor(450),
          deposit: CUP,
        }),
        lineOf({ name: 'Cup', kind: 'deposit', quantity: -1000 as Thousandths, unitMinor: toMinor(200) }),
        lineOf({
          name: 'Gift voucher',
          kind: 'voucher',
          unitMinor: toMinor(5000),
          taxRate: NO_TAX,
          voucher: { code: 'K3M8PX2A90TW' as VoucherCode, purpose: 'multi', expiresAt: AT + 94_608_000_000 },
        }),
      ],
      discount: { reason: 'Harbour festival', by: null, ppm: null, amountMinor: toMinor(300) },
      coupons: [WELCOME.id],
      tip: { staff: null, ppm: null, amountMinor: toMinor(400) },
      service: 'take-away',
    },
    RICH_RULES,
    { currency: 'EUR', receipt: 'A-000412', tenders: fiveParts },
  )

function fiveParts(totalMinor: Minor): Tender[] {
  const [card, voucher, tab, transfer, rest] = allocate(totalMinor, [40, 20, 10, 10, 20].map(toMinor))
  const part = (id: string, amountMinor: Minor = ZERO) => ({ id: id as TenderId, amountMinor })
  const closing = rest ?? ZERO
  return [
    { kind: 'card', ...part('t1', card), last4: '4242', reference: '008123' },
    { kind: 'voucher', ...part('t2', voucher), voucher: 'Z7Q2M4C8H0PD' as VoucherCode },
    { kind: 'house-account', ...part('t3', tab), account: 'bar' as AccountId, name: 'Pier Bar' },
    { kind: 'transfer', ...part('t4', transfer), scheme: 'epc', reference: 'RF18539007547034' },
    cash(closing, closing + 121),
  ]
}

export const RICH_CONTEXT: ReceiptContext = {
  ...CONTEXT,
  balances: new Map([['Z7Q2M4C8H0PD' as VoucherCode, toMinor(1180)]]),
}

/** So many ordinary lines at two rates, paid by card. */
export function longSale(lines: number): Sale {
  const goods = Array.from({ length: lines }, (_, index) =>
    lineOf({
      name: `${COLOURS[Math.floor(index / NAMES.length) % COLOURS.length]} ${NAMES[index % NAMES.length]}`,
      variantName: index % 3 === 0 ? `No. ${index + 1}` : '',
      quantity: (((index % 4) + 1) * 1000) as Thousandths,
      unitMinor: toMinor(350 + 45 * index),
      taxRate: index % 2 === 0 ? FULL : REDUCED,
    }),
  )
  return saleOf({ lines: goods }, plainRules('inclusive'), {
    ...{ currency: 'EUR', receipt: 'A-000413' },
    tenders: (amountMinor) => [
      { kind: 'card', id: 't1' as TenderId, amountMinor, last4: '4242', reference: '' },
    ],
  })
}

const COLOURS = ['Tidal', 'Copper', 'Meadow', 'Chalk'] as const

const NAMES = [
  'Sunset Risograph A3',
  'Chili Crisp 190 g',
  'Linen Apron',
  'Wildflower Honey',
  'Enamel Mug, sea green',
  'Espresso Beans 250 g',
  'Harbour Tote Bag',
  'Soy Candle “Low Tide”',
  'Pocket Notebook',
  'Smoked Sea Salt',
] as const

/** A sale with one return, and what it had cost. */
function returnOf(sale: Sale, line: number, quantity: number): CartLine[] {
  const drafts = returnLines(sale, () => NOTHING_BACK, [
    { line, quantity: quantity as Thousandths, restock: true },
  ])
  if (!drafts.ok) throw new Error(drafts.error.kind)
  return drafts.value.map((draft, index) => ({ ...draft, key: `r${index}` }))
}

/** Two of three bottles come back from the rich sale, an apron goes out; the difference by card. */
export const exchange = (): Sale =>
  saleOf(
    {
      lines: [...returnOf(richSale(), 1, 2000), lineOf({ name: 'Linen apron', unitMinor: toMinor(4800) })],
      reason: 'Wrong taste',
    },
    plainRules('inclusive'),
    {
      ...{ currency: 'EUR', receipt: 'A-000420' },
      tenders: (amountMinor) => [
        { kind: 'card', id: 't1' as TenderId, amountMinor, last4: '', reference: '' },
      ],
    },
  )

const CHF_RATE: TaxRate = { id: 'ch' as TaxRateId, name: 'MWST', ppm: 81_000 as Ppm }

/** A Swiss return in cash: rounded to five Rappen. */
export function swissRefund(): Sale {
  const rounding = { incrementMinor: toMinor(5), ties: 'up' } as const
  const lines = [
    lineOf({ name: 'Schokolade', quantity: 3000 as Thousandths, unitMinor: toMinor(411), taxRate: CHF_RATE }),
  ]
  const rounded = (totalMinor: Minor) => [cash(roundCash(totalMinor, rounding))]
  const paid = { currency: 'CHF', tenders: rounded }
  const bought = saleOf({ lines }, plainRules('inclusive'), { ...paid, receipt: 'B-000007' })
  return saleOf({ lines: returnOf(bought, 0, 1000), reason: 'Zu dunkel' }, plainRules('inclusive'), {
    ...paid,
    receipt: 'B-000008',
  })
}

/** Something simple in any currency and mode. */
export const plainSale = (currency: string, taxMode: TaxMode, unitMinor: number, taxRate: TaxRate): Sale =>
  saleOf(
    {
      lines: [lineOf({ name: 'Tea', quantity: 3000 as Thousandths, unitMinor: toMinor(unitMinor), taxRate })],
    },
    plainRules(taxMode),
    { currency, receipt: 'C-000001', tenders: (totalMinor) => [cash(totalMinor)] },
  )

/** A customer who pays no tax. */
export const exemptSale = (): Sale =>
  saleOf(
    {
      lines: [lineOf({ name: 'Linen shirt', unitMinor: toMinor(11_900) })],
      exempt: { reason: 'Diplomatic mission', reference: 'D-77/2026' },
    },
    plainRules('inclusive'),
    { currency: 'EUR', receipt: 'A-000430', tenders: (totalMinor) => [cash(totalMinor)] },
  )

/** A return paid by store credit, whose code the customer takes along. */
export const creditRefund = (): Sale =>
  saleOf({ lines: returnOf(richSale(), 0, 1000) }, plainRules('inclusive'), {
    ...{ currency: 'EUR', receipt: 'A-000431' },
    tenders: (amountMinor) => [
      {
        ...{ kind: 'store-credit', id: 't1' as TenderId, amountMinor },
        ...{ voucher: 'A1B2C3D4E5F6' as VoucherCode, expiresAt: AT + 31_536_000_000 },
      },
    ],
  })
