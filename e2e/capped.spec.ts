/** K3 to K5 in two browsers, each with a line of its own that can be cut. The demo has a manager and a cashier. */
import type { Browser, Page } from '@playwright/test'
import { createEndpoint, type Endpoint } from './support/endpoint.ts'
import { test as base, expect } from './support/fixtures.ts'
import { type Network, startNetwork } from './support/network.ts'
import { NIGHTLY } from './support/nightly.ts'
import {
  enterPin,
  line,
  nextSale,
  payExactCash,
  sellOne,
  status,
  tile,
  whenOfflineReady,
} from './support/till.ts'

const PRINT = 'HARBOUR-LINOCUT'
const PIN = '2468'
/** Not capped, counted. */
const CANDLE = 'BEESWAX-CANDLE'

interface Station {
  readonly page: Page
  readonly network: Network
}

const test = base.extend<{ demo: Endpoint; stations: readonly [Station, Station] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter.
  demo: async ({}, use) => {
    const demo = createEndpoint({ args: ['--demo'] })
    await demo.start()
    await use(demo)
    await demo.remove()
  },
  stations: async ({ demo, browser }, use) => {
    const stations = [await openStation(browser, demo), await openStation(browser, demo)] as const
    await use(stations)
    for (const { page, network } of stations) {
      await page.context().close()
      await network.close()
    }
  },
})

// Two browsers, each opening the app for the first time.
test.describe.configure({ timeout: 120_000 })

async function openStation(browser: Browser, demo: Endpoint): Promise<Station> {
  const network = await startNetwork(demo.port)
  const page = await (await browser.newContext()).newPage()
  await page.goto(network.url())
  await expect(page.getByTestId('product-tile').first()).toBeVisible({ timeout: 20_000 })
  return { page, network }
}

/** A manager's evening: so many of it in all, and no more. */
async function capAt({ page, network }: Station, sku: string, pieces: number): Promise<void> {
  await page.goto(`${network.url()}/office`)
  await page.locator(`[data-testid="product-row"][data-sku="${sku}"]`).click()
  await page.getByLabel(/^Capped/).check()
  await page.getByTestId('variant-stock').fill(String(pieces))
  await page.getByTestId('product-save').click()
  await expect(page.locator('dialog[open]')).toHaveCount(0)
  await page.goto(`${network.url()}/till`)
}

const expectHolds = (page: Page, sku: string, pieces: number) =>
  expect(tile(page, sku)).toHaveAttribute('data-stock', String(pieces), { timeout: 15_000 })

/** Of two tills the one that came second for the only piece. */
async function withoutLease([a, b]: readonly [Station, Station], sku: string): Promise<Station> {
  const held = async () => [await stockOf(a.page, sku), await stockOf(b.page, sku)].join()
  await expect.poll(held, { timeout: 20_000 }).toMatch(/^(1,0|0,1)$/)
  return (await stockOf(a.page, sku)) === '1' ? b : a
}

const stockOf = (page: Page, sku: string) => tile(page, sku).getAttribute('data-stock')

const shortage = (page: Page) => page.getByTestId('sheet-shortage')

async function cut({ page, network }: Station): Promise<void> {
  await network.cut()
  await expect(status(page)).toHaveAttribute('data-state', 'offline', { timeout: 20_000 })
}

async function signInCashier(page: Page): Promise<void> {
  await page.getByTestId('till-staff').click()
  await page.getByTestId('staff-option').filter({ hasText: 'cashier' }).first().click()
  await enterPin(page, PIN)
  await expect(page.locator('dialog[open]')).toHaveCount(0)
}

