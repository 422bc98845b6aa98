/** The one place where a percentage that a person typed becomes parts per million. */
import { err, ok, type Result } from '../result.ts'
import type { Ppm } from './money.ts'

export type PercentProblem = 'empty' | 'not-a-number' | 'too-many-decimals' | 'below-nought' | 'above-hundred'

/** "8.875", "8,875 %" → 88750. From nought to a hundred, four decimals at most; never guesses past a doubt. */
export function parsePercent(text: string): Result<Ppm, PercentProblem> {
  const bare = text.replace(/[\s\u00a0\u202f\u200e\u200f]/g, '').replace(/[%٪]$/, '')
  if (bare === '') return err('empty')
  const match = bare.match(/^([-−+]?)(\d{1,15})(?:[.,](\d{1,15}))?$/)
  if (!match) return err('not-a-number')
  const [, sign, whole = '', fraction = ''] = match
  if (/[1-9]/.test(fraction.slice(4))) return err('too-many-decimals')
  const ppm = Number(`${whole}${fraction.slice(0, 4).padEnd(4, '0')}`)
  if (sign !== '' && sign !== '+' && ppm > 0) return err('below-nought')
  return ppm > 1_000_000 ? err('above-hundred') : ok(ppm as Ppm)
}
