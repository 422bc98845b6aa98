import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupVoucherCode, newVoucherCode, readVoucherCode } from './voucher-code.ts'

const CHARACTERS = '0123456789ABCDEFGHJKMNPRSTVWXYZ'

const codeArbitrary = fc
  .array(fc.nat({ max: 255 }), { minLength: 30, maxLength: 60 })
  .map((bytes) => newVoucherCode((count) => new Uint8Array(count).map(() => bytes.shift() ?? 7)))

const replaced = (code: string, at: number, by: string) => code.slice(0, at) + by + code.slice(at + 1)

describe('M30: voucher codes', () => {
  it('are read as they were made, also in groups, small, with blanks, and with what looks alike', () => {
    fc.assert(
      fc.property(codeArbitrary, (code) => {
        expect(code).toHaveLength(12)
        const sloppy = ` ${groupVoucherCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `
        for (const text of [code, groupVoucherCode(code), sloppy, code.replaceAll('V', 'u')])
          expect(readVoucherCode(text)).toEqual({ ok: true, value: code })
      }),
      { numRuns: 500 },
    )
  })

  it('name every single wrong character and every swap of two', () => {
    fc.assert(
      fc.property(codeArbitrary, (code) => {
        for (let at = 0; at < 12; at++) {
          for (const other of CHARACTERS) {
            if (other === code[at]) continue
            expect(readVoucherCode(replaced(code, at, other))).toEqual({ ok: false, error: 'wrong-check' })
          }
          for (let to = at + 1; to < 12; to++) {
            if (code[at] === code[to]) continue
            const swapped = replaced(replaced(code, at, code[to] ?? ''), to, code[at] ?? '')
            expect(readVoucherCode(swapped)).toEqual({ ok: false, error: 'wrong-check' })
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  it('have every character equally likely', () => {
    const counts = new Map<string, number>()
    let next = 0
    const everyByte = (count: number) => new Uint8Array(count).map(() => next++ % 256)
    for (let made = 0; made < 248; made++)
      for (const character of newVoucherCode(everyByte).slice(1))
        counts.set(character, (counts.get(character) ?? 0) + 1)
    expect(new Set(counts.keys())).toEqual(new Set(CHARACTERS))
    expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThan(30)
  })

  it.each([
    ['', 'too-short'],
    ['K3M8-PX2', 'too-short'],
    ['K3M8-PX2A-90TW-1', 'too-long'],
    ['K3M8-PX2A-90T!', 'bad-character'],
    ['K3M8-PX2A-90TÄ', 'bad-character'],
  ])('%j is %s', (text, flaw) => {
    expect(readVoucherCode(text)).toEqual({ ok: false, error: flaw })
  })

  it('are shown in groups of four, whatever their length', () => {
    expect(groupVoucherCode('K3M8PX2A90TW')).toBe('K3M8-PX2A-90TW')
    expect(groupVoucherCode('GIFT7')).toBe('GIFT-7')
    expect(groupVoucherCode('')).toBe('')
  })
})
