import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ALWAYS, rateOf } from '../../../test/support/random-carts.ts'
import type { Cart, CartLine } from '../cart.ts'
import type { CouponId, ProductId, SaleId, TenderId } from '../ids.ts'
import type { Line } from '../line.ts'
import { ONE_PIECE, subtract, sum, type Thousandths, toMinor } from '../money.ts'
import { type PriceRules, plainRules, priceCart } from '../price-cart.ts'
import type { Coupon } from '../promotion.ts'
import { NOTHING_BACK, returnLines } from '../refund.ts'
import { completeSale } from '../sale.ts'
import { saleFlaws } from '../sale-flaws.ts'
import { taxOf } from '../tax.ts'

interface Rate {
  readonly category: string
  readonly ppm: number
}

interface Example {
  readonly file: string
  readonly kind: 'invoice' | 'credit-note'
  readonly lines: readonly {
    readonly quantity: number
    readonly unitMinor: number
    readonly netMinor: number
    readonly allowances: readonly number[]
    readonly charges: readonly number[]
    readonly rate: Rate
  }[]
  readonly allowances: readonly { readonly amountMinor: number; readonly rate: Rate }[]
  readonly charges: readonly { readonly amountMinor: number; readonly rate: Rate }[]
  readonly taxes: readonly { readonly rate: Rate; readonly taxableMinor: number; readonly taxMinor: number }[]
  readonly totals: Readonly<
    Record<
      | 'lineExtensionMinor'
      | 'allowanceMinor'
      | 'chargeMinor'
      | 'taxExclusiveMinor'
      | 'taxMinor'
      | 'taxInclusiveMinor'
      | 'prepaidMinor'
      | 'roundingMinor'
      | 'payableMinor',
      number
    >
  >
}

const EXAMPLES = JSON.parse(
  readFileSync(new URL('./en16931-examples.json', import.meta.url), 'utf8'),
) as readonly Example[]

const taxRate = ({ category, ppm }: Rate) => rateOf(`${category}-${ppm}`, ppm)

const plainLine = (key: string, rate: Rate, unitMinor: number, quantity: number): CartLine => {
  const line: Line & { readonly key: string } = {
    key,
    product: `${rate.category}-${rate.ppm}` as ProductId,
    variant: null,
    name: key,
    variantName: '',
    sku: null,
    quantity: quantity as Thousandths,
    unitMinor: toMinor(unitMinor),
    listMinor: null,
    taxRate: taxRate(rate),
    note: '',
  }
  return quantity > 0 ? line : { ...line, returned: cameBack(rate, unitMinor * (quantity / ONE_PIECE)) }
}

/** What is billed with a quantity below nought came back. */
const cameBack = (rate: Rate, amount: number): NonNullable<Line['returned']> => ({
  ...{ sale: null, line: 0, receipt: '', restock: true },
  amountMinor: toMinor(amount),
  taxMinor: taxOf('exclusive', taxRate(rate).ppm, toMinor(amount)),
})

/** A charge is a line of its own, outside the scope of the document's allowances; below nought it comes back. */
const charge = (key: string, rate: Rate, amount: number): CartLine => ({
  ...plainLine(key, rate, Math.abs(amount), amount < 0 ? -ONE_PIECE : ONE_PIECE),
  product: null,
})

/** An allowance of the document is a coupon on the goods of its rate, one of a line a discount by hand. */
const allowanceCoupon = ({ amountMinor, rate }: Example['allowances'][number], index: number): Coupon => ({
  ...{ id: `allowance-${index}` as CouponId, code: '', name: 'Allowance', ppm: null },
  ...{
    amountMinor: toMinor(amountMinor),
    minimumMinor: toMinor(0),
    uses: null,
    window: ALWAYS,
    active: true,
  },
  scope: { products: [`${rate.category}-${rate.ppm}` as ProductId], categories: [] },
})

/** The example as a cart; a credit note is one with every sign turned. */
function cartOf({ kind, lines, charges, allowances }: Example): { cart: Cart; rules: PriceRules } {
  const sign = kind === 'credit-note' ? -1 : 1
  const coupons = allowances.map(allowanceCoupon)
  const cartLines = lines.flatMap((line, index) => {
    const { rate, unitMinor, quantity } = line
    const off = sum(line.allowances.map(toMinor))
    const discount = off > 0 ? { reason: 'Allowance', by: null, ppm: null, amountMinor: off } : undefined
    const goods = { ...plainLine(`${index}`, rate, unitMinor, sign * quantity), discount }
    return [goods, ...line.charges.map((amount) => charge(`${index} charge`, rate, sign * amount))]
  })
  const added = charges.map(({ rate, amountMinor }) => charge('charge', rate, sign * amountMinor))
  return {
    cart: {
      id: 's' as SaleId,
      label: '',
      lines: [...cartLines, ...added],
      coupons: coupons.map(({ id }) => id),
    },
    rules: { ...plainRules('exclusive'), coupons },
  }
}

