/** GTINs: one key for the many ways in which the same barcode is written. */
import { isValid } from 'gtin'

const LENGTHS: readonly number[] = [8, 12, 13, 14]

/** The digits of a barcode that is a GTIN (check digit right), without spaces and hyphens; null for any other. */
export function gtinDigits(barcode: string): string | null {
  const digits = barcode.replace(/[\s-]/g, '')
  if (!LENGTHS.includes(digits.length) || !/^\d+$/.test(digits)) return null
  return isValid(digits) ? digits : null
}

/**
 * What two barcodes are compared by: a GTIN in 14 digits, so that a UPC-A equals its EAN-13, and any other
 * barcode as it is.
 */
export function barcodeKey(barcode: string): string {
  return gtinDigits(barcode)?.padStart(14, '0') ?? barcode.trim()
}
