/**
 * Seeded histories of tills, a faulty network and the real endpoint, in processes of their own: there the clock is
 * the history's, and a mutant can take the place of a module. `docs/simulation.md` says what they show.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MUTANTS } from './mutants.ts'

const ROOT = join(import.meta.dirname, '../..')
/** A machine that does much else besides takes many times as long. */
const PATIENCE_MS = 15 * 60_000

function simulate(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/simulate.ts'), ...args])
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += String(chunk)
    })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })))
}

describe('J2–J9, S1–S8, K1–K7, Y4–Y24, D1–D3: histories under faults', () => {
  test('500 of them end with one truth', { timeout: PATIENCE_MS }, async () => {
    const { code, said } = await simulate('--seeds', '500')
    expect(said).toContain('500 histories')
    expect(said).toContain(' 0 broken')
    expect(code).toBe(0)
  })
})

describe('the histories can see', () => {
  test.each(MUTANTS)('$name changes a text that is there, once', ({ module, from }) => {
    const source = readFileSync(join(ROOT, module), 'utf8')
    expect(source.split(from)).toHaveLength(2)
  })

  test('some of the rules, each removed in turn', { timeout: PATIENCE_MS }, async () => {
    const { code, said } = await simulate('--mutants', '--only', QUICK.join())
    expect(said).not.toContain('nothing')
    expect(code).toBe(0)
  })
})

/** Those that are noticed within a few seeds. */
const QUICK = [
  'no-dedupe-by-place',
  'cursor-skips',
  'acknowledge-on-send',
  'relaxed-durability',
  'clock-decides',
  'lease-spent-twice',
] as const
