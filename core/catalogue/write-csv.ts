import papaparse from 'papaparse/papaparse.min.js'

/** Rows as CSV text: comma, CRLF, quoted where it must be. Text that people typed goes through `guardFormula` first. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  papaparse.unparse([...rows], { newline: '\r\n', delimiter: ',' })
