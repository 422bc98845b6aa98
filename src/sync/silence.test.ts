/** Y60–Y62: when a request is doubted, proven dead, and how much longer its next attempt gets. */
import { describe, expect, test } from 'vitest'
import { backoffMs, LONGEST_BACKOFF_MS } from './backoff.ts'
import {
  isProbeDue,
  LONGEST_PATIENCE_MS,
  nextPatience,
  PATIENCE_MS,
  PROBE_EVERY_MS,
  provenDead,
} from './silence.ts'

const waiting = (silentSinceMs: number, patienceMs = PATIENCE_MS) => ({ silentSinceMs, patienceMs })

describe('Y60: how long a wait between attempts is', () => {
  test('never longer than 8 s, whatever the jitter', () => {
    for (let failures = 0; failures < 40; failures++)
      for (const seed of [0, 0.3, 0.999999])
        expect(backoffMs(failures, seed)).toBeLessThanOrEqual(LONGEST_BACKOFF_MS)
  })

  test('it doubles from about 1 s, and two tablets with other seeds differ', () => {
    expect([1, 2, 3].map((failures) => backoffMs(failures, 0.5))).toEqual([1000, 2000, 4000])
    expect(backoffMs(9, 0.1)).not.toBe(backoffMs(9, 0.9))
  })
})

describe('Y61: probes', () => {
  test('none while nothing waits longer than its patience', () => {
    expect(isProbeDue([waiting(0)], [], PATIENCE_MS)).toBe(false)
    expect(isProbeDue([], [], 1e9)).toBe(false)
  })

  test('one when something does, and the next only after a while', () => {
    expect(isProbeDue([waiting(0)], [], PATIENCE_MS + 1)).toBe(true)
    expect(isProbeDue([waiting(0)], [{ begunMs: 3001 }], 3001 + PROBE_EVERY_MS - 1)).toBe(false)
    expect(isProbeDue([waiting(0)], [{ begunMs: 3001 }], 3001 + PROBE_EVERY_MS)).toBe(true)
  })

  test('an answer proves dead what was silent before the probe began', () => {
    const dead = waiting(0)
    expect(provenDead([dead], { begunMs: 3500 }, 3600)).toEqual([dead])
  })

  test('it proves nothing of what began, or moved, after the probe did: where all is late, nothing is given up', () => {
    expect(provenDead([waiting(4000)], { begunMs: 3500 }, 23_500)).toEqual([])
  })

  test('it proves nothing of what may still be on its way', () => {
    expect(provenDead([waiting(1000, 6000)], { begunMs: 3500 }, 3600)).toEqual([])
  })
})

describe('Y62: patience', () => {
  test('doubles with each attempt that was given up, up to 24 s', () => {
    const steps = [PATIENCE_MS]
    for (let more = 0; more < 5; more++) steps.push(nextPatience(steps.at(-1) ?? 0))
    expect(steps).toEqual([3000, 6000, 12_000, 24_000, LONGEST_PATIENCE_MS, LONGEST_PATIENCE_MS])
  })
})
