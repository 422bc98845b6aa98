import { expect, test } from 'vitest'
import { addMonths } from './add-months.ts'

test.each([
  ['2026-11-23T10:00:00Z', 36, '2029-11-23T10:00:00Z'],
  ['2026-01-31T10:00:00Z', 1, '2026-02-28T10:00:00Z'],
  ['2028-02-29T10:00:00Z', 12, '2029-02-28T10:00:00Z'],
  ['2026-12-31T23:59:00Z', 2, '2027-02-28T23:59:00Z'],
  ['2026-05-15T00:00:00Z', 0, '2026-05-15T00:00:00Z'],
])('M45: %s and %i months is %s', (from, months, to) => {
  expect(new Date(addMonths(Date.parse(from), months))).toEqual(new Date(to))
})
