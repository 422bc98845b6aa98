/** What people do at a till and in the office, by the product's own deeds. */
import { applyToCart, type Cart, emptyCart } from '../../core/domain/cart.ts'
import type { SaleId, TaxRateId, TenderId, VariantId } from '../../core/domain/ids.ts'
import { type Minor, ONE_PIECE, type Ppm, type Thousandths, toMinor } from '../../core/domain/money.ts'
import { cashTender, type Tender } from '../../core/domain/tender.ts'
import type { Patch } from '../../core/journal/settings.ts'
import { dropCart, keepCart } from '../../src/replica/carts.ts'
import { settleDecision } from '../../src/replica/decisions.ts'
import {
  approveCard,
  askCard,
  countStock,
  declineCard,
  receiveStock,
  recordSale,
  type SaleRequest,
  writeSettings,
} from '../../src/replica/deeds.ts'
import { capVariant } from '../../src/replica/leases.ts'
import { priceNow } from '../../src/replica/price-rules.ts'
import type { Replica } from '../../src/replica/replica.ts'
import { voidSale } from '../../src/replica/void-sale.ts'
import type { Tab } from './device.ts'
import { circumstances, dress, earlyParts, MONEY_SETTINGS } from './money-deeds.ts'
import { OWNER } from './owner.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** A cart of one to three lines of what the till sees in its catalogue. */
function fillCart(replica: Replica, id: SaleId, random: Random): Cart | null {
  const { products, taxRates } = replica.store.getState()
  const [taxRate] = taxRates.values()
  if (products.length === 0 || !taxRate) return null
  let cart = emptyCart(id)
  for (let line = random.range(1, 3); line > 0; line--) {
    const product = random.pick(products)
    const variant = random.pick(product.variants)
    const unitMinor = variant.priceMinor ?? toMinor(0)
    const quantity = (random.range(1, 3) * ONE_PIECE) as Thousandths
    const names = { name: product.name, variantName: '', sku: variant.sku }
    const key = `line-${line}`
    const goods = { key, product: product.id, variant: variant.id, ...names }
    cart = applyToCart(cart, {
      type: 'add',
      line: { ...goods, quantity, unitMinor, listMinor: unitMinor, taxRate, note: '' },
    })
  }
  return cart
}

/** Some parts by other means, perhaps, and what is left by card or cash. */
async function payFor(cart: Cart, replica: Replica, random: Random): Promise<readonly Tender[]> {
  const parts = await earlyParts(replica, cart, random)
  const { totalMinor } = priceOf(cart, replica).totals
  const left = toMinor(parts.reduce((due, { amountMinor }) => due - amountMinor, totalMinor as number))
  return left === 0 ? parts : [...parts, ...closing(cart, left, replica, random)]
}

function closing(cart: Cart, left: Minor, replica: Replica, random: Random): readonly Tender[] {
  const id = `${cart.id}-tender` as TenderId
  const [question] = replica.store.getState().questions
  if (question && random.chance(0.5))
    return [{ kind: 'card', id: question.tender, amountMinor: left, last4: '', reference: '' }]
  if (random.chance(0.2)) return [{ kind: 'card', id, amountMinor: left, last4: '4242', reference: '' }]
  const tender = cashTender(id, left, toMinor(left + random.range(0, 3) * 500))
  return tender ? [tender] : []
}

const priceOf = (cart: Cart, replica: Replica) => priceNow(replica.store.getState(), cart, 0)

/** Sells, and now and then presses twice: in this tab, or in another tab that took the same cart. */
export async function sell(world: World, tab: Tab): Promise<void> {
  const { random } = world
  const { replica } = tab
  if (random.chance(0.2)) return resumeCart(tab, random)
  const filled = fillCart(replica, world.newId() as SaleId, random)
  if (!filled || !replica.store.getState().location) return
  const cart = dress(filled, random)
  const priced = priceOf(cart, replica)
  const tenders = await payFor(cart, replica, random)
  const request = { priced, tenders, staff: OWNER, ...circumstances(random) }
  const presses: Promise<unknown>[] = [recordOrWish(world, tab, request)]
  if (random.chance(0.1)) {
    const other = random.pick(tab.device.tabs)
    presses.push(Promise.race([recordSale(other.replica, request), other.death]))
  }
  await Promise.all(presses)
}

/** Somebody answers what waits in the inbox. */
export async function settleSomeDecision(world: World, { replica }: Tab): Promise<void> {
  const { decisions } = replica.store.getState()
  if (decisions.length === 0) return
  const decision = world.random.pick(decisions)
  if (
    decision.kind === 'oversold' &&
    world.random.chance(0.5) &&
    !isCapped(world, decision.variant ?? variantId(0))
  )
    await settleDecision(
      replica,
      { decision, action: 'count', counted: (5 * ONE_PIECE) as Thousandths },
      OWNER,
    )
  else await settleDecision(replica, { decision, action: 'seen' }, OWNER)
}

/** A sale that lacks units under lease: somebody allows it, or it waits in its cart, or it is given up. */
async function recordOrWish(
  { random, ledger }: World,
  { replica }: Tab,
  request: SaleRequest,
): Promise<void> {
  const { cart } = request.priced
  const recorded = await recordSale(replica, request)
  if (recorded.ok || recorded.error.kind !== 'lease-short') return
  ledger.tell(`${replica.identity.letter} lacks units for a sale`)
  const what = random.next()
  if (what < 0.3) await keepCart(replica, cart)
  else if (what < 0.5) {
    const lines = cart.lines.map((line) => ({ ...line, override: { quantity: line.quantity, by: OWNER } }))
    await recordSale(replica, { ...request, priced: priceOf({ ...cart, lines }, replica) })
  }
}

