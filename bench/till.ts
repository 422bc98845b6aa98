/** The till in a real Chromium with its profile on disk: press to paint, done to durable, cold start, next sale. */

import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Page } from '@playwright/test'
import { type BenchRow, quantile, timesRow } from './row.ts'
import { installRawButton, snapshotReads } from './support/in-page.ts'
import { openStation, type Station } from './support/station.ts'

interface Probe {
  presses: number[]
  shares: number[]
  commits: number[]
  firstTile: number
}

const PRESSES = 200
const SALES = 60
const STARTS = 10

export async function benchTill(): Promise<readonly BenchRow[]> {
  const small = await openStation(200)
  const large = await openStation(10_000)
  try {
    const rowsOf200 = await measurePresses(small, 'press-to-paint', 1)
    const rowsOf10k = await measurePresses(large, 'press-to-paint-10k', 4)
    return [...rowsOf200, ...rowsOf10k, ...(await measureSales(large)), ...(await measureStarts(large))]
  } finally {
    await Promise.all([small.dispose(), large.dispose()])
  }
}

const probeOf = (page: Page) => page.evaluate(() => (window as unknown as { barrowBench: Probe }).barrowBench)
const clearProbe = (page: Page) =>
  page.evaluate(() =>
    Object.assign((window as unknown as { barrowBench: Probe }).barrowBench, {
      presses: [],
      shares: [],
      commits: [],
    }),
  )

/** Brings the device to a quiet till: paired, caught up, synced. */
async function settleTill(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.getByTestId('product-tile').first().waitFor({ timeout: 120_000 })
  await page.locator('[data-testid="status"][data-state="synced"]').waitFor({ timeout: 120_000 })
  await page.waitForTimeout(1500)
}

/** Real touches on tiles, while the cart grows from nothing to thirty lines and starts anew. */
async function measurePresses(
  station: Station,
  name: string,
  throttle: number,
): Promise<readonly BenchRow[]> {
  const { context, page } = await station.openBrowser()
  await settleTill(page, station.pairingUrl)
  const throttling = await context.newCDPSession(page)
  const own = throttle > 1 ? await pressedTiles(page, throttling, 1) : null
  const samples = await pressedTiles(page, throttling, throttle)
  // What was pressed here is nothing that the next measure may sell.
  await page.getByRole('button', { name: 'Clear', exact: true }).tap()
  const bare = await barePresses(page, throttling, throttle)
  await context.close()
  const rows = [timesRow(name, samples.presses, bare)]
  if (own) rows.push(timesRow('press-own-share', own.shares, null))
  return rows
}

async function pressedTiles(page: Page, throttling: CDPSession, rate: number): Promise<Probe> {
  await throttling.send('Emulation.setCPUThrottlingRate', { rate })
  await clearProbe(page)
  const boxes = await visibleBoxes(page)
  if (boxes.length === 0) throw new Error('no tile to press')
  for (let press = 0; press < PRESSES; press++) {
    const box = boxes[press % boxes.length]
    if (box) await page.touchscreen.tap(box.x, box.y)
    await page.waitForTimeout(60)
  }
  const probe = await probeOf(page)
  await throttling.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  return probe
}

/** The middles of the tiles in sight that have stock: a press on one always adds it. */
function visibleBoxes(page: Page): Promise<{ x: number; y: number; stock: number }[]> {
  return page.getByTestId('product-tile').evaluateAll((tiles) =>
    tiles.flatMap((tile) => {
      const { left, top, width, height } = tile.getBoundingClientRect()
      const [x, y] = [left + width / 2, top + height / 2]
      const inSight = top > 130 && top + height < innerHeight
      const stock = Number(tile.getAttribute('data-stock'))
      return inSight && stock > 0 ? [{ x, y, stock }] : []
    }),
  )
}

/** The same touches on a page that holds one React button. */
async function barePresses(page: Page, throttling: CDPSession, rate: number): Promise<number[]> {
  const { url, close } = await serveBareButton()
  await page.goto(url)
  await page.getByTestId('bare').waitFor()
  await throttling.send('Emulation.setCPUThrottlingRate', { rate })
  for (let press = 0; press < PRESSES; press++) {
    await page.touchscreen.tap(60, 60)
    await page.waitForTimeout(60)
  }
  const { presses } = await probeOf(page)
  await throttling.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await close()
  return presses
}

/** What three presses cost on one React button, pressed as the sale's three are: mostly frames waited for. */
async function threeBarePresses(page: Page): Promise<number[]> {
  const { url, close } = await serveBareButton()
  await page.goto(url)
  for (let press = 0; press < SALES; press++) {
    await page.waitForTimeout(100)
    await page.getByTestId('bare').tap()
  }
  await page.waitForTimeout(100)
  const { presses } = await probeOf(page)
  await close()
  return presses.map((ms) => 3 * ms)
}

