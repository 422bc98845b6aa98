import { renderSVG } from 'uqr'
import type { PaymentCode } from './payment-code.ts'

/** Blank modules around a code, as the QR standard asks. */
const QUIET_MODULES = 4

/**
 * The code as an SVG of no fixed size, its quiet zone included, black on white in any theme: cameras of
 * banks' apps do not read inverted codes. A Swiss code carries its cross.
 */
export async function drawCode(code: PaymentCode): Promise<string> {
  if (code.scheme === 'swiss-qr') {
    const { drawSwissCode } = await import('./draw-swiss-code.ts')
    return drawSwissCode(code.text)
  }
  return renderSVG(code.text, { ecc: code.level, boostEcc: false, border: QUIET_MODULES })
}
