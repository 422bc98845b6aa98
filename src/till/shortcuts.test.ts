import { describe, expect, it } from 'vitest'
import { SHORTCUTS, type Stroke, shortcutOf } from './shortcuts.ts'

const stroke = (key: string, held: Partial<Stroke> = {}): Stroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})
const does = (key: string, held?: Partial<Stroke>, typing = false) =>
  shortcutOf(stroke(key, held), typing)?.does

describe('shortcuts', () => {
  it('are found by their key', () => {
    expect(does('/')).toBe('Search')
    expect(does('F9')).toBe('Charge')
    expect(does('Enter', { ctrlKey: true })).toBe('Charge')
    expect(does('Enter')).toBeUndefined()
    expect(does('x')).toBeUndefined()
  })
  it('leave the browser’s own alone', () => {
    expect(does('p', { ctrlKey: true })).toBeUndefined()
    expect(does('c', { metaKey: true })).toBeUndefined()
  })
  it('let people type', () => {
    expect(does('c', {}, true)).toBeUndefined()
    expect(does('+', {}, true)).toBeUndefined()
    expect(does('F9', {}, true)).toBe('Charge')
  })
  it('never share a stroke', () => {
    for (const key of ['/', 'g', '+', '-', 'F9', 'p', 'c', '?'])
      expect(SHORTCUTS.filter((shortcut) => shortcut.matches(stroke(key)))).toHaveLength(1)
  })
})
