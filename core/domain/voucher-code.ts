/**
 * Voucher codes: eleven random characters and a check character. They are read out, typed and scanned; whoever has the
 * code has the voucher, so it must not be guessed.
 */
import { err, ok, type Result } from '../result.ts'
import type { VoucherCode } from './ids.ts'

/** No two of these look alike. 31 is a prime: 54 bits in a code, and the check below misses no slip of one finger. */
const ALPHABET = '0123456789ABCDEFGHJKMNPRSTVWXYZ'
const LENGTH = 12

/** What is read for what was meant. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', Q: '0', I: '1', L: '1', U: 'V' }

/**
 * A new code. `randomBytes` gives so many bytes, and must come from a generator that nobody can foresee. Bytes that
 * would make some characters likelier than others are passed over.
 */
export function newVoucherCode(randomBytes: (count: number) => Uint8Array): VoucherCode {
  const values: number[] = []
  while (values.length < LENGTH - 1)
    for (const byte of randomBytes(LENGTH)) if (byte < FAIR) values.push(byte % ALPHABET.length)
  const random = values.slice(0, LENGTH - 1)
  const check = (ALPHABET.length - remainderOf([0, ...random])) % ALPHABET.length
  return textOf([check, ...random])
}

/** The largest multiple of 31 that a byte reaches. */
const FAIR = 248

/** `too-short` while it is being typed; `wrong-check`: a character is wrong, or two are swapped. */
export type VoucherCodeFlaw = 'too-short' | 'too-long' | 'bad-character' | 'wrong-check'

/** Reads what was typed or scanned: blanks, dashes, small letters and characters that look alike are forgiven. */
export function readVoucherCode(text: string): Result<VoucherCode, VoucherCodeFlaw> {
  const plain = text.toUpperCase().replace(/[\s\-–—_.]/g, '')
  const values = [...plain].map((character) => ALPHABET.indexOf(LOOK_ALIKES[character] ?? character))
  if (values.includes(-1)) return err('bad-character')
  if (values.length !== LENGTH) return err(values.length < LENGTH ? 'too-short' : 'too-long')
  return remainderOf(values) === 0 ? ok(textOf(values)) : err('wrong-check')
}

/** As it is printed and read out: "K3M8-PX2A-90TW". */
export const groupVoucherCode = (code: string): string => code.match(/.{1,4}/gsu)?.join('-') ?? ''

/**
 * Weights that differ and are no multiple of the prime: one changed character changes the sum, and so do two different
 * ones that change places.
 */
const remainderOf = (values: readonly number[]): number =>
  values.reduce((total, value, index) => total + value * (index + 1), 0) % ALPHABET.length

const textOf = (values: readonly number[]): VoucherCode =>
  values.map((value) => ALPHABET[value]).join('') as VoucherCode
