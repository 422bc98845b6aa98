import { describe, expect, test } from 'vitest'
import type { Thousandths } from '../../../core/domain/money.ts'
import { shortageWords, shortHint } from './shortage-words.ts'

const write = (quantity: Thousandths) => String(quantity / 1000)
const print = { name: 'Sunset Print', held: 0 }
const cutOff = { cutOff: true, write }
const online = { cutOff: false, write }

describe('a shortage in words', () => {
  test('K4: says what this till may still sell, and where the others are', () => {
    const places = { counted: 7000, own: 0, others: 5000, free: 2000 }
    expect(shortageWords(print, places, cutOff)).toBe(
      'This till may sell 0 of Sunset Print while it is cut off. 5 are with other tills, 2 can be had over the network.',
    )
    expect(shortageWords(print, { ...places, others: 1000, free: 0 }, online)).toBe(
      'This till may sell 0 of Sunset Print now. 1 is with other tills.',
    )
  })

  test('says when there are no more, here or anywhere', () => {
    const all = { counted: 2000, own: 2000, others: 0, free: 0 }
    expect(shortageWords({ name: 'Zine', held: 2000 }, all, online)).toMatch(
      /2 of Zine now\. There are no more\.$/,
    )
    expect(shortageWords(print, { ...all, counted: -1000, own: 0 }, cutOff)).toMatch(
      /none is left anywhere\.$/,
    )
  })

  test('in a line of the cart: amber where nothing more is to be hoped for, plain while it asks', () => {
    const line = { missing: 1000 as Thousandths, held: 2000, counted: 9000, asking: false, cutOff: false }
    expect(shortHint({ ...line, asking: true }, write)).toEqual({
      words: 'asking for one more',
      amber: false,
    })
    expect(shortHint(line, write)).toEqual({ words: 'only 2 for this till', amber: true })
    expect(shortHint({ ...line, counted: 2000 }, write).words).toBe('only 2 left')
    expect(shortHint({ ...line, counted: 0, held: 0 }, write).words).toBe(
      'the last one was sold at another till',
    )
    expect(shortHint({ ...line, cutOff: true, asking: true }, write)).toEqual({
      words: 'only 2 while this till is cut off',
      amber: true,
    })
  })
})
