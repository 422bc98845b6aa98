/** Finds a Chromium for the browser tests, or installs one. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The path of a system browser, or undefined when Playwright's own is to be used. */
export function systemChromium(): string | undefined {
  return [process.env.CHROMIUM_PATH, ...CANDIDATES].find((path) => path !== undefined && existsSync(path))
}

async function playwrightHasChromium(): Promise<boolean> {
  const { chromium } = await import('@playwright/test')
  return existsSync(chromium.executablePath())
}

/** Makes sure that some Chromium is there: a system one, Playwright's, a download, or Debian's package. */
export async function ensureBrowser(): Promise<void> {
  if (systemChromium() || (await playwrightHasChromium())) return
  console.log('No Chromium found: installing one …')
  const download = spawnSync('npx', ['--no-install', 'playwright', 'install', '--with-deps', 'chromium'], {
    stdio: 'inherit',
  })
  if (download.status === 0) return
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo']
  const [command = '', ...prefix] = [...asRoot, 'apt-get']
  spawnSync(command, [...prefix, 'update', '-qq'], { stdio: 'inherit' })
  const apt = spawnSync(
    command,
    [...prefix, 'install', '-y', '-qq', 'chromium', 'fonts-liberation', 'fonts-noto-color-emoji'],
    { stdio: 'inherit' },
  )
  if (apt.status !== 0) throw new Error('No Chromium could be installed. Install one and set CHROMIUM_PATH.')
}
