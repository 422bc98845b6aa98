import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import {
  expectTotal,
  nextSale,
  payExactCash,
  sellOne,
  status,
  tile,
  whenOfflineReady,
} from './support/till.ts'

/** Longer than the app takes to look again whether it is quiet (3 s). */
const LOOKED_AGAIN_MS = 4500

const whenNewVersionWaits = (page: Page) =>
  page.waitForFunction(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting))

const offer = (page: Page) => page.getByTestId('update-offer')

test('a new version waits: it is not offered over an open cart, nor while sales are unsent, and taken when asked', async ({
  till,
  network,
}) => {
  await whenOfflineReady(till)
  await tile(till, 'PRN-1').click()
  await till.waitForTimeout(400)
  network.rewrite('/service-worker.js', (body) => `${body}\n// another version\n`)
  await till.reload()
  await whenNewVersionWaits(till)
  await expectTotal(till, 3500)
  await till.waitForTimeout(LOOKED_AGAIN_MS)
  await expect(offer(till)).toHaveCount(0)

  await network.cut()
  await payExactCash(till)
  await nextSale(till)
  await expect(status(till)).toHaveAttribute('data-unsent', '1')
  await till.waitForTimeout(LOOKED_AGAIN_MS)
  await expect(offer(till)).toHaveCount(0)

  await network.mend()
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 30_000 })
  await expect(offer(till)).toBeVisible({ timeout: 10_000 })

  await till.evaluate(() => Object.assign(window, { beforeRestart: true }))
  await offer(till).getByRole('button').click()
  await till.waitForFunction(() => !('beforeRestart' in window))
  await expect(tile(till, 'PRN-1')).toBeVisible()
  await expect(offer(till)).toHaveCount(0)
  await sellOne(till)
})

test('without a person’s word the old version stays, also over a reload', async ({ till, network }) => {
  await whenOfflineReady(till)
  network.rewrite('/service-worker.js', (body) => `${body}\n// another version\n`)
  await till.reload()
  await whenNewVersionWaits(till)
  await till.reload()
  await expect(tile(till, 'PRN-1')).toBeVisible()
  await expect(offer(till)).toBeVisible()
  expect(
    await till.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting)),
  ).toBe(true)
})
