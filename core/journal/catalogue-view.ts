/** The catalogue as screens read it: products with their variants, in order, removed ones left out. */
import type { Account, PayeeRecord } from '../domain/account.ts'
import { usualCashRounding } from '../domain/cash-rounding.ts'
import { minorPerMajor } from '../domain/currency.ts'
import type { CategoryId, LocationId, ProductId, StaffId, TaxRateId, VariantId } from '../domain/ids.ts'
import type { Location } from '../domain/location.ts'
import { type Minor, type Ppm, ZERO } from '../domain/money.ts'
import type { Category, Product, Variant } from '../domain/product.ts'
import type { Coupon, Promotion, Scope, Window } from '../domain/promotion.ts'
import type { Role, Staff } from '../domain/staff.ts'
import { DEFAULT_TAX_POLICY, type TaxRate } from '../domain/tax.ts'
import type { RecordFields } from './settings.ts'
import type { Settings } from './state.ts'

/** Products by favourite place, then by their position; a product without a variant is not sellable and left out. */
export function productsOf(settings: Pick<Settings, 'product' | 'variant'>): readonly Product[] {
  const variants = variantsByProduct(settings.variant)
  const products: Product[] = []
  for (const [id, fields] of settings.product) {
    const own = variants.get(id)
    if (fields.removed !== true && own) products.push(toProduct(id, fields, own))
  }
  return products.sort(byPlace)
}

const byPlace = (a: Product, b: Product) =>
  (a.favourite ?? Infinity) - (b.favourite ?? Infinity) || a.position - b.position || (a.id < b.id ? -1 : 1)

function variantsByProduct(records: Settings['variant']): ReadonlyMap<ProductId, Variant[]> {
  const byProduct = new Map<ProductId, Variant[]>()
  for (const [id, fields] of records) {
    if (fields.removed === true || fields.product === undefined) continue
    const variant = toVariant(id, fields.product, fields)
    const siblings = byProduct.get(fields.product)
    if (siblings) siblings.push(variant)
    else byProduct.set(fields.product, [variant])
  }
  for (const siblings of byProduct.values()) {
    if (siblings.length > 1) siblings.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  }
  return byProduct
}

function toVariant(id: VariantId, product: ProductId, fields: RecordFields['variant']): Variant {
  return {
    id,
    product,
    options: fields.options ?? [],
    sku: fields.sku ?? null,
    barcode: fields.barcode ?? null,
    priceMinor: fields.priceMinor ?? null,
    costMinor: fields.costMinor ?? null,
    tracked: fields.tracked ?? false,
    capped: fields.capped ?? false,
    unit: fields.unit ?? 'piece',
    lowMark: fields.lowMark ?? null,
    importedStock: fields.importedStock ?? null,
    position: fields.position ?? 0,
  }
}

function toProduct(id: ProductId, fields: RecordFields['product'], variants: readonly Variant[]): Product {
  return {
    id,
    name: fields.name ?? '',
    category: fields.category ?? null,
    description: fields.description ?? null,
    taxRate: fields.taxRate ?? null,
    picture: fields.picture ?? null,
    pictureUrl: fields.pictureUrl ?? null,
    handle: fields.handle ?? null,
    optionNames: fields.optionNames ?? [],
    favourite: fields.favourite ?? null,
    kind: fields.kind ?? 'goods',
    deposit: fields.deposit ?? null,
    voucherPurpose: fields.voucherPurpose ?? 'multi',
    voucherMonths: fields.voucherMonths ?? null,
    position: fields.position ?? 0,
    variants,
  }
}

export function categoriesOf(records: Settings['category']): readonly Category[] {
  return [...records]
    .filter(([, fields]) => fields.removed !== true)
    .map(
      ([id, fields]): Category => ({
        id: id as CategoryId,
        name: fields.name ?? id,
        position: fields.position ?? 0,
      }),
    )
    .sort((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1))
}

export function taxRatesOf(records: Settings['tax-rate']): ReadonlyMap<TaxRateId, TaxRate> {
  const rates = [...records].filter(([, fields]) => fields.removed !== true)
  return new Map(
    rates.map(([id, fields]) => [id, { id, name: fields.name ?? '', ppm: (fields.ppm ?? 0) as Ppm }]),
  )
}

