import { cpSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import type { Page } from '@playwright/test'
import { heldReceipts } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import { createProfile } from './support/profile.ts'
import { joinTill, line, sellMany, sellOne, status, tile, whenOfflineReady } from './support/till.ts'

/** In the status sheet, as a cashier with a code in the hand. */
async function pairAgain(page: Page, code: string): Promise<void> {
  await status(page).click()
  await page.getByTestId('pair-again').locator('summary').click()
  await page.getByTestId('pair-again-code').fill(code)
  await page.getByTestId('pair-again-done').click()
  await expect(page.getByTestId('pair-again')).toHaveCount(0, { timeout: 20_000 })
  await expect(tile(page, 'PRN-1')).toBeVisible({ timeout: 20_000 })
}

/** Without the links by which a running browser says that it is there. */
const copyProfile = (from: string, to: string) =>
  cpSync(from, to, { recursive: true, filter: (file) => !basename(file).startsWith('Singleton') })

test('a wrong code changes nothing', async ({ till }) => {
  await sellOne(till)
  await status(till).click()
  await till.getByTestId('pair-again').locator('summary').click()
  await till.getByTestId('pair-again-code').fill('WRONGWRONG12')
  await till.getByTestId('pair-again-done').click()
  await expect(till.getByTestId('pair-again').getByRole('alert')).toContainText('code')
  await till.keyboard.press('Escape')
  await sellOne(till)
})

test('a till whose storage was set back sells on, and once paired again everything arrives', async ({
  network,
  auditor,
}) => {
  test.setTimeout(180_000)
  const profile = createProfile()
  const old = `${profile.folder}-old`
  try {
    let page = await profile.open()
    await joinTill(page, network.url(), await auditor.pairingCode())
    await whenOfflineReady(page)
    const receipts = [...(await sellMany(page, 2))]
    await expect.poll(() => heldReceipts(auditor)).toEqual(receipts)
    await profile.kill()
    copyProfile(profile.folder, old)

    page = await profile.open()
    await page.goto(`${network.url()}/till`)
    receipts.push(...(await sellMany(page, 2)))
    await expect.poll(() => heldReceipts(auditor)).toEqual(receipts)
    await profile.kill()
    rmSync(profile.folder, { recursive: true })
    copyProfile(old, profile.folder)

    page = await profile.open()
    await page.goto(`${network.url()}/till`)
    await sellOne(page, 'CHI-1')
    await expect(status(page)).toHaveAttribute('data-state', 'decision', { timeout: 20_000 })
    await sellOne(page, 'CHI-1')
    await tile(page, 'PRN-1').click()
    const before = (await auditor.sales()).length
    await pairAgain(page, await auditor.pairingCode())
    // The open cart came along, and both sales under numbers that were given twice are there, and named.
    await expect(line(page, 'PRN-1')).toHaveAttribute('data-quantity', '1')
    await expect.poll(async () => (await auditor.sales()).length, { timeout: 30_000 }).toBe(before + 2)
    expect((await auditor.state()).decisions).toBeGreaterThanOrEqual(2)
    await expect(status(page)).toHaveAttribute('data-unsent', '0', { timeout: 20_000 })
  } finally {
    await profile.kill().catch(() => undefined)
    await profile.remove()
    rmSync(old, { recursive: true, force: true })
  }
})