/** Goes on with a cart that waited for units: sells it, or clears it. */
async function resumeCart(tab: Tab, random: Random): Promise<void> {
  const [row] = await tab.replica.deps.journal.carts.where('state').equals('open').toArray()
  if (!row) return
  const recorded = await recordSale(tab.replica, {
    priced: priceOf(row.cart, tab.replica),
    tenders: await payFor(row.cart, tab.replica, random),
    staff: OWNER,
    ...circumstances(random),
  })
  if (!recorded.ok && random.chance(0.5)) await dropCart(tab.replica, row.id)
}

export async function voidSomeSale(world: World, { replica }: Tab): Promise<void> {
  const sales = [...replica.store.getState().sales.values()].filter(({ voided }) => !voided)
  if (sales.length === 0) return
  // Often the first one, so that tills which are cut off meet in it.
  const sale = world.random.chance(0.4) ? sales[0] : world.random.pick(sales)
  if (sale) await voidSale(replica, sale.id, 'simulated', OWNER)
}

export async function useCard(world: World, { replica }: Tab): Promise<void> {
  const { random } = world
  const { questions } = replica.store.getState()
  if (questions.length === 0 || random.chance(0.5)) {
    await askCard(replica, { sale: world.newId() as SaleId, amountMinor: toMinor(500), staff: OWNER })
    return
  }
  const { tender } = random.pick(questions)
  await (random.chance(0.5) ? approveCard : declineCard)(replica, tender, OWNER)
}

/** Prices, names, removals: fields that several devices write at once. */
export async function changeSettings(world: World, { replica }: Tab): Promise<void> {
  const { random } = world
  const index = random.range(0, world.plan.products - 1)
  const patches: readonly Patch[] = [
    { record: 'variant', id: variantId(index), fields: { priceMinor: toMinor(random.range(1, 40) * 50) } },
    { record: 'product', id: `p${index}` as never, fields: { name: `Name ${world.newId()}` } },
    { record: 'product', id: `p${index}` as never, fields: { removed: random.chance(0.3) } },
    {
      record: 'variant',
      id: variantId(index),
      fields: { priceMinor: toMinor(random.range(1, 40) * 50), sku: `S-${world.newId()}` },
    },
    { record: 'location', id: replica.identity.location, fields: { receiptFooter: world.newId() } },
    { record: 'device', id: replica.identity.device, fields: { name: `Till ${world.newId()}` } },
  ]
  await writeSettings(replica, [random.pick(patches)], OWNER)
}

export async function moveStock(world: World, { replica }: Tab): Promise<void> {
  const { random } = world
  const variant = variantId(random.range(0, world.plan.products - 1))
  if (random.chance(0.4)) {
    await receiveStock(
      replica,
      [{ variant, quantity: (random.range(1, 9) * ONE_PIECE) as Thousandths }],
      OWNER,
    )
    return
  }
  const expected = replica.store.getState().stock.get(variant) ?? 0
  const countedQuantity = (random.range(0, 20) * ONE_PIECE) as Thousandths
  const quantity = (countedQuantity - expected) as Thousandths
  // Of capped stock, nobody in these histories takes away what was promised: that it then runs short is no defect.
  if (quantity < 0 && isCapped(world, variant)) return
  await countStock(replica, [{ variant, quantity, countedQuantity }], OWNER)
}

/** The first products of a location are the capped ones. */
export const isCapped = ({ plan }: World, variant: VariantId): boolean =>
  Number(variant.slice(1)) < plan.capped

export const variantId = (index: number): VariantId => `v${index}` as VariantId

const RATE = {
  record: 'tax-rate',
  id: 'rate-1' as TaxRateId,
  fields: { name: 'VAT', ppm: 190_000 as Ppm },
} as const

/** The location's first settings: its products, each with some stock. */
export async function furnish(world: World, { replica }: Tab): Promise<void> {
  const { products } = world.plan
  const { location } = replica.identity
  const place = { name: 'Test', currency: 'EUR', country: 'DE', zone: 'Europe/Berlin' }
  const goods = Array.from({ length: products }, (_, index): readonly Patch[] => [
    { record: 'product', id: `p${index}` as never, fields: { name: `Product ${index}`, position: index } },
    {
      record: 'variant',
      id: variantId(index),
      fields: {
        product: `p${index}` as never,
        priceMinor: (1000 + index * 250) as Minor,
        tracked: true,
        sku: `SKU-${index}`,
      },
    },
  ])
  await writeSettings(
    replica,
    [
      {
        record: 'location',
        id: location,
        fields: { ...place, taxMode: 'inclusive', defaultTaxRate: RATE.id },
      },
      RATE,
      { record: 'staff', id: OWNER, fields: { name: 'Mika Kern', role: 'owner' } },
      ...MONEY_SETTINGS,
      ...goods.flat(),
    ],
    OWNER,
  )
  for (let index = 0; index < world.plan.capped; index++)
    await capVariant(replica, variantId(index), world.random.range(1, 8), OWNER)
}
