/** The favourites, ordered by hand: they stand first in the grid. Each move is one settings patch. */
import type { ProductId } from '../../../core/domain/ids.ts'
import type { Product } from '../../../core/domain/product.ts'
import type { Patch } from '../../../core/journal/settings.ts'
import { writeSettings } from '../../replica/deeds.ts'
import { say } from '../../ui/toast-store.ts'
import { staffNow, type TillModel } from '../till-model.ts'

type Favourite = Pick<Product, 'id' | 'favourite'>

const favouritesOf = <Kind extends Favourite>(products: readonly Kind[]) =>
  products.filter((product): product is Kind & { favourite: number } => product.favourite !== null)

/** Whether a favourite has somewhere to go. */
export function favouriteMoves(products: readonly Favourite[], id: ProductId) {
  const favourites = favouritesOf(products)
  const at = favourites.findIndex((product) => product.id === id)
  return { earlier: at > 0, later: at >= 0 && at < favourites.length - 1 }
}

/** The place at the end of the favourites. */
export function lastPlace(products: readonly Favourite[]): number {
  return (favouritesOf(products).at(-1)?.favourite ?? 0) + 1
}

/**
 * The place between the two neighbours that a step leads between, so that one patch moves one product; null where
 * there is nowhere to go.
 */
export function placeAfterStep(products: readonly Favourite[], id: ProductId, step: 1 | -1): number | null {
  const favourites = favouritesOf(products)
  const at = favourites.findIndex((product) => product.id === id)
  const neighbour = favourites[at + step]
  if (at < 0 || !neighbour) return null
  const beyond = favourites[at + 2 * step]
  return beyond ? (neighbour.favourite + beyond.favourite) / 2 : neighbour.favourite + step
}

export function toggleFavourite(till: TillModel, product: Product): Promise<void> {
  const { products } = till.app.replica.store.getState()
  return write(till, product.id, product.favourite === null ? lastPlace(products) : null)
}

export async function moveFavourite(till: TillModel, product: Product, step: 1 | -1): Promise<void> {
  const place = placeAfterStep(till.app.replica.store.getState().products, product.id, step)
  if (place !== null) await write(till, product.id, place)
}

async function write({ app }: TillModel, id: ProductId, favourite: number | null): Promise<void> {
  const patch: Patch = { record: 'product', id, fields: { favourite } }
  const written = await writeSettings(app.replica, [patch], staffNow(app)?.id ?? null)
  if (!written.ok) say('The favourite could not be kept. Nothing else has changed.', { tone: 'warn' })
}
