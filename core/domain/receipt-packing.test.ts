import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { EXEMPT } from './exemption.ts'
import type { TenderId, VoucherCode } from './ids.ts'
import { NO_TAX } from './line.ts'
import { toMinor } from './money.ts'
import { type ReceiptContext, receiptOf } from './receipt.ts'
import { RECEIPT_LANGUAGES, type ReceiptLanguage } from './receipt-language.ts'
import { PACKED_MARK, packReceipt } from './receipt-packing.ts'
import { receiptText } from './receipt-text.ts'
import { unpackReceipt } from './receipt-unpacking.ts'
import type { Sale } from './sale.ts'
import {
  AT,
  CONTEXT,
  creditRefund,
  exchange,
  exemptSale,
  FULL,
  longSale,
  plainSale,
  REDUCED,
  RICH_CONTEXT,
  richSale,
  swissRefund,
} from './testing/receipts.ts'

const textIn = (
  language: ReceiptContext['language'],
  sale: Parameters<typeof receiptOf>[0],
  context: ReceiptContext,
) => receiptText(receiptOf(sale, { ...context, language }))

function expectSameBehind(sale: Sale, context: ReceiptContext, language: ReceiptLanguage): void {
  const unpacked = unpackReceipt(packReceipt(sale, context))
  if (!unpacked) throw new Error('nothing came back')
  const localeTags = context.localeTags.length > 0 ? context.localeTags : unpacked.context.localeTags
  const behind = textIn(language, unpacked.sale, { ...unpacked.context, localeTags })
  expect(behind).toBe(textIn(language, sale, { ...context, localeTags }))
}

/** Text as people type it, without what separates fields: that travels as a blank. */
const typed = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .map((text) => text.replace(/[\p{Cc}\u2028\u2029\p{Cs}]/gu, ' '))

const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(toMinor)
const moment = fc.option(fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000))
const code = fc.stringMatching(/^[0-9A-HJ-NP-TV-Z]{12}$/).map((text) => text as VoucherCode)

