/** The Swiss QR code with its cross, drawn by the library: a file of its own, so that only this scheme loads it. */
import { SwissQRCode } from 'swissqrbill/svg'
import { assert } from '../assert.ts'

/** Side of the code and of its quiet zone, in millimetres, as the guidelines print them. */
const SIDE = 46
const QUIET = 5

/** Takes the text that `paymentCode` wrote for a Swiss payee. The drawing's unit is the millimetre. */
export function drawSwissCode(text: string): string {
  const whole = SIDE + 2 * QUIET
  const box = `x="${-QUIET}" y="${-QUIET}" width="${whole}" height="${whole}"`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-QUIET} ${-QUIET} ${whole} ${whole}" ` +
    `shape-rendering="crispEdges"><rect ${box} fill="white"/>` +
    `${withoutUnits(new SwissQRCode(readLines(text), SIDE).toString())}</svg>`
  )
}

/** A drawing in `mm` keeps its size on paper; one without units grows with the screen. Micrometres are enough. */
const withoutUnits = (svg: string) => svg.replace(/(\d+(?:\.\d{1,3})?)\d*mm"/g, '$1"')

/** The library draws from fields, not from text: the lines are read back by their places in the standard. */
function readLines(text: string) {
  const lines = text.split('\n')
  const at = (index: number) => lines[index] ?? ''
  const [amount, currency, reference, message] = [at(18), at(19), at(28), at(29)]
  assert(currency === 'CHF' || currency === 'EUR', 'a Swiss code is in francs or euro')
  return {
    currency,
    // The library takes a number and writes two decimals: exact below 2^53 hundredths.
    amount: Number(amount),
    creditor: {
      account: at(3),
      name: at(5),
      address: at(6),
      ...(at(7) === '' ? {} : { buildingNumber: at(7) }),
      zip: at(8),
      city: at(9),
      country: at(10),
    },
    ...(reference === '' ? {} : { reference }),
    ...(message === '' ? {} : { message }),
  } as const
}
