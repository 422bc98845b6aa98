/** Random journals of several devices, sealed by the real code, for property tests of fold and sync. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { applyToCart, type CartLine, emptyCart } from '../../core/domain/cart.ts'
import type {
  DeviceId,
  EntryId,
  LeaseId,
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
import { plainRules, priceCart } from '../../core/domain/price-cart.ts'
import { completeSale } from '../../core/domain/sale.ts'
import { cashTender } from '../../core/domain/tender.ts'
import { type SealedEntry, sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { type Head, START_HEAD } from '../../core/journal/head.ts'
import { type MoneyDeed, type MoneySale, moneyDeedArbitrary, moneyPaper, moneySaleOf } from './money-deeds.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export const LOCATION = 'location-1' as LocationId
/** The last is the endpoint's own: only it grants and notices. */
const DEVICES = ['till-a', 'till-b', 'endpoint-1'] as DeviceId[]
const VARIANTS = ['v1', 'v2', 'v3'] as VariantId[]
const RATES = [
  { id: 'full' as TaxRateId, name: 'VAT', ppm: 190_000 as Ppm },
  { id: 'reduced' as TaxRateId, name: 'VAT', ppm: 70_000 as Ppm },
]

/** A deed as the generator sees it: small numbers that name what it touches. */
type Deed =
  | MoneyDeed
  | {
      readonly type: 'sale'
      readonly lines: readonly (readonly [variant: number, quantity: number, unit: number])[]
      readonly sameAs: number | null
      readonly receipt: number | null
      readonly lease: number | null
      readonly override: boolean
    }
  | { readonly type: 'void'; readonly sale: number }
  | { readonly type: 'price' | 'name' | 'remove'; readonly record: number; readonly value: number }
  | { readonly type: 'receive' | 'count'; readonly variant: number; readonly quantity: number }
  | { readonly type: 'ask' | 'approve' | 'decline'; readonly tender: number }
  | { readonly type: 'hear'; readonly lamport: number }
  | {
      readonly type: 'grant' | 'take' | 'return' | 'recall' | 'reclaim'
      readonly lease: number
      readonly variant: number
      readonly quantity: number
    }
  | { readonly type: 'close'; readonly till: number; readonly lastSeq: number }
  | { readonly type: 'settle' | 'notice' | 'approve-deed'; readonly about: number; readonly value: number }

const small = fc.nat({ max: 5 })

