import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { parse } from 'promptparse'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { type Minor, toMinor } from '../domain/money.ts'
import { drawCode } from './draw-code.ts'
import type { PayeeDraft, PaymentRequest } from './payee.ts'
import { type PaymentCode, paymentCode, paymentReference } from './payment-code.ts'
import { utf8Bytes } from './plain-text.ts'
import { SCHEMES } from './schemes.ts'
import { payeeOf } from './testing/payees.ts'

beforeAll(() => {
  const wasm = readFileSync(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer } })
})

async function readBack(code: PaymentCode) {
  const svg = await drawCode(code)
  const image = await sharp(Buffer.from(svg), { density: 144 }).resize(900).png().toBuffer()
  const [found] = await readBarcodes(image, { formats: ['QRCode'] })
  if (!found) throw new Error(`no code was read: ${code.text}`)
  return found
}

const written = (payee: PayeeDraft, request: PaymentRequest): PaymentCode => {
  const code = paymentCode(payee, request)
  if (!code.ok) throw new Error(code.error.message)
  return code.value
}

const wildText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    'Café Müßiggang & Söhne',
    'Ünïcödé '.repeat(30),
    'a\r\nb\u2028c',
    '*AM:1.00*',
    ';0;x;7',
    '&am=1',
    '👩‍🍳🍰',
    '\ud800',
    '%2A%3B',
    'EUR1\nCHAR',
  ),
)

const wildRequest = fc.record({
  scheme: fc.constantFrom(...SCHEMES),
  name: fc.oneof(fc.constant(''), wildText),
  seed: fc.uuid(),
  text: wildText,
  amountMinor: fc.integer({ min: 1, max: 999_999_999 }),
})

type Wild = typeof wildRequest extends fc.Arbitrary<infer T> ? T : never

/** A code for the request with the wild name, or with the sample's where the name is refused. */
function wildCode({ scheme, name, seed, text, amountMinor }: Wild) {
  const sample = payeeOf(scheme.scheme)
  const request = {
    amountMinor: toMinor(amountMinor),
    currency: scheme.currencies[0] ?? '',
    reference: paymentReference(sample, seed),
    text,
  }
  const wild = paymentCode({ ...sample, name }, request)
  if (!wild.ok) expect(wild.error.kind).toBe('payee')
  return { code: wild.ok ? wild.value : written(sample, request), request }
}

describe('M68: a reader that nobody here wrote reads what was written', () => {
  test.each(SCHEMES.map(({ scheme, currencies }) => [scheme, currencies[0] ?? ''] as const))(
    '%s: text, level and version',
    async (scheme, currency) => {
      const payee = payeeOf(scheme)
      const code = written(payee, {
        amountMinor: toMinor(1230),
        currency,
        reference: paymentReference(payee, 'sale'),
        text: 'Zwei Kaffee, ein Stück Kuchen',
      })
      const read = await readBack(code)
      expect(read.text).toBe(code.text)
      expect(read.ecLevel).toBe('M')
      if (scheme === 'swiss-qr') return
      // Four blank modules on every side, ten units each.
      const side = (17 + 4 * Number(read.version) + 2 * 4) * 10
      expect(await drawCode(code)).toContain(`viewBox="0 0 ${side} ${side}"`)
    },
  )

  test('any name and any words', async () => {
    await fc.assert(
      fc.asyncProperty(wildRequest, async (wild) => {
        const { code } = wildCode(wild)
        expect((await readBack(code)).text).toBe(code.text)
      }),
      { numRuns: 60 },
    )
  })

  test('M66: the fullest SEPA code has 331 bytes, version 13', async () => {
    const code = written(
      { scheme: 'epc', name: 'ü'.repeat(70), account: 'MT84MALT011000012345MTLCAST001S', bic: 'MALTMTMTXXX' },
      {
        amountMinor: toMinor(99_999_999_999),
        currency: 'EUR',
        reference: 'Tisch 4',
        text: 'ö€'.repeat(100),
      },
    )
    expect(utf8Bytes(code.text)).toBeGreaterThan(327)
    expect(utf8Bytes(code.text)).toBeLessThanOrEqual(331)
    const read = await readBack(code)
    expect(read.text).toBe(code.text)
    expect(Number(read.version)).toBeLessThanOrEqual(13)
  })

  test('M67: the Swiss drawing holds exactly the lines that were written, cross and all', async () => {
    const code = written(payeeOf('swiss-qr'), {
      amountMinor: toMinor(99_999_999_999),
      currency: 'EUR',
      reference: '210000000003139471430009017',
      text: 'Öl für 2',
    })
    const svg = await drawCode(code)
    // The white square of the cross, in its size for a code of 46 mm.
    expect(svg.match(/fill="white"/g)?.length).toBeGreaterThanOrEqual(4)
    expect((await readBack(code)).text).toBe(code.text)
  })
})

/** The fields of each kind of code, by a way of reading that the writer does not use. */
const FIELDS: Readonly<Record<string, (text: string) => { count: number; amount: string }>> = {
  epc: (text) => ({
    count: text.split(/\r\n|[\n\r\u2028]/).length,
    amount: text.split('\n')[7]?.slice(3) ?? '',
  }),
  'swiss-qr': (text) => ({ count: text.split(/[\r\n]/).length, amount: text.split('\n')[18] ?? '' }),
  upi: (text) => {
    const { searchParams } = new URL(text)
    return { count: [...searchParams].length, amount: searchParams.get('am') ?? '' }
  },
  swish: (text) => ({
    count: decodeURIComponent(text).split(';').length,
    amount: text.split(';')[1]?.replace(',', '.') ?? '',
  }),
  spayd: (text) => ({ count: text.split('*').length, amount: /\*AM:([\d.]+)\*/.exec(text)?.[1] ?? '' }),
}

const emvFieldsOf = (text: string) => {
  const tags = parse(text, true)
  return { count: tags?.getTags().length ?? 0, amount: tags?.getTagValue('54') ?? '' }
}

const CHARACTERS: Readonly<Record<string, RegExp>> = {
  epc: /^[\n -~\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}£§°€]*$/u,
  'swiss-qr': /^[\n -~\u00a3\u00b4\u00c0-\u00ff]*$/,
}

describe('M65: nothing that people type leaves its field', () => {
  test('every code keeps its fields, its amount and its characters', () => {
    fc.assert(
      fc.property(wildRequest, (wild) => {
        const { code, request } = wildCode(wild)
        const { count, amount } = (FIELDS[code.scheme] ?? emvFieldsOf)(code.text)
        const most = { epc: 12, 'swiss-qr': 31, upi: 6, swish: 4, spayd: 8, vietqr: 8 }[code.scheme as string]
        expect(count).toBeLessThanOrEqual(most ?? 11)
        expect(amount).toBe(exactDecimal(request.amountMinor, request.currency))
        expect(code.text).toMatch(CHARACTERS[code.scheme] ?? /^[ -~]*$/)
        expect(utf8Bytes(code.text)).toBe(new TextEncoder().encode(code.text).length)
        if (code.scheme === 'epc') expect(utf8Bytes(code.text)).toBeLessThanOrEqual(331)
        if (code.scheme === 'swiss-qr') expect(code.text.length).toBeLessThanOrEqual(997)
      }),
      { numRuns: 2000 },
    )
  })
})

/** M61, by BigInt: a second way of writing an amount. */
function exactDecimal(amountMinor: Minor, currency: string): string {
  const amount = BigInt(amountMinor)
  if (currency === 'VND') return String(amount)
  return `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`
}
