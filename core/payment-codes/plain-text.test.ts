import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ASCII, cutBytes, cutText, plainText, utf8Bytes, WORDS } from './plain-text.ts'

describe('M65: characters of a scheme', () => {
  test.each([
    ['Müßiggang', 'Mussiggang'],
    ['Škoda Đorđević', 'Skoda Dordevic'],
    ['Ærø', 'AEro'],
    ['L’Été – «tout» 3 €…', "L'Ete - tout 3 EUR..."],
    ['a\r\nb\u2028c\td\u00a0e', 'a b c d e'],
    ['  a   b ', 'a b'],
    ['👩‍🍳 Ana 🍰', 'Ana'],
    ['e\u0301', 'e'],
    ['\ud800a\udc00', 'a'],
    ['Ω', ''],
  ])('%j → %j', (written, kept) => {
    expect(plainText(written, ASCII)).toBe(kept)
  })

  test('nothing but the allowed stays, and what is plain stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = plainText(text, WORDS)
        expect(plain).toMatch(/^[A-Za-z0-9 ]*$/)
        expect(plainText(plain, WORDS)).toBe(plain)
      }),
    )
  })

  test('a cut never leaves half a character, nor a byte too many', () => {
    expect(cutText('a🍰b', 2)).toBe('a🍰')
    expect(cutBytes('aü€🍰', 6)).toBe('aü€')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, most) => {
        expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length)
        const cut = cutBytes(text, most)
        expect(new TextEncoder().encode(cut).length).toBeLessThanOrEqual(most)
        expect(text).toContain(cut)
      }),
    )
  })
})
