import { describe, expect, it } from 'vitest'
import { latest } from './latest.ts'

function slow() {
  const ends: (() => void)[] = []
  const run = () => new Promise<void>((end) => ends.push(end))
  const end = async () => {
    ends.at(-1)?.()
    await new Promise((done) => setTimeout(done))
  }
  return { run, end, runs: () => ends.length }
}

describe('what is asked for again and again', () => {
  it('runs at once, and once more for all that was asked meanwhile, never two together', async () => {
    const { run, end, runs } = slow()
    const ask = latest(run)
    ask()
    expect(runs()).toBe(1)
    ask()
    ask()
    expect(runs()).toBe(1)
    await end()
    expect(runs()).toBe(2)
    await end()
    expect(runs()).toBe(2)
    ask()
    expect(runs()).toBe(3)
  })
  it('goes on after a failure', async () => {
    let runs = 0
    const ask = latest(async () => {
      runs += 1
      throw new Error('gone')
    })
    ask()
    await new Promise((done) => setTimeout(done))
    ask()
    expect(runs).toBe(2)
  })
})
