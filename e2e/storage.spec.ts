import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectHeldOnce } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import {
  expectTotal,
  line,
  nextSale,
  payExactCash,
  readReceiptNumber,
  sellOne,
  status,
  tile,
} from './support/till.ts'

/** Fills the device, as the browser sees it, and makes room again. */
async function quotaOf(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  return {
    fill: () => devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 }),
    lift: () => devtools.send('Storage.overrideQuotaForOrigin', { origin }),
  }
}

test('a full device while taking money: says what is safe, keeps the cart, records once there is room (J8)', async ({
  till,
  auditor,
}) => {
  const receipts = [await sellOne(till)]
  const quota = await quotaOf(till)
  await tile(till, 'PRN-1').click()
  await tile(till, 'CHI-1').click()
  await till.waitForTimeout(400)
  await quota.fill()
  await till.getByTestId('charge').click()
  await till.getByTestId('cash-exact').click()
  await till.getByTestId('tender-done').click()
  const trouble = till.getByTestId('storage-trouble')
  await expect(trouble).toHaveAttribute('data-kind', 'full')
  await expect(trouble).toContainText('Every sale that showed a receipt is safe')
  await expect(till.getByTestId('receipt')).toHaveCount(0)
  await till.getByRole('button', { name: 'Try again' }).click()
  await expect(trouble).toBeVisible()

  await quota.lift()
  await till.getByRole('button', { name: 'Try again' }).click()
  receipts.push(await readReceiptNumber(till))
  await nextSale(till)
  await expectHeldOnce(auditor, receipts)
})

test('a full device: back to the cart, which is as it was, and sold later', async ({ till, auditor }) => {
  const quota = await quotaOf(till)
  await tile(till, 'PRN-1').click()
  await till.waitForTimeout(400)
  await quota.fill()
  await till.getByTestId('charge').click()
  await till.getByTestId('cash-exact').click()
  await till.getByTestId('tender-done').click()
  await till.getByRole('button', { name: 'Back to the cart' }).click()
  await till.keyboard.press('Escape')
  await expect(line(till, 'PRN-1')).toHaveAttribute('data-quantity', '1')
  await expectTotal(till, 3500)
  await quota.lift()
  const receipt = await payExactCash(till)
  await expectHeldOnce(auditor, [receipt])
})

test('a cart that cannot be kept is told at once, and "try again" keeps it', async ({ till }) => {
  const quota = await quotaOf(till)
  await quota.fill()
  await tile(till, 'PRN-1').click()
  await expect(till.getByTestId('storage-trouble')).toHaveAttribute('data-kind', 'full')
  await quota.lift()
  await till.getByRole('button', { name: 'Try again' }).click()
  await expect(till.getByTestId('storage-trouble')).toHaveCount(0)
  await expect(line(till, 'PRN-1')).toHaveAttribute('data-quantity', '1')
  await till.waitForTimeout(400)
  await till.reload()
  await expect(line(till, 'PRN-1')).toHaveAttribute('data-quantity', '1')
})

test('what only this device holds can be saved as a file (J12)', async ({ till, network }) => {
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
  await network.cut()
  const receipt = await sellOne(till)
  const quota = await quotaOf(till)
  await tile(till, 'PRN-1').click()
  await till.waitForTimeout(400)
  await quota.fill()
  await till.getByTestId('charge').click()
  await till.getByTestId('cash-exact').click()
  await till.getByTestId('tender-done').click()
  const downloaded = till.waitForEvent('download')
  await till.getByTestId('save-unsent').click()
  const lines = (await readFile(await (await downloaded).path(), 'utf8')).trim().split('\n')
  const entries = lines.map((text) => JSON.parse(text) as { kind: string; body: { receipt?: string } })
  expect(entries.filter(({ kind }) => kind === 'sale').map(({ body }) => body.receipt)).toEqual([receipt])
})

test('that the browser refuses to keep the storage is shown, with what to do', async ({ till }) => {
  await status(till).click()
  await expect(till.getByTestId('storage-persisted')).toHaveAttribute('data-answer', 'refused')
})