async function serveBareButton() {
  const { build } = await import('vite')
  const react = (await import('@vitejs/plugin-react')).default
  const outDir = mkdtempSync(join(tmpdir(), 'barrow-bare-'))
  await build({
    root: 'bench/bare',
    configFile: false,
    logLevel: 'error',
    base: './',
    plugins: [react()],
    build: { outDir, emptyOutDir: true },
  })
  const server = createServer(async (request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '/')
    response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'text/html')
    response.end(await readFile(join(outDir, path)).catch(() => ''))
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const close = async () => {
    server.closeAllConnections()
    server.close()
    rmSync(outDir, { recursive: true, force: true })
  }
  return { url: `http://localhost:${port}/`, close }
}

/** Sales in cash: how long until the deed is durable, and from total to the next sale. */
async function measureSales(station: Station): Promise<readonly BenchRow[]> {
  const { context, page } = await station.openBrowser()
  await settleTill(page, `${station.url}/till`)
  const durable: number[] = []
  const toNextSale: number[] = []
  const box = (await visibleBoxes(page)).sort((a, b) => b.stock - a.stock)[0]
  if (!box) throw new Error('no tile to press')
  for (let sale = 0; sale < SALES; sale++) {
    await page.touchscreen.tap(box.x, box.y)
    await page.waitForTimeout(150)
    let machine = await timed(page, 'charge', 'tender-done')
    await page.getByTestId('cash-exact').tap()
    await clearProbe(page)
    machine += await timed(page, 'tender-done', 'receipt')
    durable.push(...(await probeOf(page)).commits.slice(0, 1))
    machine += await timed(page, 'next-sale', 'cart')
    toNextSale.push(machine)
    await page.waitForTimeout(100)
  }
  const raw = await rawCommits(page)
  const reads = await page.evaluate(snapshotReads, 50)
  const bare = await threeBarePresses(page)
  await context.close()
  return [
    timesRow('done-to-durable', durable, raw),
    timesRow('total-to-next-sale', toNextSale, bare, 0.5),
    timesRow('catalogue-into-memory-10k', reads, null),
  ]
}

/** The same bytes and the same press, on raw IndexedDB. */
async function rawCommits(page: Page): Promise<number[]> {
  await page.evaluate(installRawButton, { bytes: 'x'.repeat(1400) })
  for (let press = 0; press < SALES; press++) {
    await page.touchscreen.tap(80, 80)
    await page.waitForTimeout(100)
  }
  const samples = await page.evaluate(() => (window as unknown as { barrowRaw: number[] }).barrowRaw)
  await page.evaluate(() => document.getElementById('bench-raw')?.remove())
  return samples
}

/** Machine time from a press to the painted answer: the press's own stamp to the frame in which `answer` shows. */
async function timed(page: Page, press: string, answer: string): Promise<number> {
  await page.evaluate((testId) => {
    const probe = { done: 0, pressed: 0 }
    Object.assign(window, { barrowStep: probe })
    addEventListener(
      'click',
      (event) => {
        probe.pressed = event.timeStamp
        const look = () => {
          const element = document.querySelector(`[data-testid="${testId}"]`)
          // What lies below an open sheet can be seen, but not pressed.
          const reachable =
            element?.checkVisibility() &&
            (element.closest('dialog') || !document.querySelector('dialog[open]'))
          if (reachable) {
            const channel = new MessageChannel()
            channel.port1.onmessage = () => {
              probe.done = performance.now()
            }
            channel.port2.postMessage(null)
          } else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      },
      { once: true, capture: true },
    )
  }, answer)
  await page.getByTestId(press).tap()
  const step = await page.waitForFunction(() => {
    const probe = (window as unknown as { barrowStep: { done: number; pressed: number } }).barrowStep
    return probe.done > 0 ? probe.done - probe.pressed : null
  })
  return (await step.jsonValue()) ?? Number.NaN
}

/** Starts: warm (a reload), and cold with the endpoint dead, each to the first tile that can be tapped. */
async function measureStarts(station: Station): Promise<readonly BenchRow[]> {
  const warm = await warmStarts(station)
  await station.killEndpoint()
  const cold: number[] = []
  for (let start = 0; start < STARTS; start++) {
    const { context, page } = await station.openBrowser()
    cold.push(await firstTile(page, () => page.goto(`${station.url}/till`)))
    await context.close()
  }
  await station.startEndpoint()
  return [
    { ...timesRow('open-warm', warm, null), value: quantile(warm, 0.5) },
    timesRow('cold-start-offline-10k', cold, null),
  ]
}

async function warmStarts(station: Station): Promise<number[]> {
  const { context, page } = await station.openBrowser()
  await settleTill(page, `${station.url}/till`)
  const samples: number[] = []
  for (let start = 0; start < STARTS; start++) samples.push(await firstTile(page, () => page.reload()))
  await context.close()
  return samples
}

async function firstTile(page: Page, open: () => Promise<unknown>): Promise<number> {
  await open()
  await page.waitForFunction(() => (window as unknown as { barrowBench: Probe }).barrowBench.firstTile > 0)
  const { firstTile: at } = await probeOf(page)
  await page.waitForTimeout(500)
  return at
}
