/** Y61 and Y62 at work: requests on connections that die, stay slow, or are merely late. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Prober } from './prober.ts'

let answerAfterMs: number | null = 10
let probes = 0
let signs = 0

/** A probe that is answered after `answerAfterMs`; null: never. */
const probe = (signal: AbortSignal) => {
  probes += 1
  const takes = answerAfterMs
  return new Promise<boolean>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('given up')))
    if (takes !== null) setTimeout(() => resolve(true), takes)
  })
}

const newProber = () =>
  new Prober({
    nowMs: () => performance.now(),
    probe,
    onAnswer: () => void signs++,
    patienceByPath: { '/api/live': 7000 },
  })

beforeEach(() => {
  vi.useFakeTimers()
  answerAfterMs = 10
  probes = 0
  signs = 0
})
afterEach(() => void vi.useRealTimers())

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('Y61', () => {
  test('a request that hangs beside an endpoint that answers is given up within 4 s', async () => {
    const { signal } = newProber().follow('/api/push')
    await pass(2900)
    expect(signal.aborted).toBe(false)
    await pass(1000)
    expect(signal.aborted).toBe(true)
    expect(signs).toBe(1)
  })

  test('while the line is dead nothing is given up; it is within 4 s of the mending', async () => {
    answerAfterMs = null
    const { signal } = newProber().follow('/api/push')
    await pass(60_000)
    expect(signal.aborted).toBe(false)
    answerAfterMs = 10
    await pass(4000)
    expect(signal.aborted).toBe(true)
  })

  test('where every answer takes 20 s, the request lives until its own', async () => {
    answerAfterMs = 20_000
    const request = newProber().follow('/api/push')
    await pass(20_000)
    expect(request.signal.aborted).toBe(false)
    request.ended()
    await pass(60_000)
    expect(request.signal.aborted).toBe(false)
  })

  test('a dead line piles up no probes: at most two are under way', async () => {
    answerAfterMs = null
    const open = new Set<AbortSignal>()
    const counting = new Prober({
      nowMs: () => performance.now(),
      probe: (signal) => {
        open.add(signal)
        signal.addEventListener('abort', () => open.delete(signal))
        return new Promise(() => {})
      },
      onAnswer: () => {},
      patienceByPath: {},
    })
    counting.follow('/api/push')
    await pass(60_000)
    expect(open.size).toBe(2)
  })

  test('nothing waits, nothing is asked', async () => {
    const request = newProber().follow('/api/push')
    await pass(100)
    request.ended()
    await pass(60_000)
    expect(probes).toBe(0)
  })

  test('a stream that beats is left alone; one that stops is given up', async () => {
    const stream = newProber().follow('/api/live')
    for (let beat = 0; beat < 10; beat++) {
      await pass(5000)
      stream.heard()
    }
    expect([stream.signal.aborted, probes]).toEqual([false, 0])
    await pass(8000)
    expect(stream.signal.aborted).toBe(true)
  })

  test('after a line was given up the next request goes by other connections', async () => {
    const prober = newProber()
    const first = prober.follow('/api/push')
    await pass(4000)
    expect(first.signal.aborted).toBe(true)
    expect(prober.follow('/api/push').credentials).not.toBe(first.credentials)
  })
})

describe('Y62', () => {
  test('a slow upload gets twice as long each time, and the usual time again after it succeeded', async () => {
    const prober = newProber()
    const lived: number[] = []
    for (let attempt = 0; attempt < 3; attempt++) {
      const begunMs = performance.now()
      const { signal } = prober.follow('/api/push')
      while (!signal.aborted) await pass(100)
      lived.push(Math.round((performance.now() - begunMs) / 1000))
    }
    expect(lived[1]).toBeGreaterThanOrEqual(6)
    expect(lived[2]).toBeGreaterThanOrEqual(12)
    const through = prober.follow('/api/push')
    await pass(15_000)
    expect(through.signal.aborted).toBe(false)
    through.heard()
    through.ended()
    const next = prober.follow('/api/push')
    await pass(4000)
    expect(next.signal.aborted).toBe(true)
  })

  test('one path earns no patience for another', async () => {
    const prober = newProber()
    prober.follow('/api/push')
    await pass(4000)
    const pull = prober.follow('/api/pull')
    await pass(4000)
    expect(pull.signal.aborted).toBe(true)
  })
})
