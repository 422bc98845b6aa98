/** `npm run nightly [-- --runs 100000]`: the properties of money with so many random carts each, instead of 2,000. */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '100000' } } })

const files = globSync('{core,src,server,test}/**/*.test.ts').filter((file) =>
  readFileSync(file, 'utf8').includes('PROPERTY_RUNS'),
)
if (files.length === 0) throw new Error('no property was found: the run would pass on nothing')
const { status } = spawnSync('npx', ['--no-install', 'vitest', 'run', ...files], {
  stdio: 'inherit',
  env: { ...process.env, PROPERTY_RUNS: values.runs },
})
process.exitCode = status ?? 1
