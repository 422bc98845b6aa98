/** The till without its screen: the cart, the sheets, the place, and what a press on something does. No React. */
import { type Cart, emptyCart } from '../../core/domain/cart.ts'
import type { SaleId, StaffId } from '../../core/domain/ids.ts'
import { plainPrice } from '../../core/domain/plain-price.ts'
import type { Product, Variant } from '../../core/domain/product.ts'
import { mayDo, type Permission, type Staff } from '../../core/domain/staff.ts'
import type { App } from '../app/app-context.tsx'
import { sellerOf } from '../app/session.ts'
import { adoptCart, holdCart, keepCart } from '../replica/carts.ts'
import { say } from '../ui/toast-store.ts'
import { type CartKeeper, startCartKeeper } from './cart/cart-keeper.ts'
import { type CartStore, createCartStore, isLocked } from './cart/cart-store.ts'
import { depositOf, type LineOf, productLine, type Rates } from './cart/new-line.ts'
import { createPlaceStore, type PlaceStore } from './till-place.ts'
import { createSheetStore, type SheetStore } from './till-sheet.ts'

export interface TillModel {
  readonly app: App
  readonly carts: CartStore
  readonly keeper: CartKeeper
  readonly sheets: SheetStore
  readonly place: PlaceStore
}

const modelOfApp = new WeakMap<App, TillModel>()

/** One model an app: it outlives a visit to the office, and React's double mounting does not adopt two carts. */
export function tillModelOf(app: App): TillModel {
  const known = modelOfApp.get(app)
  if (known) return known
  const model = createTillModel(app)
  modelOfApp.set(app, model)
  return model
}

function createTillModel(app: App): TillModel {
  const { replica, storage } = app
  const newCartId = () => replica.deps.newId() as SaleId
  const price = (cart: Cart) => plainPrice(replica.store.getState().location?.taxMode ?? 'inclusive', cart)
  const carts = createCartStore(newCartId(), price, sayLocked)
  const keeper = startCartKeeper({
    carts,
    keep: (cart) => keepCart(replica, cart),
    onFailure: (failure) => storage.setState({ failure }),
    afterPaint,
  })
  addEventListener('pagehide', () => void keeper.flush())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void keeper.flush()
  })
  void adoptCart(replica, holdCart).then(carts.adopt, () => carts.adopt(emptyCart(newCartId())))
  return { app, carts, keeper, sheets: createSheetStore(), place: createPlaceStore() }
}

const sayLocked = () =>
  say('Part of this sale is paid already. Finish paying, or take the parts back first.', { tone: 'warn' })

/** Whether parts of the open cart are paid, so that it may not change; the person hears of it. */
export function refusesChange({ carts }: TillModel): boolean {
  const locked = isLocked(carts.getState().cart)
  if (locked) sayLocked()
  return locked
}

/** A frame, and a task behind it; in a hidden tab no frame comes, so a timer stands by. */
function afterPaint(run: () => void): void {
  if (document.visibilityState === 'hidden') setTimeout(run, 0)
  else requestAnimationFrame(() => setTimeout(run, 0))
}

/** Who works here now; null while nobody has signed in. */
export const staffNow = ({ replica, session }: App): Staff | null =>
  sellerOf(replica.store.getState().staff, session.getState().staff)

export function ratesNow({ replica }: App): Rates | null {
  const { location, taxRates } = replica.store.getState()
  return location && { byId: taxRates, defaultId: location.defaultTaxRate }
}

/** A press on a tile: adds one, or opens what must be asked first. */
export function pressProduct(model: TillModel, product: Product): void {
  const [variant] = product.variants
  if (product.variants.length > 1) model.sheets.open({ kind: 'variants', product: product.id })
  else if (variant) pressVariant(model, product, variant)
}

/** A press on a variant. A count of nought asks once; what is in the hand can always be sold. */
export function pressVariant(model: TillModel, product: Product, variant: Variant): void {
  if (product.kind === 'deposit') model.sheets.open({ kind: 'deposit', product, variant })
  else if (countsSoldOut(model, variant)) model.sheets.open({ kind: 'sold-out', product, variant })
  else addVariant(model, product, variant)
}

function countsSoldOut({ app, carts }: TillModel, variant: Variant): boolean {
  // Of capped goods the line itself says what this till lacks, and the endpoint may have more.
  if (!variant.tracked || variant.capped) return false
  const left = app.replica.store.getState().stock.get(variant.id) ?? 0
  return left <= 0 && !carts.getState().cart.lines.some((line) => line.variant === variant.id)
}

/** Adds a variant whatever the count says; asks for the price where the catalogue has none, and how much it weighs. */
export function addVariant(
  model: TillModel,
  product: Product,
  variant: Variant,
  unitMinor = variant.priceMinor,
): void {
  if (unitMinor === null) model.sheets.open({ kind: 'price', product, variant })
  else if (variant.unit !== 'piece') model.sheets.open({ kind: 'weigh', product, variant, unitMinor })
  else addPriced(model, product, variant, { unitMinor })
}

export function addPriced(
  model: TillModel,
  product: Product,
  variant: Variant,
  chosen: Pick<LineOf, 'unitMinor' | 'quantity' | 'label'>,
): void {
  const { replica } = model.app
  const rates = ratesNow(model.app)
  if (!rates) return
  const key = replica.deps.newId()
  const deposit = depositOf(product, replica.store.getState().products, rates)
  const line = productLine({ key, product, variant, deposit, ...chosen }, rates)
  if (product.kind === 'voucher')
    void import('./product/sell-voucher.ts').then((m) => m.sellVoucher(model, product, line))
  else model.carts.dispatch({ type: 'add', line })
}

/** Does a deed that needs a permission: at once, or after the PIN of somebody who has it. `run` hears who allowed it. */
export function withPermission(
  { app, sheets }: TillModel,
  permission: Permission,
  deed: string,
  run: (by: StaffId) => void,
): void {
  const staff = staffNow(app)
  if (staff && mayDo(staff.role, permission)) run(staff.id)
  else sheets.open({ kind: 'approval', permission, deed, onApproved: run })
}

/** Opens the sheet that takes the money, if there is anything to pay: at the price by all rules, never the plain one. */
export function charge(till: TillModel): void {
  const { cart, adopted } = till.carts.getState()
  if (!adopted || cart.lines.length === 0) return
  const open = () => {
    if (till.sheets.getState().sheets.at(-1)?.kind !== 'pay') till.sheets.open({ kind: 'pay' })
  }
  // Without that part of the app there is no pay sheet either, which then says so.
  import('./cart/before-charge.ts').then((m) => m.beforeCharge(till, withPermission, open)).catch(open)
}

/** The next customer: an empty cart with an id of its own, held for this tab. */
export function startNextCart({ app, carts }: TillModel): void {
  const cart = emptyCart(app.replica.deps.newId() as SaleId)
  carts.replace(cart)
  void holdCart(cart.id)
}
