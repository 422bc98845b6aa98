import { describe, expect, it } from 'vitest'
import type { TaxRateId } from '../../../core/domain/ids.ts'
import { type Minor, ONE_PIECE, type Ppm, type Thousandths } from '../../../core/domain/money.ts'
import type { Product, Variant } from '../../../core/domain/product.ts'
import { DEFAULT_TAX_POLICY, type TaxMode } from '../../../core/domain/tax.ts'
import { type BlindEntry, blindDraft } from './blind-draft.ts'

const RATE = { id: 'vat' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm }
const RATES = { byId: new Map([[RATE.id, RATE]]), defaultId: RATE.id }
const variant = { id: 'v', sku: 'PRN-1', priceMinor: 3500, options: [] } as unknown as Variant
const product = { id: 'p', name: 'Print', taxRate: RATE.id, variants: [variant] } as unknown as Product
const PRINT: BlindEntry = {
  ...{ subject: { product, variant }, name: '', restock: true },
  ...{ quantity: ONE_PIECE, unitMinor: 3500 as Minor },
}
const drafted = (entry: Partial<BlindEntry>, taxMode: TaxMode = 'inclusive') =>
  blindDraft({ ...PRINT, ...entry }, RATES, { taxMode, taxPolicy: DEFAULT_TAX_POLICY })

describe('S35: a return without a receipt', () => {
  it('gives back at most the price of today', () => {
    expect(drafted({ quantity: 2000 as Thousandths })).toMatchObject({
      ok: true,
      value: {
        variant: 'v',
        quantity: -2000,
        unitMinor: 3500,
        returned: { sale: null, receipt: '', restock: true, amountMinor: -7000, taxMinor: -1118 },
      },
    })
    expect(drafted({ unitMinor: 3501 as Minor })).toEqual({ ok: false, error: 'above-price' })
  })
  it('may give back less, and the line says so', () => {
    const less = drafted({ unitMinor: 2000 as Minor, restock: false })
    expect(less).toMatchObject({
      value: { unitMinor: 3500, listMinor: 3500, returned: { amountMinor: -2000, restock: false } },
    })
  })
  it('takes an amount for something that has only a name', () => {
    const other = drafted({ subject: 'other', name: '  Old mug ', unitMinor: 700 as Minor })
    expect(other).toMatchObject({
      value: {
        name: 'Old mug',
        product: null,
        variant: null,
        taxRate: RATE,
        returned: { amountMinor: -700 },
      },
    })
  })
  it('adds the tax where prices do not contain it', () => {
    expect(drafted({}, 'exclusive')).toMatchObject({
      value: { returned: { amountMinor: -3500, taxMinor: -665 } },
    })
  })
  it('gives nothing back for nothing', () => {
    expect(drafted({ unitMinor: 0 as Minor })).toEqual({ ok: false, error: 'odd-amount' })
  })
})
