/**
 * `npm run verify` and `npm test`: everything that must hold, in order, closing with one line that counts.
 * A step that fails does not hide the ones behind it.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { ensureBrowser } from './browser.ts'
import { ensureBuild } from './ensure-build.ts'

// Many tests start an endpoint: what the first one has compiled, the others need not.
process.env.NODE_COMPILE_CACHE ??= resolve('.cache/compiled')

interface Step {
  readonly name: string
  readonly run: () => { readonly passed: number; readonly failed: number }
}

const command = (program: string, ...args: string[]) => {
  const { status } = spawnSync('npx', ['--no-install', program, ...args], { stdio: 'inherit' })
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

const UNIT_RESULTS = '.cache/vitest.json'
const E2E_RESULTS = '.cache/playwright.json'

/** Runs a test runner that writes a JSON report, and counts by it. A runner that wrote none has failed. */
function counted(
  file: string,
  read: (report: never) => { passed: number; failed: number },
  program: string,
  ...args: string[]
) {
  rmSync(file, { force: true })
  const { failed } = command(program, ...args)
  try {
    const counts = read(JSON.parse(readFileSync(file, 'utf8')) as never)
    return { passed: counts.passed, failed: Math.max(counts.failed, failed) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const ofVitest = (report: { numPassedTests: number; numFailedTests: number }) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
})
/** A test that needed its second try has passed, and is said. */
const ofPlaywright = ({ stats }: { stats: { expected: number; unexpected: number; flaky: number } }) => {
  if (stats.flaky > 0) console.log(`! ${stats.flaky} needed a second try: see "flaky" above`)
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected }
}

function build() {
  try {
    ensureBuild()
    return { passed: 1, failed: 0 }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const steps: Step[] = [
  { name: 'format, lint and fences', run: () => command('biome', 'ci', '.') },
  { name: 'shape of the code', run: () => command('node', 'scripts/shape.ts') },
  { name: 'types', run: () => command('tsc', '-b') },
  {
    name: 'unit, contract, properties',
    run: () =>
      counted(
        UNIT_RESULTS,
        ofVitest,
        'vitest',
        'run',
        '--reporter=dot',
        '--reporter=json',
        `--outputFile.json=${UNIT_RESULTS}`,
      ),
  },
  { name: 'build', run: build },
  { name: 'size', run: () => command('size-limit') },
]

if (process.argv.includes('--e2e')) {
  await ensureBrowser()
  process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = E2E_RESULTS
  steps.push({
    name: 'browser',
    run: () => counted(E2E_RESULTS, ofPlaywright, 'playwright', 'test', '--reporter=list,json'),
  })
}

let passed = 0
let failed = 0
for (const step of steps) {
  console.log(`\n▶ ${step.name}`)
  const counts = step.run()
  console.log(
    `${counts.failed === 0 ? '✓' : '✗'} ${step.name}: ${counts.passed} passed, ${counts.failed} failed`,
  )
  passed += counts.passed
  failed += counts.failed
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
