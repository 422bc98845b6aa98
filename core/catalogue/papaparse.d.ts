/**
 * The part of papaparse that core uses. `@types/papaparse` is not imported here: it brings all of Node's
 * globals along, and `process` would compile in core.
 */
declare module 'papaparse/papaparse.min.js' {
  export interface ParseError {
    readonly type: 'Quotes' | 'Delimiter' | 'FieldMismatch'
    readonly code: string
    readonly row?: number
  }
  interface Papaparse {
    parse(
      text: string,
      config: { readonly delimiter: string; readonly preview?: number },
    ): {
      readonly data: string[][]
      readonly errors: readonly ParseError[]
      readonly meta: { readonly cursor: number }
    }
    unparse(
      rows: readonly (readonly string[])[],
      config: { readonly newline: string; readonly delimiter: string },
    ): string
  }
  const papaparse: Papaparse
  // biome-ignore lint/style/noDefaultExport: it is what the library exports
  export default papaparse
}
