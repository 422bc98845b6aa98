/** The loops: they rest, back off, go on at once, and never die. */
import { expect, test } from 'vitest'
import { err, ok, type Result } from '../../core/result.ts'
import type { EndpointProblem } from './endpoint-client.ts'
import { startLoop } from './loop.ts'
import type { StepOutcome } from './pusher.ts'

const failed = (code: string) => err({ kind: 'unreachable' as const, code, message: '' })

/** Runs a loop through these steps and gives how long it slept behind each of them that it slept behind. */
async function sleepsOf(steps: readonly (() => Result<StepOutcome, EndpointProblem>)[], restMs = 5000) {
  const sleeps: number[] = []
  let at = 0
  await new Promise<void>((done) => {
    const loop = startLoop({
      step: async () => {
        const step = steps[at++]
        if (step) return step()
        loop.stop()
        done()
        return ok('done')
      },
      restMs: () => restMs,
      random: () => 0.5,
      sleep: async (ms) => void sleeps.push(ms),
    })
  })
  return sleeps
}

test('more goes on at once, done rests', async () => {
  expect(await sleepsOf([() => ok('more'), () => ok('more'), () => ok('done')])).toEqual([5000])
})

test('Y60: failures back off, a success forgets them', async () => {
  const unreachable = () => failed('unreachable')
  expect(await sleepsOf([unreachable, unreachable, () => ok('done'), unreachable])).toEqual([
    1000, 2000, 5000, 1000,
  ])
})

test('Y61: a request that was given up because another was answered is tried again at once', async () => {
  expect(await sleepsOf([() => failed('cut'), () => failed('cut'), () => ok('done')])).toEqual([5000])
})

test('a step that throws is a failure like any other', async () => {
  const boom = () => {
    throw new Error('the database is closed')
  }
  expect(await sleepsOf([boom, () => ok('done')])).toEqual([1000, 5000])
})
