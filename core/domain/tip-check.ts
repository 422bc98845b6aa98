/** Tips, checked before they reach the cart (rule M21). */
import { err, ok, type Result } from '../result.ts'
import type { ShareOrAmount } from './discount-check.ts'
import { MAX_MINOR, type Minor, scaleRounded } from './money.ts'

export type TipFlaw =
  | { readonly kind: 'not-a-number' | 'below-nought' | 'too-large' }
  /** Not wrong, but to be asked: more than the sale itself. */
  | { readonly kind: 'doubtful'; readonly totalMinor: Minor }

/** What a tip comes to on a total, or why it is no tip. One that was asked about passes with `isSure`. */
export function checkTip(
  tip: ShareOrAmount,
  totalMinor: Minor,
  { isSure = false }: { readonly isSure?: boolean } = {},
): Result<Minor, TipFlaw> {
  const figure = tip.ppm ?? tip.amountMinor
  if (!Number.isSafeInteger(figure)) return err({ kind: 'not-a-number' })
  if (figure < 0) return err({ kind: 'below-nought' })
  const tipMinor =
    tip.ppm === null ? tip.amountMinor : (scaleRounded(Math.max(0, totalMinor), tip.ppm, 1_000_000) as Minor)
  if (tipMinor > MAX_MINOR) return err({ kind: 'too-large' })
  const isGreat = tipMinor > Math.max(0, totalMinor) || (tip.ppm ?? 0) > 1_000_000
  return isGreat && !isSure ? err({ kind: 'doubtful', totalMinor }) : ok(tipMinor)
}
