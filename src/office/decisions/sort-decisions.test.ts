import { describe, expect, test } from 'vitest'
import type { Decision, DecisionKind } from '../../../core/journal/decision.ts'
import { inOrder, kindsOf, simpleAnswer } from './sort-decisions.ts'

const decision = (kind: DecisionKind, device: string, seq: number): Decision => ({
  ...{ key: `${kind}/${device}/${seq}`, kind, device: device as never, seq, entry: null, receipt: '' },
  ...{ amountMinor: null, variant: null, quantity: null, detail: '' },
})

describe('the inbox', () => {
  test('what costs goods or money comes first, and each device in its own order', () => {
    const mixed = [
      decision('relayed', 'a', 1),
      decision('figures-do-not-add-up', 'b', 2),
      decision('figures-do-not-add-up', 'a', 10),
      decision('figures-do-not-add-up', 'a', 9),
      decision('oversold', '', 0),
    ]
    const order = inOrder(mixed).map(({ kind, device, seq }) => `${kind} ${device}${seq}`)
    expect(order).toEqual([
      'oversold 0',
      'figures-do-not-add-up a9',
      'figures-do-not-add-up a10',
      'figures-do-not-add-up b2',
      'relayed a1',
    ])
  })

  test('kinds are counted, the most frequent first', () => {
    const counts = kindsOf([
      decision('relayed', 'a', 1),
      decision('forked', 'a', 2),
      decision('forked', 'a', 3),
    ])
    expect(counts).toEqual([
      { kind: 'forked', count: 2 },
      { kind: 'relayed', count: 1 },
    ])
  })

  test('what changes something is never answered for many at once', () => {
    expect(simpleAnswer({ kind: 'oversold' })).toBeNull()
    expect(simpleAnswer({ kind: 'figures-do-not-add-up' })?.action).toBe('accept')
  })
})