const deedArbitrary: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: moneyDeedArbitrary },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('sale' as const),
      lines: fc.array(fc.tuple(small, fc.integer({ min: 1, max: 9000 }), fc.nat({ max: 9999 })), {
        minLength: 1,
        maxLength: 4,
      }),
      sameAs: fc.option(small, { freq: 6 }),
      receipt: fc.option(small, { freq: 4 }),
      lease: fc.option(small, { freq: 1 }),
      override: fc.boolean(),
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
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('grant', 'take', 'return', 'recall', 'reclaim' as const),
      lease: small,
      variant: small,
      quantity: fc.integer({ min: 1, max: 9000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('close' as const),
      till: fc.nat({ max: 2 }),
      lastSeq: fc.nat({ max: 12 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('settle' as const, 'notice' as const, 'approve-deed' as const),
      about: small,
      value: small,
    }),
  },
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

/**
 * A sale's entry has the id of its sale. Now and then two devices write a deed under one id: carried over to another
 * identity, or forged.
 */
function idOf(device: DeviceId, index: number, deed: Exclude<Deed, { type: 'hear' }>): EntryId {
  if (deed.type === 'sale' || deed.type === 'money-sale')
    return saleIdOf(device, index, deed) as string as EntryId
  const isCarried = (deed.type === 'receive' || deed.type === 'approve-deed') && index % 2 === 1
  return (isCarried ? `carried-${index}` : `${device}-${index}`) as EntryId
}

const saleIdOf = (device: DeviceId, index: number, { sameAs }: Pick<MoneySale, 'sameAs'>) =>
  `sale-${sameAs ?? `${device}-${index}`}` as SaleId

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

function draftOf(device: DeviceId, index: number, deed: Exclude<Deed, { type: 'hear' }>): Draft {
  const place = {
    id: idOf(device, index, deed),
    at: (1_700_000_000_000 + index) as Millis,
    staff: 'staff-1' as StaffId,
    shift: `${device}-shift` as ShiftId,
  }
  switch (deed.type) {
    case 'sale':
      return {
        ...place,
        kind: 'sale',
        body: saleOf(deed, saleIdOf(device, index, deed), index),
      }
    case 'money-sale': {
      const id = saleIdOf(device, index, deed)
      return { ...place, kind: 'sale', body: moneySaleOf(deed, id, `A-${id}-${index}`) }
    }
    case 'transfer-settled':
    case 'payment-reported':
    case 'limit':
      return { ...place, ...moneyPaper(deed) } as Draft
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
        body: {
          lines: [{ variant: pick(VARIANTS, deed.variant), quantity: deed.quantity as Thousandths }],
        },
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
    case 'grant':
    case 'take':
    case 'return':
    case 'recall':
    case 'reclaim':
      return { ...place, ...leaseDraft(deed, index) } as Draft
    case 'close':
      return {
        ...place,
        kind: 'shift-closed',
        body: {
          shift: `${pick(DEVICES, deed.till)}-shift` as ShiftId,
          device: pick(DEVICES, deed.till),
          lastSeq: deed.lastSeq,
        },
      }
    case 'settle':
    case 'notice':
    case 'approve-deed':
      return { ...place, ...paperDraft(deed) } as Draft
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

function leaseDraft(deed: Extract<Deed, { lease: number; quantity: number }>, index: number) {
  const lease = `lease-${deed.lease}` as LeaseId
  const terms = {
    lease,
    variant: pick(VARIANTS, deed.variant),
    quantity: deed.quantity as Thousandths,
    token: deed.lease + 1,
  }
  switch (deed.type) {
    case 'grant':
      // The endpoint grants a lease once, in the same words.
      return {
        kind: 'lease-granted',
        body: { lease, variant: 'v1', quantity: 5000, token: 1, device: pick(DEVICES, deed.lease) },
      }
    case 'take':
      return { kind: 'lease-taken', body: terms }
    case 'return':
      return { kind: 'lease-returned', body: { lease, quantity: deed.quantity } }
    case 'recall':
      return { kind: 'lease-recalled', body: { leases: [lease] } }
    default:
      return { kind: 'lease-reclaimed', body: { lease, seq: index, quantity: deed.quantity } }
  }
}

function paperDraft(deed: Extract<Deed, { about: number }>) {
  const entry = `sale-${deed.value}` as EntryId
  switch (deed.type) {
    case 'settle':
      return {
        kind: 'decision-made',
        body: { decision: `override/${entry}`, kind: 'override', action: `action ${deed.value}`, note: '' },
      }
    case 'notice':
      return {
        kind: 'notice',
        body: {
          about: 'price-differs',
          device: pick(DEVICES, deed.about),
          seq: 1,
          entry,
          receipt: '',
          amountMinor: deed.value,
          variant: 'v1',
          detail: `text ${deed.value}`,
        },
      }
    default:
      return {
        kind: 'approval-given',
        body: { permission: 'void-sale', by: 'staff-2', sale: null, detail: `text ${deed.value}` },
      }
  }
}

function saleOf(deed: Extract<Deed, { type: 'sale' }>, id: SaleId, index: number) {
  const lines = deed.lines.map(([variant, quantity, unit], at) =>
    lineOf(at, pick(VARIANTS, variant), quantity, unit),
  )
  const cart = lines.reduce((built, line) => applyToCart(built, { type: 'add', line }), emptyCart(id))
  const priced = priceCart(cart, plainRules('inclusive'))
  const { totalMinor } = priced.totals
  const tender = cashTender(`${id}-cash` as TenderId, totalMinor, toMinor(totalMinor + 500))
  const sale = completeSale(priced, {
    receipt: `A-${deed.receipt ?? `${id}-${index}`}`,
    currency: 'EUR',
    tenders: tender ? [tender] : [],
  })
  const [first] = sale.lines
  const leased = first?.variant != null && deed.lease !== null ? first : null
  const variant = leased?.variant ?? null
  const uses =
    leased && variant !== null
      ? { leases: [{ lease: `lease-${deed.lease}` as LeaseId, variant, quantity: leased.quantity }] }
      : {}
  const overrides =
    deed.override && first?.variant != null
      ? { overrides: [{ variant: first.variant, quantity: first.quantity, by: null }] }
      : {}
  return { ...sale, ...uses, ...overrides }
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
