import { expect, it } from 'vitest'
import { createIdleClock } from './idle-clock.ts'

it('P2: idle is what any clock says: one that slept or was set back does not keep the till open', () => {
  const clock = { steady: 0, wall: 1_000_000 }
  const idle = createIdleClock([() => clock.steady, () => clock.wall])
  clock.wall += 300_000
  expect(idle.idleMs()).toBe(300_000)
  idle.touch()
  clock.steady += 60_000
  clock.wall -= 500_000
  expect(idle.idleMs()).toBe(60_000)
})

it('P2: other tabs hear of touches, but not of each', () => {
  const clock = { now: 0 }
  const idle = createIdleClock([() => clock.now])
  expect(idle.touch()).toBe(true)
  clock.now += 1000
  expect(idle.touch()).toBe(false)
  expect(idle.idleMs()).toBe(0)
  clock.now += 1000
  expect(idle.touch()).toBe(true)
})
