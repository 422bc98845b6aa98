/** Finding a payment's reference in what a bank's statement says of it. */

/**
 * Whether the statement's words bear the reference, however the bank groups or cases it: blanks, hyphens
 * and points do not count, nor zeros in front of digits. Digits are found only as a whole number, so that a
 * short symbol is not found inside an account number. An empty reference is never found.
 */
export function bearsReference(words: string, reference: string): boolean {
  const sought = bare(reference)
  if (sought === '') return false
  if (/^\d+$/.test(sought)) return bearsNumber(words, withoutZeros(sought))
  return bare(words).includes(sought)
}

const bare = (text: string) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')

const withoutZeros = (digits: string) => digits.replace(/^0+(?=\d)/, '')

/** The longest reference of digits, a QR reference, with room for zeros in front. */
const LONGEST_NUMBER = 35

function bearsNumber(words: string, sought: string): boolean {
  for (const number of numbersOf(words)) if (number === sought) return true
  return false
}

/** Every number of the words: each group of digits, and each run of groups that stand side by side. */
function* numbersOf(words: string): Generator<string> {
  for (const [row] of words.matchAll(/\d+(?:[ .-]\d+)*/g)) {
    const groups = row.split(/[ .-]/)
    for (const start of groups.keys()) {
      let number = ''
      for (let end = start; end < groups.length && number.length < LONGEST_NUMBER; end += 1) {
        number += groups[end]
        yield withoutZeros(number)
      }
    }
  }
}
