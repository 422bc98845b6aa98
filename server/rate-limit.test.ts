import { describe, expect, it } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

describe('a rate limit', () => {
  const rate = { perSecond: 2, burst: 3 }

  it('lets a burst pass, then says in how many seconds to come back', () => {
    const clock = { now: 0 }
    const limit = createRateLimit(() => clock.now)
    expect([1, 2, 3, 4].map(() => limit.take('a', rate))).toEqual([0, 0, 0, 1])
    clock.now = 500
    expect(limit.take('a', rate)).toBe(0)
    expect(limit.take('a', rate)).toBe(1)
  })

  it('counts each caller by itself', () => {
    const limit = createRateLimit(() => 0)
    for (let n = 0; n < 4; n++) limit.take('a', rate)
    expect(limit.take('b', rate)).toBe(0)
  })

  it('remembers a bounded number of callers', () => {
    const limit = createRateLimit(() => 0, 10)
    for (let n = 0; n < 4; n++) limit.take('first', rate)
    for (let n = 0; n < 10; n++) limit.take(`other-${n}`, rate)
    expect(limit.take('first', rate)).toBe(0)
  })
})