const lineArbitrary = fc.record(
  {
    name: typed,
    variantName: typed,
    note: typed,
    quantity: fc.integer({ min: -9_999_000, max: 9_999_000 }).filter((quantity) => quantity !== 0),
    unitMinor: fc.nat({ max: 1_000_000 }),
    taxRate: fc.constantFrom(FULL, REDUCED, EXEMPT, NO_TAX),
    amountMinor: amount,
    kind: fc.constantFrom('deposit', 'voucher', 'tip', 'account'),
    unit: fc.constantFrom('kg', 'g', 'l', 'ml', 'm', 'h'),
    returned: fc.record({ receipt: typed }),
    voucher: fc.record({
      code,
      purpose: fc.constantFrom('multi', 'single'),
      expiresAt: moment,
    }),
    discounts: fc.array(
      fc.record(
        {
          source: fc.constantFrom('line', 'promotion', 'basket', 'coupon', 'exemption', 'mirror'),
          label: typed,
          ppm: fc.integer({ min: 0, max: 1_000_000 }),
          amountMinor: amount,
        },
        { requiredKeys: ['source', 'label', 'amountMinor'] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['name', 'variantName', 'note', 'quantity', 'unitMinor', 'taxRate', 'amountMinor'] },
)

const tenderArbitrary = fc.oneof(
  fc.record({
    kind: fc.constant('cash'),
    amountMinor: amount,
    tenderedMinor: amount,
    changeMinor: amount,
  }),
  fc.record({
    kind: fc.constant('card'),
    amountMinor: amount,
    last4: fc.constantFrom('', '0042'),
    reference: typed,
  }),
  fc.record({
    kind: fc.constantFrom('voucher', 'store-credit'),
    amountMinor: amount,
    voucher: code,
    expiresAt: moment,
  }),
  fc.record({ kind: fc.constant('house-account'), amountMinor: amount, name: typed }),
  fc.record({ kind: fc.constant('on-the-house'), amountMinor: amount, reason: typed }),
  fc.record({ kind: fc.constantFrom('transfer', 'online'), amountMinor: amount, reference: typed }),
)

const bucket = (rate: typeof FULL) =>
  fc.record({ netMinor: amount, taxMinor: amount }).map((sums) => ({
    ...rate,
    ...sums,
    grossMinor: toMinor(sums.netMinor + sums.taxMinor),
  }))

const saleArbitrary = fc.record(
  {
    receipt: fc.constantFrom('A-000412', 'ZZ-1000000'),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'CHF'),
    taxMode: fc.constantFrom('inclusive', 'exclusive'),
    lines: fc.array(lineArbitrary, { minLength: 1, maxLength: 6 }),
    taxes: fc.oneof(
      fc.tuple(bucket(FULL)),
      fc.tuple(bucket(FULL), bucket(REDUCED)),
      fc.tuple(bucket(EXEMPT)),
      fc.constant([]),
    ),
    totalMinor: amount,
    tenders: fc
      .array(tenderArbitrary, { maxLength: 4 })
      .map((tenders) => tenders.map((tender, index) => ({ ...tender, id: `t${index}` }))),
    roundingMinor: amount,
    service: fc.constant('take-away'),
    exempt: fc.record({ reason: typed, reference: typed }),
    reason: typed,
    fiscal: fc.array(fc.record({ label: typed, value: typed }), { maxLength: 2 }),
  },
  { requiredKeys: ['receipt', 'currency', 'taxMode', 'lines', 'taxes', 'totalMinor', 'tenders'] },
)

describe('M58: a packed receipt reads the same', () => {
  test.each<[string, Sale, ReceiptContext]>([
    ['a rich sale', richSale(), RICH_CONTEXT],
    ['a void copy', richSale(), { ...RICH_CONTEXT, voided: true, copy: true }],
    ['an exchange', exchange(), CONTEXT],
    ['a Swiss refund', swissRefund(), { ...CONTEXT, language: 'de', localeTags: ['de-CH'] }],
    ['a refund to store credit', creditRefund(), CONTEXT],
    ['an exempt sale', exemptSale(), CONTEXT],
    ['tax on top', plainSale('KWD', 'exclusive', 1255, REDUCED), CONTEXT],
    ['thirty lines', longSale(30), CONTEXT],
  ])('%s', (_, sale, context) => {
    for (const language of RECEIPT_LANGUAGES) expectSameBehind(sale, context, language)
  })
  it('whatever is on it', () => {
    const outcomes = fc.constantFrom('received' as const, 'failed' as const, null)
    fc.assert(
      fc.property(saleArbitrary, outcomes, fc.constantFrom('en', 'ar'), (sale, outcome, language) => {
        const settled = new Map(outcome ? [['t0' as TenderId, outcome]] : [])
        expectSameBehind(sale as unknown as Sale, { ...CONTEXT, settled }, language)
      }),
      { numRuns: 300 },
    )
  })
  it('keeps only the end of a voucher that paid, and no id', () => {
    const packed = packReceipt(richSale(), RICH_CONTEXT)
    expect(packed).not.toMatch(/Z7Q2/)
    for (const id of [richSale().id, 'p-Chili oil', 'mia', 'welcome']) expect(packed).not.toContain(id)
  })
})

describe('M59: whatever stands in a packed text, nothing throws', () => {
  const packed = packReceipt(richSale(), RICH_CONTEXT)
  it('any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'RPXLVBDTEYF\t\n0123456789-m.eé\u0000 '), maxLength: 100 }),
        (text) => {
          unpackReceipt(PACKED_MARK + text)
        },
      ),
    )
  })
  it('a receipt of which some characters were changed', () => {
    const slip = fc.tuple(
      fc.nat({ max: packed.length }),
      fc.constantFrom('9', '-', '\t', '\n', 'm', '', 'L', '1e9'),
    )
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 8 }), (slips) => {
        let text = packed
        for (const [at, by] of slips) text = text.slice(0, at) + by + text.slice(at + 1)
        const unpacked = unpackReceipt(text)
        // The zone is the browser's to judge: `receiptOfLink` does.
        const context = { ...CONTEXT, at: AT }
        if (unpacked) receiptText(receiptOf(unpacked.sale, context))
      }),
      { numRuns: 1000 },
    )
  })
  it('refuses what no till writes', () => {
    const refused = (from: string, to: string) => expect(unpackReceipt(packed.replace(from, to))).toBeNull()
    expect(unpackReceipt(packed)).not.toBeNull()
    refused('\t8900', '\t99999999999999')
    refused('\t8900', '\t9999999999999')
    refused('\t\t8900', '\t99999\t1000000000000')
    refused('\t8900', '\t89.00')
    refused('\t190000\t', '\t1900000\t')
    refused('\t350m', '\t99999999m9')
    refused('\tEUR\t', '\tEuro\t')
    refused('T1\t', 'T99\t')
    refused('D0\t', 'D99\t')
    refused('\t1795267920\t', '\t99999999999999\t')
    expect(unpackReceipt(packed.replace('\nP', '\nZ'))).toBeNull()
    expect(unpackReceipt(packed + '\nL'.repeat(2000))).toBeNull()
  })
  it('passes over kinds of record that a later build adds', () => {
    const later = unpackReceipt(`${packed}\nQsomething new`)
    expect(later && textIn('en', later.sale, later.context)).toBe(textIn('en', richSale(), RICH_CONTEXT))
  })
})
