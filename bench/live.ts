/**
 * A sale on one till until another till's tile shows it: from the press on "Done" to the badge's change, over
 * loopback, in two browsers (`live-badge`). In it: the durable commit, push, the endpoint's commit and fold, the
 * poke, pull, storing and folding there, and React.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type BenchRow, timesRow } from './row.ts'
import { openStation, type Station } from './support/station.ts'

const SALES = 40

export async function benchLive(): Promise<readonly BenchRow[]> {
  const station = await openStation(200)
  try {
    const seller = await joinTill(station, 'seller', station.pairingUrl)
    const watcher = await joinTill(station, 'watcher', pairingAddress(station))
    const sku = await skuInStock(seller)
    const samples: number[] = []
    for (let sale = 0; sale < SALES; sale++) samples.push(await msToBadge(seller, watcher, sku))
    await Promise.all([seller, watcher].map((page) => page.context().close()))
    return [timesRow('live-badge', samples, null)]
  } finally {
    await station.dispose()
  }
}

async function joinTill(station: Station, profile: string, address: string): Promise<Page> {
  const { page } = await station.openBrowser(profile)
  await page.goto(address)
  await page.getByTestId('product-tile').first().waitFor({ timeout: 60_000 })
  await page.locator('[data-testid="status"][data-state="synced"]').waitFor({ timeout: 60_000 })
  await page.waitForTimeout(2000)
  return page
}

/** A second code: the first was used up. */
function pairingAddress({ url, folder }: Station): string {
  const env = { ...process.env, DATA_DIR: join(folder, 'data') }
  const said = execFileSync(process.execPath, ['server/cli.ts', 'pair', '--json'], { env, encoding: 'utf8' })
  const code = /#pair=([\w-]+)/.exec(said)?.[1]
  if (code === undefined) throw new Error(`no code in ${said}`)
  return `${url}/#pair=${code}`
}

/** A product that lasts for the whole measurement. */
async function skuInStock(page: Page): Promise<string> {
  const tiles = await page
    .getByTestId('product-tile')
    .evaluateAll((all) => all.map((tile) => [tile.getAttribute('data-sku'), tile.getAttribute('data-stock')]))
  const sku = tiles.find(([sku, stock]) => sku && Number(stock) > SALES)?.[0]
  if (!sku) throw new Error(`no product with more than ${SALES} pieces among ${JSON.stringify(tiles)}`)
  return sku
}

/** Sells one piece, and gives the ms from the press on "Done" until the other page's tile says one less. */
async function msToBadge(seller: Page, watcher: Page, sku: string): Promise<number> {
  const tile = `[data-testid="product-tile"][data-sku="${sku}"]`
  const changedAt = watcher.evaluate(whenStockChanges, tile)
  await seller.locator(tile).click()
  await seller.getByTestId('charge').click()
  await seller.getByTestId('cash-exact').click()
  const pressedAt = seller.evaluate(whenPressed)
  await seller.getByTestId('tender-done').click()
  const waitedMs = (await changedAt) - (await pressedAt)
  await seller.getByTestId('next-sale').click()
  await seller.getByTestId('receipt').waitFor({ state: 'detached' })
  await seller.waitForTimeout(150)
  return waitedMs
}

/** In the page: the wall clock, in fractions of ms, of the next press. Both pages are on this machine. */
function whenPressed(): Promise<number> {
  return new Promise((resolve) =>
    addEventListener('click', ({ timeStamp }) => resolve(performance.timeOrigin + timeStamp), {
      once: true,
      capture: true,
    }),
  )
}

/** In the page: the wall clock when this tile's stock changes next. */
function whenStockChanges(tile: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const element = document.querySelector(tile)
    if (!element) return reject(new Error(`no ${tile}`))
    const observer = new MutationObserver(() => {
      observer.disconnect()
      resolve(performance.timeOrigin + performance.now())
    })
    observer.observe(element, { attributes: true, attributeFilter: ['data-stock'] })
  })
}
