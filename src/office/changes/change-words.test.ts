import { describe, expect, test } from 'vitest'
import { type ChangeContext, fieldWords, recordWords, summaryWords } from './change-words.ts'

const context: ChangeContext = {
  locale: 'en',
  currency: 'EUR',
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
