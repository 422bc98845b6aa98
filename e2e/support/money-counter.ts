/** A counter with everything that money can do: deposits, vouchers, a promotion, coupons, rates for taking away. */
import type { Patch } from '../../core/journal/settings.ts'
import { test as base, expect } from './fixtures.ts'
import { writeSettings } from './settings.ts'
import { joinTill, tile } from './till.ts'

const ALWAYS = { startsAt: null, endsAt: null, days: [], fromMinute: null, toMinute: null }
const LONG_AGO = Date.UTC(2020, 0, 1)
const FAR_AWAY = Date.UTC(2100, 0, 1)

const coupon = (code: string, fields: Extract<Patch, { record: 'coupon' }>['fields']): Patch => ({
  record: 'coupon',
  id: code.toLowerCase() as never,
  fields: { code, name: `Coupon ${code}`, ...fields },
})

const product = (
  id: string,
  fields: Extract<Patch, { record: 'product' }>['fields'],
  variant: Extract<Patch, { record: 'variant' }>['fields'],
): readonly Patch[] => [
  { record: 'product', id: id as never, fields: { favourite: 1, taxRate: 'r-19' as never, ...fields } },
  { record: 'variant', id: `${id}-v` as never, fields: { product: id as never, ...variant } },
]

export const MONEY_SETTINGS: readonly Patch[] = [
  { record: 'tax-rate', id: 'r-7' as never, fields: { name: 'VAT', ppm: 70_000 as never } },
  {
    record: 'tax-rate',
    id: 'r-19' as never,
    fields: { name: 'VAT', ppm: 190_000 as never, takeAway: 'r-7' as never },
  },
  ...product('cup', { name: 'Cup', kind: 'deposit' }, { sku: 'CUP-1', priceMinor: 200 as never }),
  ...product('tea', { name: 'Tea', deposit: 'cup' as never }, { sku: 'TEA-1', priceMinor: 350 as never }),
  ...product(
    'gift',
    { name: 'Gift card', kind: 'voucher', voucherMonths: 36 },
    { sku: 'GIF-1', priceMinor: null },
  ),
  ...product(
    'lunch',
    { name: 'Lunch card', kind: 'voucher', voucherPurpose: 'single' },
    { sku: 'LUN-1', priceMinor: 500 as never },
  ),
  ...product('poster', { name: 'Poster' }, { sku: 'POS-1', priceMinor: 3500 as never }),
  ...product('cheese', { name: 'Comté' }, { sku: 'CHE-1', unit: 'kg', priceMinor: 2400 as never }),
  ...product('jam', { name: 'Jam' }, { sku: 'JAM-1', priceMinor: 900 as never }),
  {
    record: 'promotion',
    id: 'promo' as never,
    fields: {
      name: 'Three for two',
      offer: { kind: 'n-for-m', count: 3, pay: 2 },
      scope: { products: ['jam' as never], categories: [] },
      window: ALWAYS,
      active: true,
    },
  },
  coupon('TEN', { ppm: 100_000 as never }),
  coupon('FIVE', { amountMinor: 500 as never, scope: { products: ['poster' as never], categories: [] } }),
  coupon('BIG', { amountMinor: 500 as never, minimumMinor: 10_000 as never }),
  coupon('OLD', { ppm: 100_000 as never, window: { ...ALWAYS, endsAt: LONG_AGO } }),
  coupon('SOON', { ppm: 100_000 as never, window: { ...ALWAYS, startsAt: FAR_AWAY } }),
  coupon('ONCE', { ppm: 100_000 as never, uses: 1 }),
]

/** A till at that counter. */
export const moneyTest = base.extend({
  till: async ({ page, network, endpoint, auditor }, use) => {
    await writeSettings(endpoint, auditor, () => MONEY_SETTINGS)
    await joinTill(page, network.url(), await auditor.pairingCode())
    await expect(tile(page, 'TEA-1')).toBeVisible()
    await use(page)
  },
})
