/** Finds a Chromium for the browser tests, or installs one. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Chromium without its windows: nothing but the page is computed, and tests take a quarter less time. It lacks little. */
const SHELL = '/usr/bin/chromium-headless-shell'
const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The path of a system browser, or undefined when Playwright's own is to be used. */
export function systemChromium(): string | undefined {
  return firstOf([process.env.CHROMIUM_PATH, ...CANDIDATES])
}

/** The same for tests, which need no windows. */
export function testChromium(): string | undefined {
  return firstOf([process.env.CHROMIUM_PATH, SHELL, ...CANDIDATES])
}

const firstOf = (paths: readonly (string | undefined)[]): string | undefined =>
  paths.find((path) => path !== undefined && existsSync(path))

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
  const install = (...browsers: readonly string[]) =>
    spawnSync(
      command,
      [...prefix, 'install', '-y', '-qq', ...browsers, 'fonts-liberation', 'fonts-noto-color-emoji'],
      { stdio: 'inherit' },
    ).status === 0
  if (!install('chromium', 'chromium-headless-shell') && !install('chromium'))
    throw new Error('No Chromium could be installed. Install one and set CHROMIUM_PATH.')
}
