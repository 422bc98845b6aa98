/** In what a variant is sold: pieces, or a measure whose price is for one of it. */
export const UNITS = ['piece', 'kg', 'g', 'l', 'ml', 'm', 'h'] as const
export type Unit = (typeof UNITS)[number]
