import { describe, expect, it } from 'vitest'
import { nextIndex } from './grid-keys.ts'

const grid = { columns: 4, itemCount: 10 }

describe('nextIndex', () => {
  it('moves by one and by rows', () => {
    expect(nextIndex('ArrowRight', 0, grid)).toBe(1)
    expect(nextIndex('ArrowDown', 1, grid)).toBe(5)
    expect(nextIndex('ArrowUp', 5, grid)).toBe(1)
    expect(nextIndex('End', 0, grid)).toBe(9)
    expect(nextIndex('Home', 9, grid)).toBe(0)
  })
  it('stays at the edges', () => {
    expect(nextIndex('ArrowLeft', 0, grid)).toBe(0)
    expect(nextIndex('ArrowDown', 8, grid)).toBe(8)
    expect(nextIndex('PageDown', 8, grid)).toBe(9)
    expect(nextIndex('PageUp', 1, grid)).toBe(0)
  })
  it('leaves other keys alone', () => {
    expect(nextIndex('Enter', 0, grid)).toBeNull()
    expect(nextIndex('a', 0, grid)).toBeNull()
  })
})
