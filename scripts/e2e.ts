/** `npm run e2e`: the browser tests on the built app. Arguments go to Playwright. */
import { spawnSync } from 'node:child_process'
import { ensureBrowser } from './browser.ts'
import { ensureBuild } from './ensure-build.ts'

await ensureBrowser()
ensureBuild()
const { status } = spawnSync('npx', ['--no-install', 'playwright', 'test', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
