/**
 * `npm run bench [-- --json FILE] [-- --only PART]`: every figure beside its raw limit, in one run. Prints a table;
 * exits 1 when a figure misses its bar.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBrowser } from '../scripts/browser.ts'
import { ensureBuild } from '../scripts/ensure-build.ts'
import { BARS } from './bars.ts'
import type { BenchRow } from './row.ts'

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } })

const PARTS: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  size: async () => (await import('./script-size.ts')).benchScriptSize(),
  push: async () => (await import('./push-sqlite.ts')).benchPushSqlite(),
  'push-postgres': async () => (await import('./push-postgres.ts')).benchPushPostgres(),
  singles: async () => (await import('./single-sales.ts')).benchSingleSales(),
  sse: async () => (await import('./sse.ts')).benchSse(),
  live: async () => (await import('./live.ts')).benchLive(),
  import: async () => (await import('./catalogue-import.ts')).benchCatalogueImport(),
  reconcile: async () => (await import('./reconcile.ts')).benchReconcile(),
  'thirty-days': async () => (await import('./thirty-days.ts')).benchThirtyDays(),
  reprice: async () => (await import('./reprice.ts')).benchReprice(),
  'sales-search': async () => (await import('./sales-search.ts')).benchSalesSearch(),
  till: async () => (await import('./till.ts')).benchTill(),
}

ensureBuild()
await ensureBrowser()
const rows: BenchRow[] = []
for (const [name, measure] of Object.entries(PARTS)) {
  if (values.only === undefined || values.only === name) rows.push(...(await measure()))
}

const round = (figure: number | null) => (figure === null ? '' : Number(figure.toPrecision(4)))
console.table(
  rows.map(({ name, unit, value, p50, p95, p99, n, baseline, ratio }) => ({
    name,
    unit,
    value: round(value),
    p50: round(p50),
    p95: round(p95),
    p99: round(p99),
    n,
    baseline: round(baseline),
    ratio: round(ratio),
  })),
)
const missed = rows.flatMap((row) =>
  (BARS[row.name] ?? []).filter((bar) => !bar.holds(row)).map((bar) => `${row.name}: ${bar.words}`),
)
for (const miss of missed) console.error(`missed: ${miss}`)
if (values.json) {
  mkdirSync(dirname(values.json), { recursive: true })
  writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
}
process.exitCode = missed.length === 0 ? 0 : 1
