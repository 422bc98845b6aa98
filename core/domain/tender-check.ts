/** Amounts that somebody wants to pay with, checked before anything is asked or written (rule M28). */
import { err, ok, type Result } from '../result.ts'
import { MAX_MINOR, type Minor } from './money.ts'
import type { TenderKind } from './tender.ts'

export type TenderFlaw =
  | { readonly kind: 'not-a-number' | 'nought' | 'below-nought' | 'too-large' | 'nothing-left' }
  | { readonly kind: 'above-left'; readonly leftMinor: Minor }

/**
 * An amount towards what is left, as it is keyed in: always above nought, whether it is paid or given back (then
 * `leftMinor` is below nought). Only cash that comes in may be more than what is left: there is change for it.
 */
export function checkTender(
  kind: TenderKind,
  amountMinor: number,
  leftMinor: Minor,
): Result<Minor, TenderFlaw> {
  if (!Number.isSafeInteger(amountMinor))
    return err({ kind: Math.abs(amountMinor) > MAX_MINOR ? 'too-large' : 'not-a-number' })
  if (amountMinor > MAX_MINOR) return err({ kind: 'too-large' })
  if (amountMinor < 0) return err({ kind: 'below-nought' })
  if (amountMinor === 0) return err({ kind: 'nought' })
  if (leftMinor === 0) return err({ kind: 'nothing-left' })
  const isChangeable = kind === 'cash' && leftMinor > 0
  return amountMinor > Math.abs(leftMinor) && !isChangeable
    ? err({ kind: 'above-left', leftMinor })
    : ok(amountMinor as Minor)
}
