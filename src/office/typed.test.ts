import { describe, expect, test } from 'vitest'
import type { Minor, Ppm } from '../../core/domain/money.ts'
import {
  amountText,
  differences,
  ProblemList,
  readAmount,
  readCount,
  readPrice,
  readShare,
  shareText,
} from './typed.ts'

describe('O9: what is typed is read in the person’s writing, or named with its mend', () => {
  test.each([
    ['EUR', 'de', '12,50', 1250],
    ['JPY', 'en', '1200', 1200],
    ['KWD', 'en', '1.250', 1250],
    ['EUR', 'en', '0', 0],
  ])('%s in %s: %s', (currency, locale, text, minor) => {
    const writing = { currency, locale }
    expect(readAmount(text, writing)).toEqual({ ok: true, value: minor })
    expect(readAmount(amountText(minor as Minor, writing), writing)).toEqual({ ok: true, value: minor })
  })

  test.each([
    ['EUR', 'de', '', 'like 12,50'],
    ['KWD', 'en', 'x', 'like 12.500'],
    ['JPY', 'en', '1.5', 'like 1200'],
    ['EUR', 'en', '-1', 'nought or more'],
    ['EUR', 'en', '99999999999999', 'more than any till'],
  ])('%s in %s refuses “%s”', (currency, locale, text, mend) => {
    expect(readAmount(text, { currency, locale })).toMatchObject({ error: expect.stringContaining(mend) })
  })

  test('a price is above nought, a share from nought to a hundred, a count whole and within bounds', () => {
    expect(readPrice('0', { currency: 'EUR', locale: 'en' })).toMatchObject({ ok: false })
    expect(readShare('101')).toEqual({ ok: false, error: 'A percentage is 100 at most.' })
    expect(readShare('8,875 %')).toEqual({ ok: true, value: 88_750 })
    expect(shareText(88_750 as Ppm, 'de')).toBe('8,875')
    for (const text of ['1', '1001', '2.5', '', '-3', '1e2'])
      expect(readCount(text, { min: 2, max: 1000 })).toMatchObject({ ok: false })
    expect(readCount(' 3 ', { min: 2, max: 1000 })).toEqual({ ok: true, value: 3 })
  })

  test('the first word about a field stays, and only what differs is written', () => {
    const problems = new ProblemList()
    problems.add('name', 'one')
    problems.add('name', 'two')
    expect(problems.conclude(1)).toEqual({ ok: false, error: { name: 'one' } })
    expect(differences({ a: 1, b: [2] }, { a: 1, b: [3], c: 4 })).toEqual({ b: [2] })
  })
})
