/** Y63: the live stream is opened again, however it ended. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Poke } from '../../core/protocol/live.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { EndpointProblem } from './endpoint-client.ts'
import { startLive } from './live.ts'
import { sleep } from './loop.ts'

type Ended = Result<null, EndpointProblem>

/** Streams that the test speaks on and ends. */
function streams() {
  const open: {
    hear: (poke: Poke | null) => void
    end: (how: Ended) => void
    fail: (error: Error) => void
    signal: AbortSignal
  }[] = []
  const pokes: number[] = []
  const live = startLive({
    listen: (hear, signal) =>
      new Promise<Ended>((end, fail) => {
        signal.addEventListener('abort', () => end(gone('unreachable')))
        open.push({ hear, end, fail, signal })
      }),
    onPoke: ({ v }) => void pokes.push(v),
    random: () => 0.5,
    sleep,
  })
  return { live, open, pokes, last: () => open.at(-1) as (typeof open)[number] }
}

const gone = (code: string, kind: 'unreachable' | 'refused' = 'unreachable') =>
  err({ kind, code, message: '' })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('it counts as open once something was heard, and no longer when it has ended', async () => {
  const { live, last, pokes } = streams()
  expect(live.isOpen()).toBe(false)
  last().hear({ v: 7, epoch: 1 })
  expect([live.isOpen(), pokes]).toEqual([true, [7]])
  last().end(ok(null))
  await pass(0)
  expect(live.isOpen()).toBe(false)
})

test('it is opened again with back-off after its end, and at once after its line was given up', async () => {
  const { open, last } = streams()
  last().end(ok(null))
  await pass(999)
  expect(open).toHaveLength(1)
  await pass(1)
  expect(open).toHaveLength(2)
  last().end(gone('cut'))
  await pass(0)
  expect(open).toHaveLength(3)
})

test('silent for 25 s, it is given up; a beat is enough to be left alone', async () => {
  const { open, last } = streams()
  for (let beat = 0; beat < 10; beat++) {
    await pass(20_000)
    last().hear(null)
  }
  expect(open).toHaveLength(1)
  await pass(25_000)
  expect(last().signal.aborted).toBe(true)
  await pass(2000)
  expect(open).toHaveLength(2)
})

test('an endpoint that refuses is asked rarely', async () => {
  const { open, last } = streams()
  last().end(gone('revoked', 'refused'))
  await pass(20_000)
  expect(open).toHaveLength(1)
  await pass(20_000)
  expect(open).toHaveLength(2)
})

test('a kick opens it at once', async () => {
  const { live, open, last } = streams()
  last().end(ok(null))
  await pass(10)
  live.kick()
  await pass(0)
  expect(open).toHaveLength(2)
})

test('a database that fails ends one stream, never all that follow', async () => {
  const { live, open, last, pokes } = streams()
  last().fail(new Error('a closed database'))
  await pass(5000)
  expect(open).toHaveLength(2)
  last().hear({ v: 8, epoch: 1 })
  expect([live.isOpen(), pokes]).toEqual([true, [8]])
})
