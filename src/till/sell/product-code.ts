/** Codes as they are compared: GTIN-8, UPC-A, EAN-13 and GTIN-14 of one product are one code. Pure. */
const GTIN = /^(?:\d{8}|\d{12,14})$/

/** What a scanned or typed code is looked up by. */
export function codeKey(code: string): string {
  const bare = code.trim()
  return GTIN.test(bare) ? bare.padStart(14, '0') : bare.toLocaleUpperCase('en')
}
