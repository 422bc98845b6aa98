/** Y62 and Y65: what the next push holds. */
import { expect, test } from 'vitest'
import { err, ok } from '../../core/result.ts'
import { cutBatch, FEWEST_ENTRIES, MOST_ENTRIES, newPushPace, paceAfter } from './push-pace.ts'

const problem = (code: string) => err({ kind: 'unreachable' as const, code, message: '' })

test('Y62: a push that was given up is halved, down to 20 entries, and grows again with success', () => {
  let pace = newPushPace()
  const sizes: number[] = []
  for (let attempt = 0; attempt < 6; attempt++) {
    pace = paceAfter(pace, problem('cut'), pace.entries)
    sizes.push(pace.entries)
  }
  expect(sizes).toEqual([500, 250, 125, 62, 31, FEWEST_ENTRIES])
  for (let attempt = 0; attempt < 6; attempt++) pace = paceAfter(pace, ok(null), pace.entries)
  expect(pace.entries).toBe(MOST_ENTRIES)
})

test('Y62: what was halved is what was sent, not what might have been', () => {
  expect(paceAfter(newPushPace(), problem('cut'), 60).entries).toBe(30)
})

test('Y62: an endpoint that is not there says nothing of the size, nor does a hello', () => {
  expect(paceAfter(newPushPace(), problem('unreachable'), 500).entries).toBe(MOST_ENTRIES)
  expect(paceAfter(newPushPace(), problem('cut'), 0).entries).toBe(MOST_ENTRIES)
})

test('Y65: a hello stays due until there was an answer', () => {
  const pace = newPushPace()
  expect(pace.helloDue).toBe(true)
  expect(paceAfter(pace, problem('unreachable'), 0).helloDue).toBe(true)
  expect(paceAfter(pace, ok(null), 0).helloDue).toBe(false)
})

test('a batch ends before three megabytes as they travel, and holds at least one entry', () => {
  const row = (length: number, character = 'x') => ({ bytes: character.repeat(length) })
  expect(cutBatch([row(1_800_000), row(900_000), row(900_000)])).toHaveLength(2)
  expect(cutBatch([row(900_000, '€'), row(900_000, '€')])).toHaveLength(1)
  expect(cutBatch([row(4_000_000), row(1)])).toHaveLength(1)
  expect(cutBatch([])).toHaveLength(0)
})
