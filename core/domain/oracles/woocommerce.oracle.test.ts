import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ALL_GOODS, ALWAYS, rateOf } from '../../../test/support/random-carts.ts'
import type { CartLine } from '../cart.ts'
import type { CouponId, ProductId, PromotionId, SaleId } from '../ids.ts'
import { type Halves, type Minor, ONE_PIECE, type Ppm, sum, type Thousandths, toMinor } from '../money.ts'
import { type PriceRules, plainRules, priceCart } from '../price-cart.ts'
import type { TaxMode } from '../tax.ts'

interface Figures {
  readonly discountMinor?: number
  readonly netMinor?: number
  readonly taxMinor?: number
  readonly totalMinor?: number
}

interface Case {
  readonly where: string
  readonly name: string
  readonly mode: TaxMode
  readonly ppm: number
  readonly lines: readonly { readonly unitMinor: number; readonly count: number }[]
  readonly coupons: readonly { readonly ppm: Ppm | null; readonly amountMinor: Minor | null }[]
  /** Off each piece: a promotion of ours. */
  readonly eachMinor: Minor | null
  readonly exempt: boolean
  readonly halves: Halves
  /** Lines of ours that no coupon is for. */
  readonly fees: readonly { readonly unitMinor: number; readonly ppm: number }[]
  readonly theirs: Figures
  /** What it is by our rules, where they are others, and why. */
  readonly ours?: Figures
  readonly why?: string
}

const CASES = JSON.parse(
  readFileSync(new URL('./woocommerce-cases.json', import.meta.url), 'utf8'),
) as readonly Case[]

const lineOf = (key: string, product: string, unitMinor: number, count: number, ppm: number): CartLine => ({
  ...{ key, variant: null, name: key, variantName: '', sku: null, note: '', listMinor: null },
  product: product as ProductId,
  quantity: (count * ONE_PIECE) as Thousandths,
  unitMinor: toMinor(unitMinor),
  taxRate: rateOf(`${ppm}`, ppm),
})

function figuresOf({ mode, ppm, lines, coupons, eachMinor, exempt, halves, fees }: Case): Required<Figures> {
  const scope = { products: ['goods' as ProductId], categories: [] }
  const rules: PriceRules = {
    ...plainRules(mode),
    taxPolicy: { rounding: 'per-rate', halves },
    coupons: coupons.map((coupon, index) => ({
      ...{ ...coupon, id: `c${index}` as CouponId, code: '', name: '', minimumMinor: toMinor(0), uses: null },
      ...{ scope, window: ALWAYS, active: true },
    })),
    promotions:
      eachMinor === null
        ? []
        : [
            {
              ...{ id: 'each' as PromotionId, name: '', window: ALWAYS, active: true, scope: ALL_GOODS },
              offer: { kind: 'amount-each', amountMinor: eachMinor },
            },
          ],
  }
  const { totals } = priceCart(
    {
      ...{ id: 's' as SaleId, label: '', coupons: rules.coupons.map(({ id }) => id) },
      lines: [
        ...lines.map(({ unitMinor, count }, index) => lineOf(`l${index}`, 'goods', unitMinor, count, ppm)),
        ...fees.map((fee, index) => lineOf(`f${index}`, 'fee', fee.unitMinor, 1, fee.ppm)),
      ],
      ...(exempt ? { exempt: { reason: 'Exempt', reference: '' } } : {}),
    },
    rules,
  )
  const { discountMinor, taxMinor, totalMinor, taxes } = totals
  return { discountMinor, taxMinor, totalMinor, netMinor: sum(taxes.map(({ netMinor }) => netMinor)) }
}

describe('M29: WooCommerce’s figures, where a rule coincides and where it does not', () => {
  test.each(CASES.map((one) => [`${one.where}: ${one.name}`, one] as const))('%s', (_, one) => {
    const figures = figuresOf(one)
    expect(figures).toMatchObject(one.ours ?? one.theirs)
    if (one.ours) expect(figures).not.toMatchObject(one.theirs)
  })

  test('every difference has its reason', () => {
    const differing = CASES.filter(({ ours }) => ours)
    expect(differing.every(({ why }) => /\(M\d+\)$/.test(why ?? ''))).toBe(true)
    expect([CASES.length, differing.length]).toEqual([37, 7])
  })
})
