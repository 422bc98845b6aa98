/** Builds the app when `dist` is missing or older than its sources. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const SOURCES = ['index.html', 'vite.config.ts', 'package-lock.json', 'public', 'src', 'core']

function newestChange(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), 0)
}

/** Runs `vite build` if it is due; throws when it fails. */
export function ensureBuild(): void {
  const built = 'dist/index.html'
  const fresh = existsSync(built) && statSync(built).mtimeMs >= Math.max(...SOURCES.map(newestChange))
  if (fresh) return
  console.log('Building the app …')
  const { status } = spawnSync('npx', ['--no-install', 'vite', 'build', '--logLevel', 'warn'], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('The build failed; its messages stand above.')
}
