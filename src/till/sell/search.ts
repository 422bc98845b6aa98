/** Search and scanning for the open till: one engine a catalogue. */
import type { Product } from '../../../core/domain/product.ts'
import type { App } from '../../app/app-context.tsx'
import { say } from '../../ui/toast-store.ts'
import { takeCode } from '../cart/take-code.ts'
import { isReceiptAddress, takeReceiptScan } from '../refund/receipt-scan.ts'
import { pressProduct, pressVariant, type TillModel } from '../till-model.ts'
import { takeLabel } from './embedded-scan.ts'
import { createSearchEngine, type SearchEngine } from './search-engine.ts'
import { shownQuery } from './shown-query.ts'

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

/**
 * Enter in the search box: an exact code is taken as if it had been scanned, else the first hit is pressed. Tells
 * whether there was one.
 */
export async function addFirstHit(till: TillModel, query: string): Promise<boolean> {
  const engine = searchEngineOf(till.app)
  const words = await takeExact(till, query)
  const [first] = words === undefined ? engine.find(query) : []
  if (first) pressProduct(till, first)
  const problem = words === undefined && !first ? `Nothing found for “${shownQuery(query)}”.` : words
  if (problem) say(problem, { tone: 'warn' })
  else till.place.setState({ query: '' })
  return !problem
}

/** A scanned code: what it stands for is added, or the person hears that nobody knows it. */
export async function takeScan(till: TillModel, code: string): Promise<void> {
  const words = await takeExact(till, code)
  if (words === undefined) say(`No product with code ${code}`, { tone: 'warn' })
  else if (words !== null) say(words, { tone: 'warn' })
}

/**
 * A code as a whole: of a receipt, of a product, of a label from the scale, of a coupon or a voucher. Null when it was taken, words
 * when it was not, and nothing when nobody knows it.
 */
async function takeExact(till: TillModel, code: string): Promise<string | null | undefined> {
  if (isReceiptAddress(code)) {
    await takeReceiptScan(till, code.trim())
    return null
  }
  const engine = searchEngineOf(till.app)
  const exact = engine.byCode(code)
  if (exact) {
    pressVariant(till, exact.product, exact.variant)
    return null
  }
  if (takeLabel(till, engine, code)) return null
  const taken = await takeCode(till, code)
  return taken.ok ? null : (taken.error ?? undefined)
}
