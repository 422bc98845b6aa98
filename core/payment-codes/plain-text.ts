/** Names and words, brought into the characters that a scheme can carry. */

/** Letters that Unicode does not take apart into a letter and a mark. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  ł: 'l',
  Ł: 'L',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '€': 'EUR',
}

/** Printable ASCII. */
export const ASCII = /^[ -~]$/

/** Letters and digits of ASCII, and the blank. */
export const WORDS = /^[A-Za-z0-9 ]$/

/**
 * The text on one line, in characters that `allowed` accepts one by one: another letter is written with its
 * base letter ("Škoda" → "Skoda"), and what has none (an emoji) is left out.
 */
export function plainText(text: string, allowed: RegExp): string {
  const oneLine = text.normalize('NFC').replace(/[\p{Cc}\p{Z}]+/gu, ' ')
  const kept = Array.from(oneLine, (letter) => spell(letter, allowed)).join('')
  return kept.replace(/ {2,}/g, ' ').trim()
}

function spell(letter: string, allowed: RegExp): string {
  if (allowed.test(letter)) return letter
  const plain = SPELLED[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')
  return Array.from(plain)
    .filter((one) => allowed.test(one))
    .join('')
}

/** The first `longest` characters, never half of one. */
export const cutText = (text: string, longest: number): string =>
  Array.from(text).slice(0, longest).join('').trim()

/** The parts that say something, with a blank between them. */
export const joinWords = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join(' ')

/** How many bytes the text takes in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** The longest beginning that takes at most `most` bytes. */
export function cutBytes(text: string, most: number): string {
  const letters = Array.from(text)
  while (utf8Bytes(letters.join('')) > most) letters.pop()
  return letters.join('').trim()
}
