/**
 * `npm run nightly [-- --runs 100000]`: the properties of money with so many random carts each, instead of 2,000, and
 * the browser tests with those that `npm test` leaves out.
 */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '100000' } } })

const files = globSync('{core,src,server,test}/**/*.test.ts').filter((file) =>
  readFileSync(file, 'utf8').includes('PROPERTY_RUNS'),
)
if (files.length === 0) throw new Error('no property was found: the run would pass on nothing')
const env = { ...process.env, PROPERTY_RUNS: values.runs, NIGHTLY: '1' }
const run = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { stdio: 'inherit', env }).status

const properties = run('npx', ['--no-install', 'vitest', 'run', ...files])
const browser = run(process.execPath, ['scripts/e2e.ts'])
process.exitCode = properties === 0 && browser === 0 ? 0 : 1
