/**
 * Runs inside the app's page, as one more tab of the device: writes sales by the app's own replica, many a deed, so
 * that a long time offline is there in minutes.
 */
import { type Cart, emptyCart } from '../../core/domain/cart.ts'
import type { EntryId, SaleId, ShiftId } from '../../core/domain/ids.ts'
import { ONE_PIECE, type Thousandths, toMinor } from '../../core/domain/money.ts'
import { plainRules, priceCart } from '../../core/domain/price-cart.ts'
import { completeSale, receiptNumber } from '../../core/domain/sale.ts'
import { cashTender, cashTenderId } from '../../core/domain/tender.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { platform } from '../../src/app/platform.ts'
import type { Deed } from '../../src/replica/append.ts'
import { type HeadRow, journalDatabase, readIdentity } from '../../src/replica/journal-database.ts'
import { readAcknowledged } from '../../src/replica/outbox.ts'
import { openReplica, type Replica } from '../../src/replica/replica.ts'
import { openTabChannel } from '../../src/replica/tab-channel.ts'
import { viewsDatabase } from '../../src/replica/views-database.ts'

const LINES = 4
const PER_DEED = 250

let opened: Promise<Replica> | null = null

const open = (): Promise<Replica> => {
  opened ??= openFiller()
  return opened
}

async function openFiller(): Promise<Replica> {
  const journal = journalDatabase()
  const identity = await readIdentity(journal)
  if (!identity) throw new Error('this page is no device yet')
  const replica = await openReplica({
    journal,
    views: viewsDatabase(),
    identity,
    tabs: openTabChannel(),
    ...platform,
    idle: () => new Promise((done) => setTimeout(done, 0)),
  })
  await replica.catchUp()
  return replica
}

/** Records so many sales of four lines each, of the first `goods` products only. Gives the ms that it took. */
export async function fill(count: number, goods = Number.POSITIVE_INFINITY): Promise<number> {
  const replica = await open()
  const begun = performance.now()
  for (let from = 0; from < count; from += PER_DEED) {
    const carts = Array.from({ length: Math.min(PER_DEED, count - from) }, (_, n) =>
      cartOf(replica, from + n, goods),
    )
    const written = await replica.append((head) => deedOf(replica, carts, head))
    if (!written.ok) throw new Error(JSON.stringify(written.error))
  }
  return performance.now() - begun
}

function cartOf({ store, deps }: Replica, n: number, goods: number): Cart {
  const { products: all, taxRates, location } = store.getState()
  const products = all.slice(0, goods)
  const lines = Array.from({ length: LINES }, (_, k) => {
    const product = products[(n * 7 + k * 13) % products.length]
    const variant = product?.variants[0]
    const taxRate = location && taxRates.get(product?.taxRate ?? location.defaultTaxRate)
    if (!product || !variant || !taxRate) throw new Error('the catalogue is empty')
    const unitMinor = variant.priceMinor ?? toMinor(100)
    return {
      key: `${n}-${k}`,
      product: product.id,
      variant: variant.id,
      name: product.name,
      variantName: '',
      sku: variant.sku,
      quantity: (ONE_PIECE * (1 + ((n + k) % 3))) as Thousandths,
      unitMinor,
      listMinor: unitMinor,
      taxRate,
      note: '',
    }
  })
  return { ...emptyCart(deps.newId() as SaleId), lines }
}

/** The same entries as `recordSale` writes, many at once: the first of them opens the shift. */
function deedOf(replica: Replica, carts: readonly Cart[], head: HeadRow): Deed {
  const { deps, identity, store } = replica
  const shift = head.shift ?? (deps.newId() as ShiftId)
  const [staff] = store.getState().staff
  const common = () => ({ at: deps.now(), staff: staff?.id ?? null, shift })
  const drafts: Draft[] = carts.map((cart, n) => ({
    ...common(),
    id: cart.id as string as EntryId,
    kind: 'sale',
    body: saleOf(replica, cart, receiptNumber(identity.letter, head.receipts + n + 1)),
  }))
  const counters = { receipts: head.receipts + carts.length, shift }
  if (head.shift) return { drafts, counters }
  const number = head.shifts + 1
  const opening: Draft = {
    ...common(),
    id: deps.newId() as EntryId,
    kind: 'shift-opened',
    body: { shift, number },
  }
  return { drafts: [opening, ...drafts], counters: { ...counters, shifts: number } }
}

function saleOf({ store }: Replica, cart: Cart, receipt: string) {
  const { location } = store.getState()
  if (!location) throw new Error('no location')
  const { currency, taxMode } = location
  const priced = priceCart(cart, plainRules(taxMode))
  const { totalMinor } = priced.totals
  const tender = cashTender(cashTenderId(cart.id), totalMinor, totalMinor)
  return completeSale(priced, { receipt, currency, tenders: tender ? [tender] : [] })
}

/** How far the journal goes, and how far the endpoint is known to have it. */
export async function stand(): Promise<{ readonly head: number; readonly acknowledged: number }> {
  const replica = await open()
  const last = await replica.deps.journal.entries.orderBy('seq').last()
  return { head: last?.seq ?? 0, acknowledged: (await readAcknowledged(replica)).seq }
}
