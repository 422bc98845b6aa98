import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectHeldOnce } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import {
  expectTotal,
  line,
  nextSale,
  readReceiptNumber,
  sellOne,
  status,
  tile,
  whenOfflineReady,
} from './support/till.ts'

/** For so long Chromium believes in the room that it last saw. */
const ROOM_IS_REMEMBERED_MS = 31_000

/** Fills the device, as the browser sees it. The answer makes room again. */
async function fillDevice(page: Page): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  await page.waitForTimeout(ROOM_IS_REMEMBERED_MS)
  return async () => {
    await devtools.send('Storage.overrideQuotaForOrigin', { origin })
  }
}

const trouble = (page: Page) => page.getByTestId('storage-trouble')

test('a full device: says what is safe, keeps the cart, lets unsent sales be saved, records once there is room (J8, J12)', async ({
  till,
  network,
  auditor,
}) => {
  test.setTimeout(120_000)
  await whenOfflineReady(till)
  const receipts = [await sellOne(till)]
  await expectHeldOnce(auditor, receipts)
  await network.cut()
  receipts.push(await sellOne(till))
  await tile(till, 'PRN-1').click()
  const makeRoom = await fillDevice(till)

  await tile(till, 'CHI-1').click()
  await expect(trouble(till)).toHaveAttribute('data-kind', 'full')
  await till.getByRole('button', { name: 'Back to the cart' }).click()
  await expectTotal(till, 4400)

  await till.getByTestId('charge').click()
  await till.getByTestId('cash-exact').click()
  await till.getByTestId('tender-done').click()
  await expect(trouble(till)).toHaveAttribute('data-kind', 'full')
  await expect(trouble(till)).toContainText('Every sale that showed a receipt is safe')
  await expect(till.getByTestId('receipt')).toHaveCount(0)
  await till.getByRole('button', { name: 'Try again' }).click()
  await expect(trouble(till)).toBeVisible()
  await expect(line(till, 'PRN-1')).toHaveAttribute('data-quantity', '1')
  await expect(line(till, 'CHI-1')).toHaveAttribute('data-quantity', '1')

  const downloaded = till.waitForEvent('download')
  await till.getByTestId('save-unsent').click()
  const saved = (await readFile(await (await downloaded).path(), 'utf8')).trim().split('\n')
  const entries = saved.map((text) => JSON.parse(text) as { kind: string; body: { receipt?: string } })
  const sales = entries.filter(({ kind }) => kind === 'sale').map(({ body }) => body.receipt)
  expect(sales, 'the file holds what only this device has').toEqual(receipts.slice(1))

  await makeRoom()
  await till.getByRole('button', { name: 'Try again' }).click()
  receipts.push(await readReceiptNumber(till))
  await nextSale(till)
  await network.mend()
  await expectHeldOnce(auditor, receipts)
})

test('a cart that could not be kept is kept by "try again", and outlives a reload', async ({ till }) => {
  test.setTimeout(120_000)
  const makeRoom = await fillDevice(till)
  await tile(till, 'PRN-1').click()
  await expect(trouble(till)).toHaveAttribute('data-kind', 'full')
  await makeRoom()
  await till.getByRole('button', { name: 'Try again' }).click()
  await expect(trouble(till)).toHaveCount(0)
  await till.waitForTimeout(500)
  await till.reload()
  await expect(line(till, 'PRN-1')).toHaveAttribute('data-quantity', '1')
})

test('that the browser refuses to keep the storage is shown', async ({ till }) => {
  await status(till).click()
  await expect(till.getByText('The browser has not promised to keep this till’s storage')).toBeVisible()
})
