/** Y64: the watchdog over push. */
import { describe, expect, test } from 'vitest'
import { followOldest, judgePush, type OldestUnsent } from './watchdog.ts'

const view = (change: Partial<Parameters<typeof judgePush>[0]>) => ({
  oldest: { afterSeq: 4, sinceMs: 0 },
  nowMs: 11_000,
  answeredMs: 10_000,
  restartedMs: null,
  sendingSinceMs: null,
  ...change,
})

describe('Y64: since when the oldest entry waits', () => {
  const follow = (before: OldestUnsent | null, acknowledgedSeq: number, unsent: number, nowMs: number) =>
    followOldest(before, { acknowledgedSeq, unsent, nowMs })

  test('from when it was first seen, as long as nothing is acknowledged', () => {
    const first = follow(null, 4, 1, 100)
    expect(follow(first, 4, 9, 5000)).toEqual({ afterSeq: 4, sinceMs: 100 })
  })

  test('anew with each acknowledgement, and not at all when nothing waits', () => {
    const first = follow(null, 4, 1, 100)
    expect(follow(first, 5, 3, 5000)).toEqual({ afterSeq: 5, sinceMs: 5000 })
    expect(follow(first, 5, 0, 5000)).toBeNull()
  })
})

describe('Y64: what follows', () => {
  test('10 s although the endpoint answers: afresh', () => {
    expect(judgePush(view({}))).toEqual({ restart: true, tell: false })
    expect(judgePush(view({ nowMs: 10_000 })).restart).toBe(false)
  })

  test('an endpoint that does not answer is no fault of push', () => {
    expect(judgePush(view({ answeredMs: null })).restart).toBe(false)
    expect(judgePush(view({ nowMs: 90_000, answeredMs: 70_000 }))).toEqual({ restart: false, tell: false })
  })

  test('a push on the wire is left to its own limits, but told of after a minute', () => {
    expect(judgePush(view({ sendingSinceMs: 9000 })).restart).toBe(false)
    expect(judgePush(view({ sendingSinceMs: 1000, nowMs: 61_000, answeredMs: 60_000 }))).toEqual({
      restart: false,
      tell: true,
    })
  })

  test('a push that takes longer than any request may hangs here: afresh', () => {
    const late = { sendingSinceMs: 0, nowMs: 80_000, answeredMs: 80_000 }
    expect(judgePush(view(late)).restart).toBe(true)
  })

  test('once in 10 s', () => {
    expect(judgePush(view({ nowMs: 15_000, answeredMs: 15_000, restartedMs: 11_000 })).restart).toBe(false)
    expect(judgePush(view({ nowMs: 22_000, answeredMs: 22_000, restartedMs: 11_000 })).restart).toBe(true)
  })
})
