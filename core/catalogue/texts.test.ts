import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cleanLine,
  cleanText,
  cutText,
  guardFormula,
  looksLikeFormula,
  unguardFormula,
} from './clean-text.ts'
import { judgeSign } from './currency-sign.ts'
import { barcodeKey, gtinDigits } from './gtin-key.ts'
import { htmlToText } from './html-to-text.ts'

describe('cleanText', () => {
  it('takes control characters, marks of direction and broken surrogates away', () => {
    expect(cleanText(' a\u0000b\u202ec\u200b\r\nd ')).toBe('abc\nd')
    expect(cleanText('x\ud800y')).toBe('x\ufffdy')
  })

  it('is idempotent, on one line and on many', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text))
        expect(cleanLine(cleanLine(text))).toBe(cleanLine(text))
      }),
    )
  })

  it('cuts between characters, not through them', () => {
    expect(cutText('ab😀', 3)).toBe('ab')
  })
})

describe('formula guard', () => {
  it.each(['=HYPERLINK("x")', '+1', '@x', '-a', '\tx'])('knows %j as a formula', (text) => {
    expect(looksLikeFormula(text)).toBe(true)
  })

  it.each(['-5', '-5.25', 'a=b', ''])('knows %j as none', (text) => {
    expect(looksLikeFormula(text)).toBe(false)
  })

  it('comes off exactly, and what it guards is no formula any more', () => {
    const start = fc.constantFrom('', "'", "''", '=', "'=", '-', "''-x", '@')
    fc.assert(
      fc.property(start, fc.string(), (head, tail) => {
        const guarded = guardFormula(head + tail)
        expect(unguardFormula(guarded)).toBe(head + tail)
        expect(looksLikeFormula(guarded)).toBe(false)
      }),
    )
  })
})

describe('htmlToText', () => {
  it('turns blocks into lines and entities into characters', () => {
    const html =
      '<p>A &amp; B</p>\n<ul>\n<li>60&nbsp;&deg;C</li>\n<li>&#x2713; ok</li></ul><script>x()</script>'
    expect(htmlToText(html)).toBe('A & B\n• 60 °C\n• ✓ ok')
  })

  it('keeps text that only looks like HTML', () => {
    expect(htmlToText('3 < 5 and 7 > 2')).toBe('3 < 5 and 7 > 2')
  })

  it('does not hang on hostile cells', () => {
    for (const piece of ['<', '<script>', '&', '<li ', '</style'])
      expect(() => htmlToText(piece.repeat(1_000_000))).not.toThrow()
  }, 20_000)
})

describe('barcodes', () => {
  it('gives a UPC-A and its EAN-13 one key', () => {
    expect(barcodeKey('036000291452')).toBe(barcodeKey('0036000291452'))
  })

  it('keeps the digits of a GTIN written with hyphens, and nothing of a number that is none', () => {
    expect(gtinDigits('978-3-16-148410-0')).toBe('9783161484100')
    expect(gtinDigits('4006381333932')).toBeNull()
    expect(gtinDigits('5784397765')).toBeNull()
    expect(barcodeKey(' A-17 ')).toBe('A-17')
  })
})

describe('judgeSign', () => {
  it.each([
    ['5', 'EUR', 'none'],
    ['5 €', 'EUR', 'fits'],
    ['€5', 'USD', 'other'],
    ['$5', 'USD', 'fits'],
    ['$5', 'EUR', 'other'],
    ['A$5', 'USD', 'other'],
    ['100 kr', 'SEK', 'fits'],
    ['12 zł', 'PLN', 'fits'],
    ['5 each', 'EUR', 'unknown'],
  ] as const)('%j at a location in %s: %s', (text, currency, verdict) => {
    expect(judgeSign(text, currency)).toBe(verdict)
  })
})
