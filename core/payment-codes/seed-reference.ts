/** References made from a seed: letters or digits of its hash, so that equal seeds give equal references. */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** Capitals and digits without I, L, O and U: a person reads them aloud from a bank statement. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LETTERS = 12

/** Twelve letters, 60 bits: two of a million payments meet with a chance below one in two million. */
export function seedLetters(seed: string): string {
  const number = seedNumber(seed)
  return Array.from({ length: LETTERS }, (_, at) => ALPHABET[Number((number >> BigInt(5 * at)) & 31n)]).join(
    '',
  )
}

/** Exactly `count` digits, the first not 0: a bank drops leading zeros from a variable symbol. */
export function seedDigits(seed: string, count: number): string {
  const smallest = 10n ** BigInt(count - 1)
  return String(smallest + (seedNumber(seed) % (9n * smallest)))
}

function seedNumber(seed: string): bigint {
  let number = 0n
  for (const byte of sha256(utf8ToBytes(seed)).subarray(0, 16)) number = number * 256n + BigInt(byte)
  return number
}
