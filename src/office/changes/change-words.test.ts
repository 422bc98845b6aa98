import { describe, expect, test } from 'vitest'
import { settingsBodySchema } from '../../../core/journal/settings.ts'
import { type ChangeContext, fieldWords, recordWords, summaryWords } from './change-words.ts'

const context: ChangeContext = {
  locale: 'en',
  currency: 'EUR',
  zone: 'Europe/Berlin',
  nameOf: (record, id) =>
    record === 'category' && id === 'prints' ? 'Prints' : id === 'v' ? 'Zine, A5' : null,
  device: () => 'Till A',
}

const field = (name: string, before: unknown, after: unknown, isNew = false) =>
  fieldWords({ field: name, before, after }, { ...context, isNew })

describe('a change in words', () => {
  test.each([
    ['priceMinor', 1000, 1250, { label: 'Price', before: '€10.00', after: '€12.50' }],
    ['priceMinor', 1000, null, { label: 'Price', before: '€10.00', after: 'none' }],
    ['category', null, 'prints', { label: 'Category', before: 'none', after: 'Prints' }],
    ['ppm', 190_000, 70_000, { label: 'Rate', before: '19%', after: '7%' }],
    ['role', 'cashier', 'manager', { label: 'Role', before: 'Cashier', after: 'Manager' }],
    ['capped', false, true, { label: 'Capped', before: 'no', after: 'yes' }],
    ['options', ['S', 'Blue'], ['M', 'Blue'], { label: 'Variant', before: 'S / Blue', after: 'M / Blue' }],
    ['lowMark', 3000, 2500, { label: 'Low mark', before: '3', after: '2.5' }],
    ['removed', undefined, true, { label: 'Removed', before: null, after: 'yes' }],
    ['name', undefined, 'Zine', { label: 'Name', before: null, after: 'Zine' }],
  ])('%s from %j to %j', (name, before, after, words) => {
    expect(field(name, before, after)).toEqual(words)
  })

  test('a new record shows no "none" before each field; what did not change is not told', () => {
    expect(field('sku', null, 'Z-8', true)).toEqual({ label: 'SKU', before: null, after: 'Z-8' })
    expect(field('sku', 'Z-8', 'Z-8')).toBeNull()
    expect(field('removed', undefined, false)).toBeNull()
    expect(field('position', 1, 2)).toBeNull()
  })

  test('a PIN is told of, never shown', () => {
    expect(field('pinChanged', 17, 4711)).toEqual({ label: 'New PIN', before: null, after: 'given' })
  })

  test('records are named, long entries are summed up', () => {
    expect(recordWords({ record: 'variant', id: 'v' }, context)).toBe('Product Zine, A5')
    expect(recordWords({ record: 'staff', id: 'x' }, context)).toBe('Person')
    const record = (kind: 'product' | 'variant') => ({ record: kind, id: 'x', isNew: true, fields: [] })
    expect(summaryWords([record('product'), record('variant'), record('variant')])).toBe(
      '1 product, 2 variants',
    )
  })
})

describe('O18: changes about money in words', () => {
  const scope = { products: ['v'], categories: ['prints'] }
  const window = { startsAt: null, endsAt: null, days: [5], fromMinute: 1020, toMinute: 1140 }
  test.each([
    ['offer', { kind: 'n-for-m', count: 3, pay: 2 }, 'Gives', '3 for 2'],
    ['scope', { products: [], categories: ['prints'] }, 'On', 'Prints'],
    ['scope', scope, 'On', 'Prints and Zine, A5'],
    ['window', window, 'When', 'Fri 17:00–19:00'],
    ['window', { ...window, days: [], fromMinute: null, toMinute: null }, 'When', 'always'],
    ['active', false, 'On or off', 'off'],
    [
      'cashRounding',
      { incrementMinor: 5, ties: 'down' },
      'Cash is rounded',
      'to multiples of €0.05, a half goes down',
    ],
    ['cashRounding', null, 'Cash is rounded', 'to no coin'],
    ['tipPresets', [50_000, 125_000], 'Shares offered as a tip', '5%, 12.5%'],
    ['takeAway', null, 'Rate when taken away', 'the same'],
    ['discountLimit', 100_000, 'A cashier gives up to', '10%'],
    ['voucherOfflineMinor', 5000, 'Of one voucher while cut off', '€50.00'],
    ['uses', null, 'Times in all', 'any number'],
    ['uses', 3, 'Times in all', '3'],
    ['minimumMinor', 3000, 'Goods for at least', '€30.00'],
    ['scheme', 'epc', 'Kind of code', 'SEPA transfer (EPC QR)'],
    ['kind', 'voucher', 'Kind', 'gift card'],
    ['unit', 'kg', 'Sold by', 'kg'],
    ['limitMinor', 10_000, 'May owe up to', '€100.00'],
    ['receiptLanguage', 'de', 'Language of receipts', 'German'],
    ['receiptLanguage', '', 'Language of receipts', 'the till’s own'],
    [
      'embeddedCodes',
      [{ prefix: '21', itemDigits: 5, valueDigits: 5, value: 'price' }],
      'Labels of scales',
      '21 · IIIII · VVVVV · C (price)',
    ],
  ])('%s %j', (name, after, label, words) => {
    expect(field(name, undefined, after)).toEqual({ label, before: null, after: words })
  })

  test('no field of any record is passed over in silence but places and other systems’ keys', () => {
    const isTold = (name: string) => field(name, 'before', null, true) !== null
    const silent = ['position', 'importedStock', 'handle', 'pictureUrl', 'product']
    const records = settingsBodySchema.entries.patches.pipe[0].item.options
    const fields = records.flatMap(({ entries }) => Object.keys(entries.fields.entries))
    expect(fields.length).toBeGreaterThan(70)
    expect(fields.filter((name) => !silent.includes(name) && !isTold(name))).toEqual([])
  })
})