test('K4: two tills that are cut off sell what they hold and not one more', async ({ stations }) => {
  const [a, b] = stations
  await capAt(a, PRINT, 3)
  for (const { page } of stations) {
    await expectHolds(page, PRINT, 1)
    await expect(tile(page, PRINT)).toContainText('1 here · 3 in all')
    await whenOfflineReady(page)
  }
  for (const station of stations) await cut(station)
  for (const { page } of stations) {
    await sellOne(page, PRINT)
    await expectHolds(page, PRINT, 0)
    await tile(page, PRINT).click()
    await expect(shortage(page)).toContainText('This till may sell 0 of Harbour Linocut while it is cut off')
    await page.getByTestId('shortage-drop').click()
    await expect(shortage(page)).toHaveCount(0)
    await expect(page.getByTestId('cart-line')).toHaveCount(0)
  }
  await a.network.mend()
  await expectHolds(a.page, PRINT, 1)
  await sellOne(a.page, PRINT)
  await b.network.mend()
  for (const { page } of stations) {
    await expect(tile(page, PRINT)).toContainText('Sold out', { timeout: 20_000 })
    await expect(status(page)).toHaveAttribute('data-state', 'synced', { timeout: 20_000 })
  }
})

test('K4: a press beyond what is held asks at once, and nobody waits for it', async ({ stations }) => {
  const [a] = stations
  await capAt(a, PRINT, 40)
  await expectHolds(a.page, PRINT, 3)
  for (let press = 0; press < 5; press++) await tile(a.page, PRINT).click()
  await expect(line(a.page, PRINT)).toHaveAttribute('data-quantity', '5')
  await expectHolds(a.page, PRINT, 5)
  await payExactCash(a.page)
})

test('K3: what is in the hand is sold by a manager’s PIN, and both tills name it', async ({ stations }) => {
  await capAt(stations[0], PRINT, 1)
  const b = await withoutLease(stations, PRINT)
  await whenOfflineReady(b.page)
  await signInCashier(b.page)
  await cut(b)
  await tile(b.page, PRINT).click()
  await expect(shortage(b.page)).toContainText('1 is with other tills')
  await b.page.getByRole('button', { name: 'Decide later' }).click()
  await expect(line(b.page, PRINT).getByTestId('line-hint')).toHaveAttribute('data-amber', '')
  await b.page.getByTestId('charge').click()
  await expect(shortage(b.page)).toBeVisible()
  await b.page.getByTestId('shortage-allow').click()
  await b.page.getByTestId('staff-option').filter({ hasText: 'manager' }).first().click()
  await enterPin(b.page, PIN)
  await b.page.getByTestId('cash-exact').click()
  await b.page.getByTestId('tender-done').click()
  await expect(b.page.getByTestId('receipt')).toBeVisible()
  await nextSale(b.page)
  await b.network.mend()
  for (const { page } of stations) {
    await expect(status(page)).toHaveAttribute('data-state', 'decision', { timeout: 20_000 })
    await status(page).click()
    await expect(page.locator('[data-testid="decision"][data-kind="override"]')).toHaveCount(1)
    await page.keyboard.press('Escape')
  }
})

test('K5: the end of a shift gives back what a till holds, and another one can sell it', async ({
  stations,
}) => {
  const [a, b] = stations
  await capAt(a, PRINT, 2)
  for (const { page } of stations) await expectHolds(page, PRINT, 1)
  await sellOne(a.page, CANDLE)
  await a.page.getByTestId('till-staff').click()
  await a.page.getByTestId('end-shift').click()
  await a.page.getByTestId('end-shift-done').click()
  await expectHolds(a.page, PRINT, 0)
  await tile(b.page, PRINT).click()
  await tile(b.page, PRINT).click()
  await expectHolds(b.page, PRINT, 2)
  await payExactCash(b.page)
})

test('a line turns amber when another till sells the last one', NIGHTLY, async ({ stations }) => {
  const [a, b] = stations
  await tile(b.page, PRINT).click()
  await expect(line(b.page, PRINT)).toBeVisible()
  await expect(status(b.page)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
  for (let press = 0; press < 3; press++) await tile(a.page, PRINT).click()
  await payExactCash(a.page)
  await expect(line(b.page, PRINT)).toContainText('the last one was just sold at another till', {
    timeout: 5000,
  })
  await expect(line(b.page, PRINT).getByTestId('line-hint')).toHaveAttribute('data-amber', '')
})
