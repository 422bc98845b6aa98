/** Labels of the counter's own scale: the goods at the price or the weight that the barcode carries. No React. */
import {
  type EmbeddedFlaw,
  type EmbeddedReading,
  type MeasuredPrice,
  measuredPrice,
  readEmbeddedCode,
} from '../../../core/domain/embedded-code.ts'
import type { Minor } from '../../../core/domain/money.ts'
import { ONE_PIECE } from '../../../core/domain/money.ts'
import { say } from '../../ui/toast-store.ts'
import { addPriced, type TillModel } from '../till-model.ts'
import type { CodeHit, SearchEngine } from './search-engine.ts'

/** Whether the code is such a label; what is wrong with it is said, and nothing is added (rule M47). */
export function takeLabel(till: TillModel, engine: SearchEngine, code: string): boolean {
  const { location } = till.app.replica.store.getState()
  const reading = readEmbeddedCode(code, location?.embeddedCodes ?? [])
  if (!reading) return false
  if (!reading.ok) {
    say(FLAWS[reading.error], { tone: 'warn' })
    return true
  }
  const hit = hitOf(engine, reading.value)
  if (hit) addLabelled(till, hit, reading.value)
  else
    say(`No product with item number ${reading.value.item}. Give one that SKU or barcode.`, { tone: 'warn' })
  return true
}

const FLAWS: Readonly<Record<EmbeddedFlaw, string>> = {
  'bad-check-digit': 'The label was read badly. Scan it again.',
  'bad-price-digit': 'The price on the label was read badly. Scan it again.',
  'nothing-in-it': 'The label says nothing was on the scale. Weigh it again.',
}

function hitOf(engine: SearchEngine, { keys }: EmbeddedReading): CodeHit | null {
  for (const key of keys) {
    const hit = engine.byCode(key)
    if (hit) return hit
  }
  return null
}

function addLabelled(till: TillModel, { product, variant }: CodeHit, reading: EmbeddedReading): void {
  const measure = measureOf(reading, variant.unit !== 'piece', variant.priceMinor)
  if (typeof measure === 'string') say(`${product.name} ${measure}`, { tone: 'warn' })
  else addPriced(till, product, variant, measure)
}

/** What the label comes to in quantity and price of one, or why that cannot be told. */
export function measureOf(
  reading: EmbeddedReading,
  isMeasured: boolean,
  priceMinor: Minor | null,
): MeasuredPrice | string {
  if (reading.kind === 'weight') {
    if (!isMeasured) return 'is sold by the piece, and the label has a weight. Set its unit in the office.'
    if (priceMinor === null) return 'has no price for its weight. Set one in the office.'
    return { unitMinor: priceMinor, quantity: reading.quantity }
  }
  if (!isMeasured || priceMinor === null) return { unitMinor: reading.priceMinor, quantity: ONE_PIECE }
  return measuredPrice(priceMinor, reading.priceMinor)
}
