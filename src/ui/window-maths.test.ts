import { describe, expect, it } from 'vitest'
import { columnsIn, rowWindow, scrollToShow } from './window-maths.ts'

const geometry = { rowCount: 2500, pitchPx: 170, viewPx: 680, overscan: 4 }

describe('rowWindow', () => {
  it('renders what is in sight and the overscan, and no more', () => {
    const { first, end } = rowWindow({ ...geometry, scrollPx: 170 * 1000 })
    expect(first).toBe(996)
    expect(end).toBe(1011)
  })
  it('covers the view at every scroll position', () => {
    for (let scrollPx = 0; scrollPx < 170 * 50; scrollPx += 37) {
      const { first, end } = rowWindow({ ...geometry, scrollPx })
      expect(first * 170).toBeLessThanOrEqual(scrollPx)
      expect(end * 170).toBeGreaterThanOrEqual(scrollPx + 680)
    }
  })
  it('stays inside the list', () => {
    expect(rowWindow({ ...geometry, scrollPx: 1e9 }).end).toBe(2500)
    expect(rowWindow({ ...geometry, rowCount: 0, scrollPx: 0 })).toEqual({ first: 0, end: 0 })
    expect(rowWindow({ ...geometry, rowCount: 2, scrollPx: -50 })).toEqual({ first: 0, end: 2 })
  })
})

describe('columnsIn', () => {
  it('fits four tiles of 152 px into the tablet grid and two into a phone', () => {
    expect(columnsIn(676, 152, 12)).toBe(4)
    expect(columnsIn(358, 140, 12)).toBe(2)
    expect(columnsIn(80, 152, 12)).toBe(1)
  })
})

describe('scrollToShow', () => {
  it('moves only when the row is out of sight', () => {
    expect(scrollToShow(2, { pitchPx: 100, viewPx: 300, scrollPx: 150 })).toBe(150)
    expect(scrollToShow(0, { pitchPx: 100, viewPx: 300, scrollPx: 150 })).toBe(0)
    expect(scrollToShow(9, { pitchPx: 100, viewPx: 300, scrollPx: 150 })).toBe(700)
  })
})
