import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { nextSale, payExactCash, readReceiptNumber, tile, whenOfflineReady } from './support/till.ts'

/** From wherever one is to the receipt of a sale, by its number. */
async function openReceipt(page: Page, number: string): Promise<void> {
  await page.getByTestId('till-nav-sales').click()
  await page.getByTestId('sales-search').fill(number)
  await page.locator('[data-testid="sale-row"]').first().click()
  await expect(page.getByTestId('receipt-number')).toHaveText(number)
}

const row = (page: Page, number: string) => page.getByTestId('sale-row').filter({ hasText: number }).first()
const returnLine = (page: Page, sku: string) => page.locator(`[data-testid="return-line"][data-sku="${sku}"]`)

/** One piece more of a line comes back. */
const oneBack = (page: Page, sku: string) => returnLine(page, sku).getByTestId('return-more').click()

async function chooseReason(page: Page): Promise<void> {
  await page.getByTestId('return-reason').first().click()
}

/** From “Give back” to the receipt, in cash. */
async function giveBackCash(page: Page): Promise<string> {
  await page.getByTestId('tender-cash').click()
  await page.getByTestId('tender-done').click()
  return readReceiptNumber(page)
}

test('S32: a partial return after another, then the rest, closes to nought; a fourth is refused by name', async ({
  till,
  network,
  auditor,
}) => {
  await whenOfflineReady(till)
  await network.cut()
  for (const _ of [1, 2, 3]) await tile(till, 'CHI-1').click()
  await tile(till, 'PRN-1').click()
  const sold = await payExactCash(till)
  await nextSale(till)

  const refunds: string[] = []
  for (const step of [1, 2, 3]) {
    await openReceipt(till, sold)
    await till.getByTestId('return-goods').click()
    await expect(returnLine(till, 'CHI-1')).toHaveAttribute('data-left', String(4 - step))
    if (step < 3) await oneBack(till, 'CHI-1')
    else await till.getByTestId('return-all').click()
    await chooseReason(till)
    await till.getByTestId('return-done').click()
    refunds.push(await giveBackCash(till))
    await nextSale(till)
  }
  await openReceipt(till, sold)
  await till.getByTestId('return-goods').click()
  await expect(till.getByTestId('return-obstacle')).toHaveAttribute('data-obstacle', 'nothing-left')
  await till.keyboard.press('Escape')
  await till.keyboard.press('Escape')
  await expect(row(till, sold)).toHaveAttribute('data-state', 'returned')
  await till.getByTestId('sales-search').fill('')
  for (const refund of refunds) await expect(row(till, refund)).toHaveAttribute('data-state', 'refund')

  await network.mend()
  await expect.poll(async () => (await auditor.sales()).length, { timeout: 45_000 }).toBe(4)
  const sales = await auditor.sales()
  expect(sales.reduce((total, { totalMinor }) => total + totalMinor, 0)).toBe(0)
  expect((await auditor.state()).decisions).toBe(0)
})
