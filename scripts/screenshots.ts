/** `npm run screenshots`: pictures of the real till with the demo, into docs/pictures. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { ensureBrowser, systemChromium } from './browser.ts'
import { ensureBuild } from './ensure-build.ts'

const PORT = 8799
const URL = `http://localhost:${PORT}`
const OUT = process.argv[2] ?? 'docs/pictures'

interface Shot {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly theme: 'light' | 'dark'
  readonly go: (page: Page) => Promise<void>
}

const tap = (page: Page, testId: string) => page.getByTestId(testId).first().click()

async function fillCart(page: Page): Promise<void> {
  const tiles = page.locator('[data-testid="product-tile"]')
  for (const index of [0, 0, 3, 6, 9]) {
    const tile = tiles.nth(index)
    if (Number(await tile.getAttribute('data-stock')) > 0) await tile.click()
    if (await page.locator('dialog[open]').count()) await page.keyboard.press('Escape')
  }
}

const tablet = { width: 1180, height: 820 }
const phone = { width: 390, height: 844 }
const laptop = { width: 1440, height: 900 }

const sell = async (page: Page) => fillCart(page)
const pay = async (page: Page) => {
  await fillCart(page)
  await tap(page, 'charge')
  await page.getByTestId('cash-note').nth(1).click()
}
const receipt = async (page: Page) => {
  await pay(page)
  await tap(page, 'tender-done')
  await page.getByTestId('receipt').waitFor()
}

const SHOTS: readonly Shot[] = [
  { name: 'till-day', ...tablet, theme: 'light', go: sell },
  { name: 'till-night-pay', ...tablet, theme: 'dark', go: pay },
  { name: 'receipt-day', ...tablet, theme: 'light', go: receipt },
  { name: 'till-phone', ...phone, theme: 'light', go: sell },
  {
    name: 'office-catalogue',
    ...laptop,
    theme: 'light',
    go: async (page) => void (await page.goto(`${URL}/office`)),
  },
]

async function take(browser: Browser, shot: Shot): Promise<void> {
  const { width, height, theme } = shot
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    colorScheme: theme,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  })
  const page = await context.newPage()
  await page.goto(URL)
  await page.getByTestId('product-tile').first().waitFor()
  await page.locator('[data-testid="status"][data-state="synced"]').waitFor()
  await shot.go(page)
  await page.waitForTimeout(800)
  await page.screenshot({ path: join(OUT, `${shot.name}.png`) })
  console.log(`${OUT}/${shot.name}.png`)
  await context.close()
}

async function startDemo(folder: string): Promise<ChildProcess> {
  const env = { ...process.env, PORT: String(PORT), DATA_DIR: folder, LOG_LEVEL: 'silent' }
  const endpoint = spawn(process.execPath, ['server/main.ts', '--demo'], { env, stdio: 'inherit' })
  for (let attempt = 0; attempt < 200; attempt++) {
    if (
      await fetch(`${URL}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return endpoint
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the endpoint does not answer')
}

await ensureBrowser()
ensureBuild()
mkdirSync(OUT, { recursive: true })
const folder = mkdtempSync(join(tmpdir(), 'barrow-screenshots-'))
const endpoint = await startDemo(folder)
const executablePath = systemChromium()
const browser = await chromium.launch(executablePath ? { executablePath } : {})
try {
  for (const shot of SHOTS) await take(browser, shot)
} finally {
  await browser.close()
  endpoint.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}
