/** Search and scanning for the open till: one engine a catalogue. */
import type { Product } from '../../../core/domain/product.ts'
import type { App } from '../../app/app-context.tsx'
import { say } from '../../ui/toast-store.ts'
import { pressProduct, pressVariant, type TillModel } from '../till-model.ts'
import { createSearchEngine, type SearchEngine } from './search-engine.ts'

const engineOf = new WeakMap<readonly Product[], SearchEngine>()

/** The engine of the catalogue as it is now. */
export function searchEngineOf({ replica }: App): SearchEngine {
  const { products, categories } = replica.store.getState()
  const known = engineOf.get(products)
  if (known) return known
  const engine = createSearchEngine(products, categories)
  engineOf.set(products, engine)
  return engine
}

/** Enter in the search box: an exact code adds its variant, else the first hit is pressed. Tells whether there was one. */
export function addFirstHit(till: TillModel, query: string): boolean {
  const engine = searchEngineOf(till.app)
  const exact = engine.byCode(query)
  const [first] = exact ? [] : engine.find(query)
  if (exact) pressVariant(till, exact.product, exact.variant)
  else if (first) pressProduct(till, first)
  else say(`Nothing found for “${query.trim()}”.`, { tone: 'warn' })
  const found = exact !== null || first !== undefined
  if (found) till.place.setState({ query: '' })
  return found
}

/** A scanned code: its variant is added, or the person hears that nobody knows it. */
export function takeScan(till: TillModel, code: string): void {
  const hit = searchEngineOf(till.app).byCode(code)
  if (hit) pressVariant(till, hit.product, hit.variant)
  else say(`No product with code ${code}`, { tone: 'warn' })
}
