/** The tax of a receipt, rate by rate, as it was recorded. */
import { EXEMPT } from './exemption.ts'
import { isTaxed } from './line.ts'
import type { ReceiptRow, ReceiptSale, TextRow } from './receipt.ts'
import type { ReceiptPen } from './receipt-pen.ts'
import { rateKey, type TaxBucket, type TaxRate } from './tax.ts'

/** A letter for each rate, where there are several, in the order in which the lines come to them: lines bear it. */
export function symbolsOf(sale: Pick<ReceiptSale, 'taxes' | 'lines'>): ReadonlyMap<string, string> {
  if (sale.taxes.length < 2) return new Map()
  return new Map(bucketsInOrder(sale).map((bucket, index) => [rateKey(bucket), letterOf(index)]))
}

/** The buckets as the lines first come to them; what comes back brings its own in front of or behind others. */
export function bucketsInOrder({ taxes, lines }: Pick<ReceiptSale, 'taxes' | 'lines'>): readonly TaxBucket[] {
  const keys = lines.filter(isTaxed).map(({ taxRate }) => rateKey(taxRate))
  const first = new Map(keys.map((key) => [key, keys.indexOf(key)]))
  const placeOf = (bucket: TaxBucket) => first.get(rateKey(bucket)) ?? keys.length
  return [...taxes].sort((a, b) => placeOf(a) - placeOf(b))
}

/** A, B, … Z, A2, B2, … */
const letterOf = (index: number): string =>
  String.fromCharCode(65 + (index % 26)) + (index < 26 ? '' : String(Math.floor(index / 26) + 1))

/** "VAT 19%", and of an exemption its word. */
export const rateWords = ({ id, name, ppm }: TaxRate, pen: ReceiptPen): string =>
  id === EXEMPT.id ? pen.words.exempt : `${pen.isolate(name || pen.words.tax)} ${pen.rate(ppm)}`

export function taxRows(sale: ReceiptSale, pen: ReceiptPen): readonly ReceiptRow[] {
  const { taxMode, exempt } = sale
  const taxes = bucketsInOrder(sale)
  const { words, money } = pen
  const because = exempt ? [pen.reason(exempt.reason), exempt.reference].filter((text) => text !== '') : []
  const exemption = `${words.exempt}${because.length > 0 ? `: ${pen.isolate(because.join(', '))}` : ''}`
  const exemptRows = exempt ? [plain(exemption)] : []
  if (taxes.length === 0) return exemptRows
  const modeWords = taxMode === 'inclusive' ? words.pricesInclude : words.pricesExclude
  const symbols = symbolsOf(sale)
  const rowOf = (bucket: TaxBucket) => {
    const symbol = symbols.get(rateKey(bucket))
    const rate = rateWords(bucket, pen)
    return [
      symbol ? `${symbol} ${rate}` : rate,
      money(bucket.netMinor),
      money(bucket.taxMinor),
      money(bucket.grossMinor),
    ]
  }
  return [
    { kind: 'table', head: ['', words.net, words.tax, words.gross], rows: taxes.map(rowOf) },
    ...(taxes.every(({ id }) => id === EXEMPT.id) ? [] : [plain(modeWords)]),
    ...exemptRows,
  ]
}

const plain = (text: string): TextRow => ({ kind: 'text', look: 'plain', text })
