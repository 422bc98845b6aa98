import type { Auditor } from './support/auditor.ts'
import { fillSales, lendFiller } from './support/filler.ts'
import { expect, test } from './support/fixtures.ts'
import { joinTill, sellOne, status, tile } from './support/till.ts'

/** The receipt number of the first till's sale at this place. */
async function receiptOf(auditor: Auditor, place: number): Promise<string> {
  const receipts = (await auditor.sales()).map(({ receipt }) => receipt)
  return receipts[place] ?? ''
}

test('a new till of an old location sells at once; the past comes behind, its lines from the endpoint (Y32, Y34)', async ({
  till,
  context,
  browser,
  network,
  auditor,
}) => {
  test.setTimeout(180_000)
  await lendFiller(context)
  await fillSales(till, 2100)
  await expect(status(till)).toHaveAttribute('data-unsent', '0', { timeout: 60_000 })
  const stock = await tile(till, 'PRN-1').getAttribute('data-stock')

  const other = await browser.newContext()
  const page = await other.newPage()
  await joinTill(page, network.url(), await auditor.pairingCode())
  expect(network.seen).toContain('GET /api/snapshot')
  expect(network.seen.filter((one) => /^GET \/api\/snapshot\/\d+\/\d+$/.test(one)).length).toBeGreaterThan(0)
  await expect(tile(page, 'PRN-1')).toHaveAttribute('data-stock', stock ?? '')
  await sellOne(page, 'CHI-1')

  await page.getByTestId('till-nav-sales').click()
  await page.getByTestId('sales-search').fill(await receiptOf(auditor, 2044))
  await expect(page.getByTestId('sale-row')).toHaveCount(1, { timeout: 30_000 })
  await page.getByTestId('sale-row').click()
  await expect(page.getByTestId('receipt-number')).toHaveText(/-002045$/)
  await page.keyboard.press('Escape')

  const early = await receiptOf(auditor, 6)
  await network.cut()
  await page.getByTestId('sales-search').fill(early)
  await page.getByTestId('sale-row').click()
  await expect(page.locator('dialog[open]')).toContainText('does not answer')
  await network.mend()
  await other.close()
})

test('a newcomer that was cut off and reloaded sells on what came, and goes on (Y32, Y33)', async ({
  till,
  context,
  browser,
  network,
  auditor,
}) => {
  test.setTimeout(180_000)
  await lendFiller(context)
  await fillSales(till, 2100)
  await expect(status(till)).toHaveAttribute('data-unsent', '0', { timeout: 60_000 })
  const other = await browser.newContext()
  const page = await other.newPage()
  let parts = 0
  await other.route(/\/api\/snapshot\/\d+\/\d+$/, async (route) => {
    parts += 1
    // The second part never comes: the first has to do.
    if (parts >= 2) await route.abort()
    else await route.continue()
  })
  await joinTill(page, network.url(), await auditor.pairingCode())
  await sellOne(page, 'CHI-1')
  await page.reload()
  await expect(tile(page, 'CHI-1')).toBeVisible({ timeout: 20_000 })
  await sellOne(page, 'CHI-1')
  await other.unroute(/\/api\/snapshot\/\d+\/\d+$/)
  await page.getByTestId('till-nav-sales').click()
  await page.getByTestId('sales-search').fill(await receiptOf(auditor, 2055))
  await expect(page.getByTestId('sale-row')).toHaveCount(1, { timeout: 30_000 })
  await expect(status(page)).toHaveAttribute('data-unsent', '0', { timeout: 30_000 })
  const receipts = (await auditor.sales()).map(({ receipt }) => receipt)
  expect(new Set(receipts).size).toBe(2102)
  await other.close()
})