describe('M29: the examples of EN 16931', () => {
  test('there are eight', () => expect(EXAMPLES).toHaveLength(8))

  test.each(EXAMPLES.map((example) => [example.file, example] as const))('%s', (_, example) => {
    const { totals } = example
    const sign = example.kind === 'credit-note' ? -1 : 1
    const { cart, rules } = cartOf(example)
    const priced = priceCart(cart, rules)
    const signed = (minor: number) => toMinor(sign * minor)
    const amount = (which: (name: string) => boolean) =>
      sum(priced.lines.filter(({ name }) => which(name)).map(({ amountMinor }) => amountMinor))
    const allowance = sum(
      priced.lines.flatMap(({ discounts = [] }) =>
        discounts.filter(({ source }) => source === 'coupon').map(({ amountMinor }) => amountMinor),
      ),
    )
    // BR-CO-10, 11, 12: lines, allowances and charges sum to the document's.
    expect(amount((name) => name !== 'charge') + allowance).toBe(signed(totals.lineExtensionMinor))
    expect(allowance).toBe(signed(totals.allowanceMinor))
    expect(amount((name) => name === 'charge')).toBe(signed(totals.chargeMinor))
    // BR-CO-13 and 14: what is taxed, and its tax.
    expect(sum(priced.totals.taxes.map(({ netMinor }) => netMinor))).toBe(signed(totals.taxExclusiveMinor))
    expect(priced.totals.taxMinor).toBe(signed(totals.taxMinor))
    // BR-CO-15: with tax. BR-CO-16: what is left to pay.
    expect(priced.totals.totalMinor).toBe(signed(totals.taxInclusiveMinor))
    const { prepaidMinor, roundingMinor, payableMinor } = totals
    expect(subtract(priced.totals.totalMinor, signed(prepaidMinor - roundingMinor))).toBe(
      signed(payableMinor),
    )
    // BR-CO-17: each rate's tax is its base times the rate, rounded once.
    const buckets = example.taxes.map(({ rate, taxableMinor, taxMinor }) => [
      taxRate(rate).id,
      signed(taxableMinor),
      signed(taxMinor),
    ])
    expect(priced.totals.taxes.map(({ id, netMinor, taxMinor }) => [id, netMinor, taxMinor]).sort()).toEqual(
      buckets.sort(),
    )
  })

  test('the credit note is what our refund of the invoice’s goods comes to', () => {
    const [invoice, note] = ['base-example.xml', 'base-creditnote-correction.xml'].map((name) =>
      EXAMPLES.find(({ file }) => file === name),
    ) as [Example, Example]
    const { cart, rules } = cartOf(invoice)
    const priced = priceCart(cart, rules)
    const card = { kind: 'card', id: 't' as TenderId, last4: '', reference: '' } as const
    const context = { currency: 'EUR', receipt: 'A-000001' }
    const sale = completeSale(priced, {
      ...context,
      tenders: [{ ...card, amountMinor: priced.totals.totalMinor }],
    })
    expect(saleFlaws(sale)).toEqual([])
    const sold = sale.lines.flatMap(({ quantity }, line) =>
      quantity > 0 ? [{ line, quantity, restock: true }] : [],
    )
    const back = returnLines(sale, () => NOTHING_BACK, sold)
    if (!back.ok) throw new Error(back.error.kind)
    const again = cart.lines
      .filter(({ quantity }) => quantity < 0)
      .map((line) => ({ ...line, quantity: -line.quantity as Thousandths, returned: undefined }))
    const lines = [...back.value.map((line, index) => ({ ...line, key: `r${index}` })), ...again]
    const refund = priceCart({ id: 'r' as SaleId, label: '', lines }, rules)
    expect(refund.totals.totalMinor).toBe(toMinor(-note.totals.taxInclusiveMinor))
    expect(refund.totals.taxMinor).toBe(toMinor(-note.totals.taxMinor))
  })
})
