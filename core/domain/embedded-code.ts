/** Barcodes of our own counter that carry a price or a weight (GS1: prefixes 02 and 20 to 29). */

/** How such a code is cut: prefix, item number, value, check digit. */
export interface EmbeddedCode {
  readonly prefix: string
  readonly itemDigits: number
  readonly valueDigits: number
  /** A price in minor units, or a weight in thousandths of the unit. */
  readonly value: 'price' | 'weight'
}