export function staffOf(records: Settings['staff']): readonly Staff[] {
  return [...records]
    .filter(([, fields]) => fields.removed !== true)
    .map(
      ([id, fields]): Staff => ({
        id: id as StaffId,
        name: fields.name ?? '',
        role: (fields.role ?? 'cashier') as Role,
        ...(fields.pinChanged === undefined ? {} : { pinChanged: fields.pinChanged }),
      }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** How long a till waits before it locks itself, where nobody has said otherwise. */
const DEFAULT_LOCK_MINUTES = 5

/** The location's settings; null until its first settings entry has been folded. */
export function locationOf(id: LocationId, records: Settings['location']): Location | null {
  const fields = records.get(id)
  if (!fields?.currency || !fields.defaultTaxRate) return null
  return {
    id,
    name: fields.name ?? '',
    currency: fields.currency,
    country: fields.country ?? '',
    zone: fields.zone ?? 'UTC',
    taxMode: fields.taxMode ?? 'inclusive',
    defaultTaxRate: fields.defaultTaxRate,
    address: fields.address ?? '',
    receiptFooter: fields.receiptFooter ?? '',
    lockMinutes: fields.lockMinutes ?? DEFAULT_LOCK_MINUTES,
    ...moneySettings(fields, fields.currency),
  }
}

type MoneySettings = Omit<
  Location,
  | 'id'
  | 'name'
  | 'currency'
  | 'country'
  | 'zone'
  | 'taxMode'
  | 'defaultTaxRate'
  | 'address'
  | 'receiptFooter'
  | 'lockMinutes'
>

/** A tenth off without a manager, where nobody has said otherwise. */
const DEFAULT_DISCOUNT_LIMIT = 100_000 as Ppm
const DEFAULT_TIP_PRESETS = [50_000, 100_000, 150_000].map((ppm) => ppm as Ppm)
/** 50 euros, or as many major units: what a device loses at most by one voucher that is used twice. */
const DEFAULT_VOUCHER_OFFLINE_MAJOR = 50

function moneySettings(fields: RecordFields['location'], currency: string): MoneySettings {
  const usual = usualCashRounding(currency, fields.country ?? '')
  return {
    taxPolicy: {
      rounding: fields.taxRounding ?? DEFAULT_TAX_POLICY.rounding,
      halves: fields.taxHalves ?? DEFAULT_TAX_POLICY.halves,
    },
    cashRounding: fields.cashRounding === undefined ? usual : fields.cashRounding,
    discountRule: fields.discountRule ?? 'best',
    discountLimit: (fields.discountLimit ?? DEFAULT_DISCOUNT_LIMIT) as Ppm,
    tips: fields.tips ?? 'none',
    tipPresets: fields.tipPresets ?? DEFAULT_TIP_PRESETS,
    voucherOfflineMinor: (fields.voucherOfflineMinor ??
      DEFAULT_VOUCHER_OFFLINE_MAJOR * minorPerMajor(currency)) as Minor,
    embeddedCodes: fields.embeddedCodes ?? [],
    receiptLanguage: fields.receiptLanguage ?? '',
  }
}

/** Promotions by name; one that has been removed is left out, one that is switched off is not. */
export function promotionsOf(records: Settings['promotion']): readonly Promotion[] {
  return [...records]
    .flatMap(([id, { name = '', offer, scope, window, active = true, removed }]): Promotion[] =>
      removed === true || !offer
        ? []
        : [{ id, name, offer, scope: scope ?? EVERYTHING, window: window ?? ALWAYS, active }],
    )
    .sort(byName)
}

export function couponsOf(records: Settings['coupon']): readonly Coupon[] {
  return [...records]
    .flatMap(([id, fields]): Coupon[] => {
      const { code, name = '', ppm = null, amountMinor = null, minimumMinor = ZERO, uses = null } = fields
      const { scope = EVERYTHING, window = ALWAYS, active = true, removed } = fields
      if (removed === true || !code) return []
      return [{ id, code, name, ppm, amountMinor, minimumMinor, uses, scope, window, active }]
    })
    .sort(byName)
}

export function accountsOf(records: Settings['account']): readonly Account[] {
  return [...records]
    .flatMap(([id, { name = '', limitMinor = ZERO, note = '', removed }]) =>
      removed === true ? [] : [{ id, name, limitMinor, note }],
    )
    .sort(byName)
}

export function payeesOf(records: Settings['payee']): readonly PayeeRecord[] {
  return [...records].flatMap(([id, { removed, scheme, name = '', account = '', ...place }]) =>
    removed === true || !scheme ? [] : [{ id, scheme, name, account, ...place }],
  )
}

/** The rate that takes each rate's place when goods are taken away. */
export function takeAwayRatesOf(records: Settings['tax-rate']): ReadonlyMap<TaxRateId, TaxRate> {
  const rates = taxRatesOf(records)
  const pairs = [...rates.keys()].flatMap((id): [TaxRateId, TaxRate][] => {
    const instead = rates.get(records.get(id)?.takeAway as TaxRateId)
    return instead ? [[id, instead]] : []
  })
  return new Map(pairs)
}

const EVERYTHING: Scope = { products: [], categories: [] }
const ALWAYS: Window = { startsAt: null, endsAt: null, days: [], fromMinute: null, toMinute: null }

const byName = (a: { name: string; id: string }, b: { name: string; id: string }) =>
  a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1
