/** 10,000 rows from file to a catalogue that is durable at the endpoint, by the command line: whole process. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchRow } from './row.ts'
import { catalogueCsv } from './support/catalogue.ts'

export async function benchCatalogueImport(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'barrow-import-'))
  const env = { ...process.env, DATA_DIR: join(folder, 'data') }
  const barrow = (...args: string[]) =>
    execFileSync(process.execPath, ['server/cli.ts', ...args], { env, encoding: 'utf8' })
  barrow(
    'init',
    '--name',
    'Bench',
    '--currency',
    'EUR',
    '--country',
    'DE',
    '--zone',
    'Europe/Berlin',
    '--owner-pin',
    '2468',
  )
  const csv = join(folder, 'catalogue.csv')
  writeFileSync(csv, catalogueCsv(10_000))
  const begun = performance.now()
  barrow('import', csv)
  const took = performance.now() - begun
  rmSync(folder, { recursive: true, force: true })
  return [
    {
      name: 'catalogue-import-10k',
      unit: 'ms',
      value: took,
      p50: null,
      p95: null,
      p99: null,
      n: 1,
      baseline: null,
      ratio: null,
    },
  ]
}
