import { describe, expect, it } from 'vitest'
import { type Decode, decodeText } from './decode.ts'

const decode: Decode = (bytes, encoding, fatal) => new TextDecoder(encoding, { fatal }).decode(bytes)
const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let index = 0; index < text.length; index += 1) {
    view.setUint16(index * 2, text.charCodeAt(index), littleEndian)
  }
  return new Uint8Array(view.buffer)
}

describe('decodeText', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode('Größe €'), 'utf-8'],
    ['UTF-8 with a mark', new TextEncoder().encode('\ufeffGröße €'), 'utf-8'],
    ['UTF-16 LE', utf16('\ufeffGröße €', true), 'utf-16le'],
    ['UTF-16 BE', utf16('\ufeffGröße €', false), 'utf-16be'],
  ])('reads %s', (_, bytes, encoding) => {
    expect(decodeText(bytes, decode)).toEqual({ text: 'Größe €', encoding, findings: [] })
  })

  it('falls back to Windows-1252 and says so', () => {
    const decoded = decodeText(new Uint8Array([0x47, 0x72, 0xf6, 0xdf, 0x65, 0x20, 0x80]), decode)
    expect(decoded.text).toBe('Größe €')
    expect(decoded.findings.map(({ code }) => code)).toEqual(['not-utf8'])
  })

  it('reads an empty file', () => {
    expect(decodeText(new Uint8Array(), decode).text).toBe('')
  })
})
