import { describe, expect, it } from 'vitest'
import { isWorthAnother, Overtaken, passesByItself, retryDelayMs } from './postgres-retry.ts'

const failure = (code: string | undefined, message = 'failed') => Object.assign(new Error(message), { code })

describe('Y81: which failures pass by themselves', () => {
  it.each(['40001', '40P01', '57P01', '57P03', '08006', '08P01', '53300', 'ECONNRESET', 'ECONNREFUSED'])(
    '%s does',
    (code) => expect(passesByItself(failure(code))).toBe(true),
  )

  it.each(['23505', '22021', '42P01', '28P01', '3D000', '53100', 'ERR_ASSERTION'])('%s does not', (code) =>
    expect(passesByItself(failure(code))).toBe(false),
  )

  it('tells a connection that is gone, and a deed that was overtaken, from any other error', () => {
    expect(passesByItself(failure(undefined, 'Connection terminated unexpectedly'))).toBe(true)
    expect(passesByItself(new Overtaken())).toBe(true)
    expect(passesByItself(new Error('only a known device pushes'))).toBe(false)
    expect(passesByItself('40001')).toBe(false)
  })

  it('tries no more than ten times, and not for ever where each attempt takes long', () => {
    expect(isWorthAnother({ attempts: 9, sinceMs: 100 })).toBe(true)
    expect(isWorthAnother({ attempts: 10, sinceMs: 100 })).toBe(false)
    expect(isWorthAnother({ attempts: 2, sinceMs: 10_000 })).toBe(false)
  })

  it('waits longer from attempt to attempt, a second at most, never equally long for two', () => {
    const waits = [1, 2, 3, 8, 20].map((attempt) => retryDelayMs(attempt, 1))
    expect(waits).toEqual([10, 20, 40, 1000, 1000])
    expect(retryDelayMs(8, 0)).toBe(500)
  })
})
