import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { type ReceiptContext, receiptOf } from '../../../core/domain/receipt.ts'
import { packReceipt } from '../../../core/domain/receipt-packing.ts'
import { receiptText } from '../../../core/domain/receipt-text.ts'
import type { Sale } from '../../../core/domain/sale.ts'
import { CONTEXT, longSale, RICH_CONTEXT, richSale } from '../../../core/domain/testing/receipts.ts'
import { readReceiptAddress } from '../refund/receipt-scan.ts'
import { receiptCode } from './receipt-code.ts'
import { receiptLink, receiptOfLink } from './receipt-link.ts'

const ORIGIN = 'https://till.example'
const OLD_TEXT =
  'Saltworks Pop-up\nReceipt A-000412\n\n2 × Sunset Risograph A3  €56.00\n\nTotal €89.00\n'.repeat(4)

const linkOf = (sale: Sale, context: ReceiptContext = CONTEXT) =>
  receiptLink(ORIGIN, packReceipt(sale, context))

const fragmentOf = (text: string | Uint8Array) => `#${deflateRawSync(text).toString('base64url')}`

beforeAll(() => {
  const wasm = readFileSync(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer } })
})

describe('M58: the receipt travels in its link', () => {
  it('reads the same behind the link, in every language of the phone', async () => {
    const linked = await receiptOfLink(new URL(await linkOf(richSale(), RICH_CONTEXT)).hash)
    if (linked?.kind !== 'sale') throw new Error('no receipt came back')
    for (const language of ['en', 'de', 'ar'] as const)
      expect(receiptText(receiptOf(linked.sale, { ...linked.context, language }))).toBe(
        receiptText(receiptOf(richSale(), { ...RICH_CONTEXT, language })),
      )
  })
  it('is an address that a till knows, and leads to the receipt’s number and place (S31)', async () => {
    const link = await linkOf(richSale(), { ...RICH_CONTEXT, language: 'ar' })
    expect(link).toMatch(/^https:\/\/till\.example\/r#[\w-]+$/)
    expect(await readReceiptAddress(link)).toEqual({
      ...{ number: 'A-000412', totalMinor: richSale().totalMinor },
      place: CONTEXT.location.name,
    })
  })
  it('opens links that were made when a receipt was a text', async () => {
    expect(await receiptOfLink(fragmentOf(OLD_TEXT))).toEqual({ kind: 'text', text: OLD_TEXT })
  })
  it('is too long for a code only beyond what a phone reads, and says so', async () => {
    expect(receiptCode(await linkOf(longSale(100)))).toBeNull()
  })
})

/** The code as a phone's camera sees it: so many pixels a module, turned a little, soft, in poor light. */
async function photographOf({ size, path }: { size: number; path: string }, pixelsPerModule: number) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}"><rect width="100%" height="100%" fill="#fff"/><path d="${path}"/></svg>`
  const sharpPicture = await sharp(Buffer.from(svg))
    .resize(Math.round(size * pixelsPerModule))
    .png()
    .toBuffer()
  return sharp(sharpPicture)
    .rotate(7, { background: '#fff' })
    .blur(0.8)
    .linear(0.5, 70)
    .jpeg({ quality: 70 })
    .toBuffer()
}

describe('M58: the code of a receipt is read by a phone', () => {
  test.each([
    { lines: 3, modules: 65 },
    { lines: 10, modules: 81 },
    { lines: 30, modules: 97 },
  ])('$lines lines fit into $modules modules a side', async ({ lines, modules }) => {
    const link = await linkOf(longSale(lines))
    const code = receiptCode(link)
    if (!code) throw new Error(`too long: ${link.length} characters`)
    expect(code.size - 8).toBeLessThanOrEqual(modules)
    const [found] = await readBarcodes(await photographOf(code, 4), { formats: ['QRCode'] })
    expect(found?.text).toBe(link)
  })
})

describe('M59: a hostile link never harms', () => {
  it('answers nothing for nonsense', async () => {
    for (const fragment of ['', '#', '#nonsense', '#%%%', `#${'A'.repeat(5000)}`])
      expect(await receiptOfLink(fragment)).toBeNull()
  })
  it('stops reading where a few bytes swell to megabytes', async () => {
    expect(await receiptOfLink(fragmentOf('\u0002'.padEnd(20_000_000, 'L')))).toBeNull()
    expect(await receiptOfLink(fragmentOf('a'.repeat(20_000_000)))).toBeNull()
  })
  it('M59: shows one of a time zone that this browser does not know, by UTC', async () => {
    const newer = { ...CONTEXT, location: { ...CONTEXT.location, zone: 'Mars/Olympus' } }
    const linked = await receiptOfLink(new URL(await linkOf(longSale(1), newer)).hash)
    if (linked?.kind !== 'sale') throw new Error('no receipt')
    expect(receiptText(receiptOf(linked.sale, linked.context))).toContain('13:32 UTC')
  })
  it('takes any bytes without throwing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await receiptOfLink(`#${Buffer.from(bytes).toString('base64url')}`)
        await receiptOfLink(fragmentOf(bytes))
      }),
      { numRuns: 300 },
    )
  })
})
