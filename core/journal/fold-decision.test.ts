import { describe, expect, test } from 'vitest'
import { applyNotice } from './fold-decision.ts'
import type { Bodies } from './kinds.ts'
import { emptyState } from './state.ts'

const clockOff = (detail: string): Bodies['notice'] => ({
  about: 'clock-off',
  device: 'till-b' as never,
  seq: 0,
  entry: null,
  receipt: '',
  amountMinor: null,
  variant: null,
  detail,
})

/** As it comes back from canonical bytes: the same body, its fields by name. */
const readBack = (body: Bodies['notice']) =>
  Object.fromEntries(Object.entries(body).sort()) as unknown as Bodies['notice']

describe('D3: two notices with one key', () => {
  test('come to the same decision in any order, from memory or read back', () => {
    const [one, two] = [clockOff('-24 min'), clockOff('-16 min')]
    const orders = [
      [one, two],
      [two, one],
      [readBack(one), two],
      [one, readBack(two)],
      [readBack(two), one],
      [two, readBack(one)],
    ]
    const kept = orders.map((notices) => {
      const state = emptyState()
      for (const notice of notices) applyNotice(state, notice)
      return [...state.decisions.values()].map(({ detail }) => detail)
    })
    expect(new Set(kept.map(String))).toEqual(new Set(['-16 min']))
  })
})
