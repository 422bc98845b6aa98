import { describe, expect, it } from 'vitest'
import { type Burst, isCertain, NO_BURST, takeStroke } from './wedge-scanner.ts'

function type(text: readonly string[], gapMs: number): string | null {
  let burst: Burst = NO_BURST
  let code: string | null = null
  for (const [at, key] of text.entries()) {
    const taken = takeStroke(burst, { key, atMs: 1000 + at * gapMs })
    burst = taken.burst
    code = taken.code ?? code
  }
  return code
}

describe('takeStroke', () => {
  it('hears a scanner', () => {
    expect(type([...'4006381333931', 'Enter'], 8)).toBe('4006381333931')
    expect(type([...'4006381333931', 'Tab'], 30)).toBe('4006381333931')
  })
  it('keeps the capitals of a code', () => {
    expect(type(['Shift', 'A', 'Shift', 'B', '-', '1', '2', 'Enter'], 5)).toBe('AB-12')
  })
  it('leaves a person alone', () => {
    expect(type([...'4006381333931', 'Enter'], 70)).toBeNull()
    expect(type([...'12', 'Enter'], 10)).toBeNull()
  })
  it('drops what was typed slowly before a scan', () => {
    let burst: Burst = takeStroke(NO_BURST, { key: 'x', atMs: 0 }).burst
    for (const [at, key] of [...'12345678'].entries())
      burst = takeStroke(burst, { key, atMs: 500 + at * 5 }).burst
    expect(takeStroke(burst, { key: 'Enter', atMs: 545 }).code).toBe('12345678')
  })
  it('is certain of barcodes only, never of an amount, a PIN or a word', () => {
    expect(isCertain('4006381333931')).toBe(true)
    expect(isCertain('96385074')).toBe(true)
    expect(isCertain('1999')).toBe(false)
    expect(isCertain('risograph')).toBe(false)
  })
  it('does not take an Enter that comes much later', () => {
    let burst: Burst = NO_BURST
    for (const [at, key] of [...'12345678'].entries()) burst = takeStroke(burst, { key, atMs: at * 5 }).burst
    expect(takeStroke(burst, { key: 'Enter', atMs: 900 }).code).toBeNull()
  })
})
