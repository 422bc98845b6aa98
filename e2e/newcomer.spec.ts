import type { Page } from '@playwright/test'
import { type Auditor, heldReceipts } from './support/auditor.ts'
import { fillSales, lendFiller } from './support/filler.ts'
import { test as base, expect } from './support/fixtures.ts'
import { joinTill, sellOne, status, tile } from './support/till.ts'

const SALES = 2100

const test = base.extend<{ readonly newcomer: Page }>({
  /** A browser that is no device yet, beside a till with a long past. */
  newcomer: async ({ till, context, browser }, use, testInfo) => {
    testInfo.setTimeout(180_000)
    await lendFiller(context)
    await fillSales(till, SALES)
    await expect(status(till)).toHaveAttribute('data-unsent', '0', { timeout: 60_000 })
    const other = await browser.newContext()
    await use(await other.newPage())
    await other.close()
  },
})

const SNAPSHOT_PART = /\/api\/snapshot\/\d+\/\d+$/

async function findSale(page: Page, receipt: string): Promise<void> {
  await page.getByTestId('sales-search').fill(receipt)
  await expect(page.getByTestId('sale-row')).toHaveCount(1, { timeout: 30_000 })
}

/** The receipt number of the first till's sale at this place. */
async function receiptOf(auditor: Auditor, place: number): Promise<string> {
  const receipts = (await auditor.sales()).map(({ receipt }) => receipt)
  return receipts[place] ?? ''
}

test('a new till of an old location sells at once; the past comes behind, its lines from the endpoint (Y32, Y34)', async ({
  till,
  newcomer,
  network,
  auditor,
}) => {
  const stock = await tile(till, 'PRN-1').getAttribute('data-stock')
  await joinTill(newcomer, network.url(), await auditor.pairingCode())
  expect(network.seen).toContain('GET /api/snapshot')
  expect(network.seen.filter((one) => one.startsWith('GET ') && SNAPSHOT_PART.test(one))).not.toEqual([])
  await expect(tile(newcomer, 'PRN-1')).toHaveAttribute('data-stock', stock ?? '')
  await sellOne(newcomer, 'CHI-1')

  await newcomer.getByTestId('till-nav-sales').click()
  await findSale(newcomer, await receiptOf(auditor, 2044))
  await newcomer.getByTestId('sale-row').click()
  await expect(newcomer.getByTestId('receipt-number')).toHaveText(/-002045$/)
  await newcomer.keyboard.press('Escape')

  const early = await receiptOf(auditor, 6)
  await network.cut()
  await findSale(newcomer, early)
  await newcomer.getByTestId('sale-row').click()
  await expect(newcomer.locator('dialog[open]')).toContainText('does not answer')
  // S33: what can be done meanwhile is said, too.
  await expect(newcomer.getByTestId('return-blind')).toBeVisible()
  await network.mend()
})

test('a newcomer that was cut off and reloaded sells on what came, and goes on (Y32, Y33)', async ({
  newcomer,
  network,
  auditor,
}) => {
  let parts = 0
  await newcomer.context().route(SNAPSHOT_PART, async (route) => {
    parts += 1
    // The second part never comes: the first has to do.
    if (parts >= 2) await route.abort()
    else await route.continue()
  })
  await joinTill(newcomer, network.url(), await auditor.pairingCode())
  await sellOne(newcomer, 'CHI-1')
  await newcomer.reload()
  await expect(tile(newcomer, 'CHI-1')).toBeVisible({ timeout: 20_000 })
  await sellOne(newcomer, 'CHI-1')
  await newcomer.context().unroute(SNAPSHOT_PART)
  await newcomer.getByTestId('till-nav-sales').click()
  await findSale(newcomer, await receiptOf(auditor, 2055))
  await expect(status(newcomer)).toHaveAttribute('data-unsent', '0', { timeout: 30_000 })
  expect(new Set(await heldReceipts(auditor)).size).toBe(SALES + 2)
})
