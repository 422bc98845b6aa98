import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rateOf } from '../../../test/support/random-carts.ts'
import { emptyCart } from '../cart.ts'
import { type CashRounding, roundCash } from '../cash-rounding.ts'
import type { SaleId } from '../ids.ts'
import { scaleRounded, subtract, toMinor } from '../money.ts'
import { plainRules, priceCart } from '../price-cart.ts'
import { lineOf } from '../testing/receipts.ts'

interface Table {
  readonly id: string
  readonly modulo: number
  readonly ranges: readonly (readonly [number, number, number])[]
}

const { cash_increment_rules, cash_cases, half_cent_cases } = JSON.parse(
  readFileSync(new URL('./public-rounding-cases.json', import.meta.url), 'utf8'),
) as {
  readonly cash_increment_rules: readonly Table[]
  readonly cash_cases: readonly {
    readonly source: string
    readonly increment?: number
    readonly lines?: readonly number[]
    readonly total: number
    readonly card_pays?: number
    readonly cash_pays: number
    readonly rounding: number
  }[]
  readonly half_cent_cases: readonly { readonly value: string; readonly rounds_to: number }[]
}

const by = (incrementMinor: number, ties: CashRounding['ties']): CashRounding => ({
  incrementMinor: toMinor(incrementMinor),
  ties,
})

/** The setting of ours that each public table is. */
const SETTINGS: Readonly<Record<string, CashRounding>> = {
  'ca-nickel': by(5, 'up'),
  'casio-australian': by(5, 'up'),
  'casio-danish-sale': by(50, 'up'),
  'casio-danish-change': by(50, 'down'),
  'casio-finnish': by(5, 'up'),
  'casio-malaysian': by(5, 'up'),
  'casio-nz-a': by(10, 'up'),
  'casio-nz-b': by(10, 'down'),
  'casio-swedish-old': by(50, 'up'),
  'casio-south-african': by(5, 'cut'),
  'casio-norwegian': by(100, 'up'),
  'casio-swedish-new-sale': by(100, 'up'),
  'casio-swedish-new-change': by(100, 'down'),
}

const inTable = ({ modulo, ranges }: Table, amount: number): number => {
  const digits = amount % modulo
  const row = ranges.find(([from, to]) => digits >= from && digits <= to)
  if (!row) throw new Error(`the table says nothing of ${digits}`)
  return amount - digits + row[2]
}

describe('M11, M29: thirteen public tables of cash rounding', () => {
  test('there are thirteen, and each has a setting', () => {
    expect(cash_increment_rules.map(({ id }) => id).sort()).toEqual(Object.keys(SETTINGS).sort())
    expect(cash_increment_rules).toHaveLength(13)
  })

  test.each(cash_increment_rules.map((table) => [table.id, table] as const))(
    '%s, every digit',
    (id, table) => {
      const rounding = SETTINGS[id] as CashRounding
      for (let amount = 0; amount < 10 * table.modulo; amount++) {
        expect(roundCash(toMinor(amount), rounding)).toBe(inTable(table, amount))
        expect(roundCash(toMinor(-amount), rounding)).toBe(toMinor(-inTable(table, amount)))
      }
    },
  )

  test.each([
    ['casio-danish-sale', 'casio-danish-change', 5000],
    ['casio-swedish-new-sale', 'casio-swedish-new-change', 10_000],
  ])('%s: rounding the total up on a tie is rounding the change down on it', (sale, change, tendered) => {
    const of = (name: string) => cash_increment_rules.find(({ id }) => id === name) as Table
    for (let total = 1; total < tendered; total++) {
      const due = tendered - roundCash(toMinor(total), SETTINGS[sale] as CashRounding)
      expect(due).toBe(inTable(of(change), tendered - total))
    }
  })
})

describe('M29: worked receipts', () => {
  test.each(cash_cases.map((one) => [one.source, one] as const))('%s', (_, one) => {
    const rounding = by(one.increment ?? 5, 'up')
    const total = toMinor(one.total)
    expect(roundCash(total, rounding)).toBe(one.cash_pays)
    expect(subtract(roundCash(total, rounding), total)).toBe(one.rounding)
    expect(one.card_pays ?? one.total).toBe(one.total)
  })

  test('Canada, Budget 2012: 1.83 + 2.86 and 5 % on top is 4.92 by card, 4.90 in cash', () => {
    const { lines = [], total } = cash_cases[0] as (typeof cash_cases)[number]
    const priced = lines.map((unit) =>
      lineOf({ name: '', unitMinor: toMinor(unit), taxRate: rateOf('gst', 50_000) }),
    )
    const cart = { ...emptyCart('s' as SaleId), lines: priced }
    expect(priceCart(cart, plainRules('exclusive')).totals.totalMinor).toBe(total)
  })

  test.each(half_cent_cases.map(({ value, rounds_to }) => [value, rounds_to] as const))(
    'Clover: %s rounds to %i cents',
    (value, cents) => {
      expect(scaleRounded(Number(value.replace('.', '')), 1, 10)).toBe(cents)
    },
  )
})
