/** The demo's settings: location, people, rates, shelf, as the patches of one entry. */
import type { DeviceId, LocationId, ProductId, StaffId, TaxRateId, VariantId } from '../domain/ids.ts'
import type { Minor, Ppm, Thousandths } from '../domain/money.ts'
import { categoryIdOf, type Picture, type Product, type Variant } from '../domain/product.ts'
import type { Staff } from '../domain/staff.ts'
import type { TaxMode, TaxRate } from '../domain/tax.ts'
import { taxDefaultsFor } from '../domain/tax-defaults.ts'
import type { Patch } from '../journal/settings.ts'
import { DEMO_CATEGORIES, type DemoProduct, demoBarcode, demoCatalogue } from './demo-catalogue.ts'

/** One variant on the shelf with what the history needs to sell it. */
export interface ShelfItem {
  readonly product: Product
  readonly variant: Variant
  readonly taxRate: TaxRate
  readonly demo: DemoProduct
  /** Thousandths left when the history ends; null: not counted. */
  readonly left: number | null
}

/** Where the demo is set up; the rates are those proposed for the country. */
export interface DemoPlace {
  readonly name: string
  readonly currency: string
  readonly country: string
  readonly zone: string
}

export const DEMO_PLACE: DemoPlace = {
  name: 'Saltworks Pop-up',
  currency: 'EUR',
  country: 'DE',
  zone: 'Europe/Berlin',
}

export interface DemoWorld {
  readonly place: DemoPlace
  readonly taxMode: TaxMode
  readonly staff: readonly Staff[]
  readonly rates: readonly TaxRate[]
  readonly shelf: readonly ShelfItem[]
}

const PEOPLE = [
  { name: 'Mika Kern', role: 'owner' },
  { name: 'Jo Adeyemi', role: 'manager' },
  { name: 'Sam Reyes', role: 'cashier' },
] as const

/** At or under four pieces the badge turns amber. */
const LOW_MARK = 4000 as Thousandths

/** Printed matter to read and food bear the reduced rate, as in Germany. */
const REDUCED = new Set(['Zines', 'Pantry'])

export interface DemoWorldInput {
  readonly place: DemoPlace
  readonly ids: () => string
  /** By product handle. */
  readonly pictures: ReadonlyMap<string, Picture>
}

/** Mints the ids of everything. */
export function makeDemoWorld({ place, ids, pictures }: DemoWorldInput): DemoWorld {
  const { mode: taxMode, rates } = taxDefaultsFor(place.country)
  const rateAt = (index: number): TaxRate => {
    const { name, ppm } = rates[index] ?? { name: 'Tax', ppm: 0 }
    return { id: ids() as TaxRateId, name, ppm: ppm as Ppm }
  }
  const standard = rateAt(0)
  const reduced = rateAt(1)
  const staff = PEOPLE.map((person) => ({ id: ids() as StaffId, ...person }))
  const shelf = demoCatalogue.flatMap((demo, position) =>
    shelve(demo, position, {
      ids,
      taxRate: REDUCED.has(demo.category) ? reduced : standard,
      picture: pictures.get(demo.handle) ?? null,
    }),
  )
  return { place, taxMode, staff, rates: [standard, reduced], shelf: shelf.map(withBarcode) }
}

interface ShelveWith {
  readonly ids: () => string
  readonly taxRate: TaxRate
  readonly picture: Picture | null
}

function shelve(demo: DemoProduct, position: number, given: ShelveWith): readonly ShelfItem[] {
  const { taxRate, picture, ids } = given
  const product: Product = {
    id: ids() as ProductId,
    name: demo.name,
    category: categoryIdOf(demo.category),
    description: null,
    taxRate: taxRate.id,
    picture,
    pictureUrl: null,
    handle: demo.handle,
    optionNames: demo.optionName === '' ? [] : [demo.optionName],
    favourite: null,
    kind: 'goods',
    deposit: null,
    voucherPurpose: 'multi',
    voucherMonths: null,
    position,
    variants: [],
  }
  return demo.variants.map(({ option, left }, index) => {
    const form = { option, left, index }
    const variant = makeVariant(demo, product.id, { ...form, id: ids() as VariantId })
    return { product, variant, taxRate, demo, left: left === null ? null : left * 1000 }
  })
}

function makeVariant(
  demo: DemoProduct,
  product: ProductId,
  form: {
    readonly id: VariantId
    readonly option: string
    readonly left: number | null
    readonly index: number
  },
): Variant {
  const suffix = form.option === '' ? '' : `-${form.option.toUpperCase()}`
  return {
    id: form.id,
    product,
    options: form.option === '' ? [] : [form.option],
    sku: `${demo.handle.toUpperCase()}${suffix}`,
    barcode: null,
    priceMinor: demo.price as Minor,
    costMinor: demo.cost as Minor,
    tracked: form.left !== null,
    capped: false,
    unit: 'piece',
    lowMark: form.left === null ? null : LOW_MARK,
    importedStock: null,
    position: form.index,
  }
}

function withBarcode(item: ShelfItem, index: number): ShelfItem {
  return { ...item, variant: { ...item.variant, barcode: demoBarcode(index + 1) } }
}

/** Everything of the world as patches, well under what one entry may carry. */
export function demoPatches(
  world: DemoWorld,
  till: { readonly location: LocationId; readonly device: DeviceId; readonly letter: string },
): readonly Patch[] {
  const [standard] = world.rates
  const location: Patch = {
    record: 'location',
    id: till.location,
    fields: {
      ...world.place,
      taxMode: world.taxMode,
      ...(standard ? { defaultTaxRate: standard.id } : {}),
      address: 'Hall 3, Pier 9, 20457 Hamburg',
      receiptFooter: 'Thank you! Returns within 14 days with this receipt.',
    },
  }
  const fields = { name: `Till ${till.letter}`, letter: till.letter }
  return [location, { record: 'device', id: till.device, fields }, ...worldPatches(world)]
}

function worldPatches({ staff, rates, shelf }: DemoWorld): readonly Patch[] {
  const products = new Map(shelf.map(({ product }) => [product.id, product]))
  return [
    ...staff.map(({ id, ...fields }): Patch => ({ record: 'staff', id, fields })),
    ...rates.map(({ id, ...fields }): Patch => ({ record: 'tax-rate', id, fields })),
    ...DEMO_CATEGORIES.map((name, position): Patch => {
      return { record: 'category', id: categoryIdOf(name), fields: { name, position } }
    }),
    ...[...products.values()].map(({ id, variants: _, optionNames, ...fields }): Patch => {
      return { record: 'product', id, fields: { ...fields, optionNames: [...optionNames] } }
    }),
    ...shelf.map(({ variant: { id, options, ...fields } }): Patch => {
      return { record: 'variant', id, fields: { ...fields, options: [...options] } }
    }),
  ]
}
