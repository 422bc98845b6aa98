/** The code by which a customer takes the receipt along. Lazy: its drawing is not needed to sell. */
import { encode } from 'uqr'

/** 117 modules a side: the densest that phones read from a tablet's screen without effort. */
const MAX_VERSION = 25
/** What it holds at the lowest level, a byte a character. uqr throws beyond. */
const MAX_CHARACTERS = 1273
/** Blank modules around a code, as the QR standard asks. */
const QUIET_MODULES = 4

export interface ReceiptCode {
  /** Modules a side, the quiet zone included. */
  readonly size: number
  /** An SVG path of all dark modules. */
  readonly path: string
}

/** The code of an address; null when it is too long for one that a phone reads (rule M58). */
export function receiptCode(link: string): ReceiptCode | null {
  if (link.length > MAX_CHARACTERS) return null
  const { data, size } = encode(link, { ecc: 'L', border: QUIET_MODULES, maxVersion: MAX_VERSION })
  return { size, path: data.flatMap(rowPath).join('') }
}

const rowPath = (row: readonly boolean[], y: number) =>
  row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))
