/** One day at the demo's till: sales with a lunch and an afternoon peak, cash and card, two of them void. */
import type { CartLine } from '../domain/cart.ts'
import type { EntryId, Millis, SaleId, ShiftId, StaffId, TenderId } from '../domain/ids.ts'
import type { Thousandths } from '../domain/money.ts'
import { plainRules, priceCart } from '../domain/price-cart.ts'
import { variantLabel } from '../domain/product.ts'
import { completeSale, receiptNumber, type Sale } from '../domain/sale.ts'
import { cashSuggestions, cashTender, type Tender } from '../domain/tender.ts'
import type { Draft } from '../journal/entry.ts'
import type { DemoWorld, ShelfItem } from './demo-settings.ts'

/** When the till opens, and after which moment nothing has happened yet. */
export interface TradingDay {
  readonly openedAt: Millis
  readonly until: Millis
}

export interface DayDeps {
  readonly ids: () => string
  /** From 0 to below 1. */
  readonly random: () => number
  readonly letter: string
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** Sales in each hour from the opening: lunch in the fourth, the afternoon's peak in the eighth. */
const SALES_BY_HOUR = [6, 9, 14, 22, 16, 11, 15, 26, 19, 12]

/** Which sales of a day are cancelled a little later, and why. */
const VOIDS = new Map([
  [23, 'Rang up twice'],
  [97, 'Changed their mind about the size'],
])

/** The day's entries in order; `firstReceipt` and `shiftNumber` go on from the day before. */
export function demoDay(
  deps: DayDeps,
  world: DemoWorld,
  day: TradingDay & { readonly firstReceipt: number; readonly shiftNumber: number },
): readonly Draft[] {
  const shift = deps.ids() as ShiftId
  const opener = world.staff[0]?.id ?? null
  const opened: Draft = {
    id: deps.ids() as EntryId,
    kind: 'shift-opened',
    at: (day.openedAt - 10 * MINUTE_MS) as Millis,
    staff: opener,
    shift,
    body: { shift, number: day.shiftNumber },
  }
  const moments = saleMoments(deps.random, day.openedAt).filter((at) => at <= day.until)
  const sales = moments.flatMap((at, index) => {
    const place = { at, shift, staff: staffAt(world, day.openedAt, at) }
    return saleDrafts(deps, world, { ...place, index, receipt: day.firstReceipt + index })
  })
  return [opened, ...sales]
}

function saleMoments(random: () => number, openedAt: Millis): readonly Millis[] {
  return SALES_BY_HOUR.flatMap((count, hour) =>
    Array.from({ length: count }, () => Math.floor(openedAt + (hour + random()) * HOUR_MS) as Millis),
  ).sort((a, b) => a - b)
}

/** The owner opens, the manager takes the middle of the day, the cashier closes. */
function staffAt(world: DemoWorld, openedAt: Millis, at: Millis): StaffId | null {
  const third = Math.min(2, Math.floor((at - openedAt) / (3.5 * HOUR_MS)))
  return world.staff[third]?.id ?? null
}

interface SalePlace {
  readonly at: Millis
  readonly shift: ShiftId
  readonly staff: StaffId | null
  readonly index: number
  readonly receipt: number
}

function saleDrafts(deps: DayDeps, world: DemoWorld, place: SalePlace): readonly Draft[] {
  const { ids, random, letter } = deps
  const { at, staff, shift } = place
  const saleId = ids() as SaleId
  const lines = pickLines(deps, world)
  const priced = priceCart({ id: saleId, lines, label: '' }, plainRules(world.taxMode))
  const { totalMinor } = priced.totals
  const tender = random() < 0.38 ? payCash(deps, totalMinor, world.place.currency) : payCard(deps, totalMinor)
  const context = {
    receipt: receiptNumber(letter, place.receipt),
    currency: world.place.currency,
  }
  const sale = completeSale(priced, { ...context, tenders: [tender] })
  const told = { staff, shift }
  const asked = tender.kind === 'card' ? askDrafts(ids, saleId, tender, { ...told, at }) : []
  const body = sale as Extract<Draft, { kind: 'sale' }>['body']
  const done: Draft = { id: ids() as EntryId, kind: 'sale', at, ...told, body }
  return [...asked, done, ...voidDrafts(ids, sale, place)]
}

/** A card terminal is asked in writing before it is asked: so the history holds the question and its answer. */
function askDrafts(
  ids: () => string,
  sale: SaleId,
  tender: Tender,
  told: Pick<Draft, 'at' | 'staff' | 'shift'>,
): readonly Draft[] {
  const { id, amountMinor } = tender
  const asked = { tender: id, sale, kind: 'card', amountMinor } as const
  const early = { ...told, at: (told.at - 9000) as Millis }
  return [
    { id: ids() as EntryId, kind: 'tender-asked', ...early, body: asked },
    { id: ids() as EntryId, kind: 'tender-outcome', ...told, body: { tender: id, outcome: 'approved' } },
  ]
}

function voidDrafts(ids: () => string, sale: Sale, { at, staff, shift, index }: SalePlace): readonly Draft[] {
  const reason = VOIDS.get(index)
  if (reason === undefined) return []
  const later = (at + 30_000) as Millis
  return [{ id: ids() as EntryId, kind: 'void', at: later, staff, shift, body: { sale: sale.id, reason } }]
}

function pickLines({ ids, random }: DayDeps, world: DemoWorld): readonly CartLine[] {
  const count = 1 + [0.52, 0.82, 0.95].filter((edge) => random() > edge).length
  const picked = new Map<string, CartLine>()
  for (let index = 0; index < count; index++) {
    const item = pickItem(world.shelf, random())
    if (!picked.has(item.variant.id)) picked.set(item.variant.id, toLine(item, pieces(item, random()), ids()))
  }
  return [...picked.values()]
}

function pickItem(shelf: readonly ShelfItem[], at: number): ShelfItem {
  const weight = (item: ShelfItem) => item.demo.popularity / item.demo.variants.length
  let left = at * shelf.reduce((sum, item) => sum + weight(item), 0)
  const found = shelf.find((item) => {
    left -= weight(item)
    return left < 0
  })
  return found ?? (shelf.at(-1) as ShelfItem)
}

/** Small things go by the handful. */
function pieces(item: ShelfItem, at: number): number {
  return item.demo.price <= 500 ? 1 + Math.floor(at * at * 4) : 1 + Math.floor(at * at * 1.3)
}

function toLine({ product, variant, taxRate, demo }: ShelfItem, count: number, key: string): CartLine {
  const unitMinor = variant.priceMinor ?? (0 as CartLine['unitMinor'])
  return {
    key,
    product: product.id,
    variant: variant.id,
    name: demo.name,
    variantName: variantLabel(variant),
    sku: variant.sku,
    quantity: (count * 1000) as Thousandths,
    unitMinor,
    listMinor: unitMinor,
    taxRate,
    note: '',
  }
}

function payCash({ ids, random }: DayDeps, totalMinor: Tender['amountMinor'], currency: string): Tender {
  const offers = [totalMinor, ...cashSuggestions(totalMinor, currency, 2)]
  const tendered = offers[Math.floor(random() * offers.length)] ?? totalMinor
  const id = ids() as TenderId
  const exact: Tender = {
    kind: 'cash',
    id,
    amountMinor: totalMinor,
    tenderedMinor: totalMinor,
    changeMinor: NONE,
  }
  return cashTender(id, totalMinor, tendered) ?? exact
}

const NONE = 0 as Tender['amountMinor']

function payCard({ ids, random }: DayDeps, amountMinor: Tender['amountMinor']): Tender {
  const last4 = String(Math.floor(random() * 10_000)).padStart(4, '0')
  return { kind: 'card', id: ids() as TenderId, amountMinor, last4, reference: '' }
}
