/** Random journals of several devices, sealed by the real code, for property tests of fold and sync. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { applyToCart, type CartLine, emptyCart } from '../../core/domain/cart.ts'
import type {
  DeviceId,
  EntryId,
  LocationId,
  Millis,
  ProductId,
  SaleId,
  ShiftId,
  StaffId,
  TaxRateId,
  TenderId,
  VariantId,
} from '../../core/domain/ids.ts'
import { type Ppm, type Thousandths, toMinor } from '../../core/domain/money.ts'
import { completeSale } from '../../core/domain/sale.ts'
import { cashTender } from '../../core/domain/tender.ts'
import { type SealedEntry, sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { type Head, START_HEAD } from '../../core/journal/head.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export const LOCATION = 'location-1' as LocationId
const DEVICES = ['till-a', 'till-b', 'till-c'] as DeviceId[]
const VARIANTS = ['v1', 'v2', 'v3'] as VariantId[]
const RATES = [
  { id: 'full' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm },
  { id: 'reduced' as TaxRateId, name: 'VAT', ppm: 70_000 as Ppm },
]

/** A deed as the generator sees it: small numbers that name what it touches. */
type Deed =
  | {
      readonly type: 'sale'
      readonly lines: readonly (readonly [variant: number, quantity: number, unit: number])[]
      readonly sameAs: number | null
    }
  | { readonly type: 'void'; readonly sale: number }
  | { readonly type: 'price' | 'name' | 'remove'; readonly record: number; readonly value: number }
  | { readonly type: 'receive' | 'count'; readonly variant: number; readonly quantity: number }
  | { readonly type: 'ask' | 'approve' | 'decline'; readonly tender: number }
  | { readonly type: 'hear'; readonly lamport: number }

const small = fc.nat({ max: 5 })

const deedArbitrary: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('sale' as const),
      lines: fc.array(fc.tuple(small, fc.integer({ min: 1, max: 9000 }), fc.nat({ max: 9999 })), {
        minLength: 1,
        maxLength: 4,
      }),
      sameAs: fc.option(small, { freq: 6 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('void' as const), sale: small }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('price' as const, 'name' as const, 'remove' as const),
      record: small,
      value: small,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('receive' as const, 'count' as const),
      variant: small,
      quantity: fc.integer({ min: -5000, max: 50_000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('ask' as const, 'approve' as const, 'decline' as const),
      tender: small,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('hear' as const), lamport: fc.nat({ max: 40 }) }) },
)

/** The journals of up to three devices. Sales, voids and settings meet across devices on purpose. */
export const journalsArbitrary: fc.Arbitrary<readonly (readonly SealedEntry[])[]> = fc
  .array(fc.array(deedArbitrary, { maxLength: 12 }), { minLength: 1, maxLength: 3 })
  .map((journals) => journals.map((deeds, index) => writeJournal(DEVICES[index] as DeviceId, deeds)))

function writeJournal(device: DeviceId, deeds: readonly Deed[]): readonly SealedEntry[] {
  const sealed: SealedEntry[] = []
  let head: Head = START_HEAD
  for (const [index, deed] of deeds.entries()) {
    if (deed.type === 'hear') {
      head = { ...head, lamport: Math.max(head.lamport, deed.lamport) }
      continue
    }
    const step = sealEntry(draftOf(device, index, deed), { location: LOCATION, device }, head, sha256)
    sealed.push(step.sealed)
    head = step.head
  }
  return sealed
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

function draftOf(device: DeviceId, index: number, deed: Exclude<Deed, { type: 'hear' }>): Draft {
  const place = {
    id: `${device}-${index}` as EntryId,
    at: (1_700_000_000_000 + index) as Millis,
    staff: 'staff-1' as StaffId,
    shift: `${device}-shift` as ShiftId,
  }
  switch (deed.type) {
    case 'sale':
      return {
        ...place,
        kind: 'sale',
        body: saleOf(deed, `sale-${deed.sameAs ?? `${device}-${index}`}` as SaleId, index),
      }
    case 'void':
      return { ...place, kind: 'void', body: { sale: `sale-${deed.sale}` as SaleId, reason: 'wrong' } }
    case 'price':
      return {
        ...place,
        kind: 'settings',
        body: {
          patches: [
            {
              record: 'variant',
              id: pick(VARIANTS, deed.record),
              fields: { priceMinor: toMinor(deed.value), product: `p${deed.record}` as ProductId },
            },
          ],
        },
      }
    case 'name':
      return {
        ...place,
        kind: 'settings',
        body: {
          patches: [
            { record: 'product', id: `p${deed.record}` as ProductId, fields: { name: `Name ${deed.value}` } },
          ],
        },
      }
    case 'remove':
      return {
        ...place,
        kind: 'settings',
        body: {
          patches: [
            {
              record: 'product',
              id: `p${deed.record}` as ProductId,
              fields: { removed: deed.value % 2 === 0 },
            },
          ],
        },
      }
    case 'receive':
      return {
        ...place,
        kind: 'stock-received',
        body: { lines: [{ variant: pick(VARIANTS, deed.variant), quantity: deed.quantity as Thousandths }] },
      }
    case 'count':
      return {
        ...place,
        kind: 'stock-counted',
        body: {
          lines: [
            {
              variant: pick(VARIANTS, deed.variant),
              quantity: deed.quantity as Thousandths,
              countedQuantity: 0 as Thousandths,
            },
          ],
        },
      }
    case 'ask':
      return {
        ...place,
        kind: 'tender-asked',
        body: {
          tender: `tender-${deed.tender}` as TenderId,
          sale: 'sale-0' as SaleId,
          kind: 'card',
          amountMinor: toMinor(100),
        },
      }
    case 'approve':
    case 'decline':
      return {
        ...place,
        kind: 'tender-outcome',
        body: {
          tender: `tender-${deed.tender}` as TenderId,
          outcome: deed.type === 'approve' ? 'approved' : 'declined',
        },
      }
  }
}

function saleOf(deed: Extract<Deed, { type: 'sale' }>, id: SaleId, index: number) {
  const lines = deed.lines.map(([variant, quantity, unit], at) =>
    lineOf(at, pick(VARIANTS, variant), quantity, unit),
  )
  const cart = lines.reduce((built, line) => applyToCart(built, { type: 'add', line }), emptyCart(id))
  const priced = completeSale(cart, {
    receipt: `A-${index}`,
    currency: 'EUR',
    taxMode: 'inclusive',
    tenders: [],
  })
  const tender = cashTender(`${id}-cash` as TenderId, priced.totalMinor, toMinor(priced.totalMinor + 500))
  return { ...priced, tenders: tender ? [tender] : [] }
}

const lineOf = (at: number, variant: VariantId, quantity: number, unit: number): CartLine => ({
  key: `line-${at}`,
  product: 'p1' as ProductId,
  variant,
  name: 'Print',
  variantName: '',
  sku: null,
  quantity: quantity as Thousandths,
  unitMinor: toMinor(unit),
  listMinor: toMinor(unit),
  taxRate: pick(RATES, unit),
  note: '',
})
