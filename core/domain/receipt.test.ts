import { describe, expect, it, test } from 'vitest'
import type { TenderId } from './ids.ts'
import { add, type Minor, subtract, sum, toMinor, ZERO } from './money.ts'
import { type FigureRow, type ReceiptContext, type ReceiptSection, receiptOf } from './receipt.ts'
import {
  firstLanguage,
  LANGUAGE_FACTS,
  localeOf,
  RECEIPT_LANGUAGES,
  type ReceiptLanguage,
} from './receipt-language.ts'
import { receiptText } from './receipt-text.ts'
import { EN } from './receipt-words/en.ts'
import type { Sale } from './sale.ts'
import {
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

const textOf = (sale: Sale, wish: Partial<ReceiptContext> = {}) =>
  receiptText(receiptOf(sale, { ...CONTEXT, ...wish }))

const figuresOf = (sale: Sale, name: ReceiptSection['name']): readonly FigureRow[] =>
  receiptOf(sale, CONTEXT)
    .sections.filter((section) => section.name === name)
    .flatMap(({ rows }) => rows.filter((row) => row.kind === 'figure'))

const minorsOf = (rows: readonly FigureRow[]): Minor => sum(rows.map(({ minor }) => minor))

const ALL: Readonly<Record<string, () => Sale>> = {
  'a rich sale': richSale,
  'an exchange': exchange,
  'a Swiss refund': swissRefund,
  'a refund to store credit': creditRefund,
  'an exempt sale': exemptSale,
  yen: () => plainSale('JPY', 'inclusive', 330, FULL),
  dinars: () => plainSale('KWD', 'exclusive', 1255, REDUCED),
  'thirty lines': () => longSale(30),
}

describe('golden receipts (M52 to M57)', () => {
  test.each(RECEIPT_LANGUAGES)('a rich sale: %s', async (language) => {
    const text = textOf(richSale(), { ...RICH_CONTEXT, language })
    await expect(text).toMatchFileSnapshot(`testing/golden/rich.${language}.txt`)
  })
  test.each<[string, Sale, Partial<ReceiptContext>]>([
    ['exchange', exchange(), {}],
    ['swiss-refund', swissRefund(), { language: 'de', localeTags: ['de-CH'] }],
    ['store-credit', creditRefund(), {}],
    ['exempt', exemptSale(), {}],
    ['yen', plainSale('JPY', 'inclusive', 330, FULL), {}],
    ['dinars', plainSale('KWD', 'exclusive', 1255, REDUCED), {}],
    ['dinars-ar', plainSale('KWD', 'exclusive', 1255, REDUCED), { language: 'ar', localeTags: ['ar-KW'] }],
  ])('%s', async (name, sale, wish) => {
    await expect(textOf(sale, wish)).toMatchFileSnapshot(`testing/golden/${name}.txt`)
  })
})

describe('M52: what stands on a receipt adds up to its total', () => {
  test.each(Object.entries(ALL))('%s', (_, make) => {
    const sale = make()
    const sums = figuresOf(sale, 'sums')
    const totalAt = sums.findIndex(({ look }) => look === 'total')
    expect(sums[totalAt]?.minor).toBe(sale.totalMinor)
    const [first, ...between] = sums.slice(0, totalAt)
    const full = minorsOf(figuresOf(sale, 'lines').filter(({ look }) => look === 'line'))
    expect(first?.minor ?? sale.totalMinor).toBe(full)
    expect(add(full, minorsOf(between))).toBe(sale.totalMinor)
    const off = figuresOf(sale, 'lines').filter(
      ({ look, words }) => look === 'detail' && words !== EN.voucherBalance,
    )
    expect(minorsOf(off)).toBe(between.find(({ words }) => words === EN.discounts)?.minor ?? 0)
  })
  it('stands by a forged line that no field could hold', () => {
    const { lines, ...rest } = longSale(1)
    const forged = lines.map((line) => ({ ...line, unitMinor: toMinor(1e12), quantity: 99_999_000 as never }))
    expect(() => textOf({ ...rest, lines: forged })).not.toThrow()
  })
  it('writes no date that no calendar has', () => {
    expect(() => textOf(longSale(1), { at: 1e300 })).not.toThrow()
  })
})

describe('M53: tax per rate', () => {
  it('gives each taxed line the letter of its rate where there are several, and none where there is one', () => {
    const symbols = figuresOf(richSale(), 'lines').flatMap(({ look, words, symbol }) =>
      look === 'line' ? [`${words} ${symbol ?? '-'}`] : [],
    )
    expect(symbols).toContain('Chili oil B')
    expect(symbols).toContain('Gift voucher -')
    expect(figuresOf(swissRefund(), 'lines').every(({ symbol }) => symbol === undefined)).toBe(true)
  })
  it('gives the letters in the order of the lines, and lists the rates in the order of their letters', () => {
    for (const make of [richSale, exchange]) {
      const sale = make()
      const letters = figuresOf(sale, 'lines').flatMap(({ symbol }) => symbol ?? [])
      expect([...new Set(letters)]).toEqual([...new Set(letters)].sort())
      const [table] = receiptOf(sale, CONTEXT).sections.filter(({ name }) => name === 'tax')
      const rates = table?.rows.flatMap((row) => (row.kind === 'table' ? row.rows.map(([rate]) => rate) : []))
      expect(rates?.length).toBeGreaterThan(1)
      expect(rates).toEqual(rates?.toSorted())
    }
  })
  it('names why no tax is paid, and by which paper', () => {
    expect(textOf(exemptSale())).toContain('Tax exempt: Diplomatic mission, D-77/2026')
  })
})

describe('M54: cash rounding is a line of its own, and the payment sums to what is to pay', () => {
  test.each(Object.entries(ALL))('%s', (_, make) => {
    const sale = make()
    const { roundingMinor = ZERO, totalMinor } = sale
    const rows = figuresOf(sale, 'payment').filter(({ look }) => look === 'plain')
    const change = minorsOf(rows.filter(({ words }) => words === EN.change))
    const paid = minorsOf(rows.filter(({ words }) => words !== EN.change))
    expect(subtract(paid, change)).toBe(add(totalMinor, roundingMinor))
    const rounding = figuresOf(sale, 'sums').find(({ words }) => words === EN.rounding)
    expect(rounding?.minor ?? 0).toBe(roundingMinor)
  })
})

describe('M55: every part of the payment, and no more of a card or a voucher than is needed', () => {
  it('shows the end of a voucher that pays, and all of one that is issued', () => {
    const text = textOf(richSale(), RICH_CONTEXT)
    expect(text).toContain('Voucher …H0PD')
    expect(text).not.toMatch(/Z7Q2/)
    expect(text).toContain('Code K3M8-PX2A-90TW')
    expect(textOf(creditRefund())).toContain('Code A1B2-C3D4-E5F6')
  })
  it('says what is left on a voucher only where it is known', () => {
    expect(textOf(richSale(), RICH_CONTEXT)).toContain('Left on it  €11.80')
    expect(textOf(richSale())).not.toContain('Left on it')
  })
  it('says of a transfer whether the money has come', () => {
    const settled = (outcome: 'received' | 'failed') => ({ settled: new Map([['t4' as TenderId, outcome]]) })
    expect(textOf(richSale())).toContain('Payment awaited')
    expect(textOf(richSale(), settled('received'))).toContain('Payment received')
    expect(textOf(richSale(), settled('failed'))).toContain('Payment not received')
  })
})

describe('M56: what a receipt is', () => {
  it('names a refund and an exchange, and the receipt that goods come from', () => {
    expect(receiptOf(richSale(), CONTEXT).title).toBe('Receipt A-000412')
    expect(receiptOf(swissRefund(), CONTEXT).title).toBe('Refund B-000008')
    expect(receiptOf(exchange(), CONTEXT).title).toBe('Exchange A-000420')
    expect(textOf(exchange())).toContain('Returned, from receipt A-000412')
  })
  it('bears “Copy” and “Void” where it is so, and only there', () => {
    const plain = textOf(longSale(1))
    expect(plain).not.toMatch(/Copy|Void/)
    expect(textOf(longSale(1), { copy: true })).toContain('Copy')
    expect(textOf(longSale(1), { voided: true })).toContain('Void')
  })
  it('prints fiscal fields as they stand', () => {
    const fiscal = [{ label: 'TSE', value: 'serial 1234' }]
    expect(textOf({ ...longSale(1), fiscal })).toContain('TSE: serial 1234')
  })
})

describe('M57: the customer’s language', () => {
  it('is the first that we speak, and else English', () => {
    const cases: readonly (readonly [readonly string[], ReceiptLanguage])[] = [
      [['de-CH'], 'de'],
      [['', 'pl-PL', 'fr'], 'fr'],
      [['pl', 'xx-weird-tag-of-somebody'], 'en'],
      [['deutsch'], 'en'],
      [['PT-br'], 'pt'],
    ]
    for (const [tags, language] of cases) expect(firstLanguage(tags)).toBe(language)
  })
  it('keeps the region of the place, and never hands Intl what it throws at', () => {
    expect(localeOf('de', ['de-CH', 'de-AT'])).toBe('de-CH')
    expect(localeOf('fr', ['de-CH'])).toBe('fr')
    expect(localeOf('pt', ['pt_BR'])).toBe('pt-BR')
    for (const tag of ['!!', 'de-', 'de_x', 'e', 'de-1', '-', 'de--CH'])
      expect(() => new Intl.NumberFormat(localeOf('de', [tag]))).not.toThrow()
  })
  it('M59: has a time in a zone that nobody knows: that of UTC, which it says', () => {
    const nowhere = { ...CONTEXT.location, zone: 'No/where' }
    expect(textOf(richSale(), { location: nowhere })).toContain('21 Nov 2026, 13:32 UTC')
  })
  it('has every word in every language, and Arabic runs from right to left', () => {
    for (const language of RECEIPT_LANGUAGES) {
      const { words } = LANGUAGE_FACTS[language]
      const texts = [...Object.values(words), ...Object.values(words.tenders)]
      for (const text of texts) if (typeof text === 'string') expect(text.trim()).not.toBe('')
      for (const make of [words.returnedFrom, words.validUntil, words.reference, words.servedBy])
        expect(make('§1')).toContain('§1')
    }
    expect(receiptOf(richSale(), { ...CONTEXT, language: 'ar' }).direction).toBe('rtl')
    expect(receiptOf(richSale(), { ...CONTEXT, language: 'de' }).direction).toBe('ltr')
  })
  it('writes money with the decimals of its currency by ISO 4217, whatever the language', () => {
    const forint = plainSale('HUF', 'inclusive', 12_345, FULL)
    expect(textOf(forint, { language: 'de' })).toContain('370,35')
    expect(textOf(plainSale('JPY', 'inclusive', 330, FULL), { language: 'fr' })).toMatch(/990\s¥/)
    expect(textOf(plainSale('KWD', 'inclusive', 1255, FULL), { language: 'es' })).toContain('3,765')
  })
})
