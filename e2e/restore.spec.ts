import { existsSync, rmSync } from 'node:fs'
import { heldReceipts } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import { joinTill, sellMany, sellOne, status, whenOfflineReady } from './support/till.ts'

test('a backup is put back: what it lacked comes back by itself, also from a till that it never knew', async ({
  till,
  browser,
  network,
  endpoint,
  auditor,
}) => {
  test.setTimeout(120_000)
  const file = `${endpoint.dataDir}-backup`
  await whenOfflineReady(till)
  const receipts = [await sellOne(till)]
  await expect.poll(() => heldReceipts(auditor)).toEqual(receipts)
  expect(await endpoint.barrow('backup', file)).toBeTruthy()
  expect(existsSync(file)).toBe(true)

  const context = await browser.newContext()
  try {
    const later = await context.newPage()
    await joinTill(later, network.url(), await auditor.pairingCode())
    receipts.push(...(await sellMany(later, 2)), await sellOne(till))
    await expect.poll(() => heldReceipts(auditor), { timeout: 20_000 }).toEqual([...receipts].sort())
    const { epoch } = await auditor.state()

    await endpoint.stop()
    await endpoint.barrow('restore', file)
    receipts.push(await sellOne(till), await sellOne(later))
    await endpoint.start()

    await expect.poll(() => heldReceipts(auditor), { timeout: 45_000 }).toEqual([...receipts].sort())
    for (const page of [till, later]) {
      await expect(status(page)).toHaveAttribute('data-unsent', '0', { timeout: 30_000 })
      await expect(status(page)).toHaveAttribute('data-state', 'decision')
    }
    expect((await auditor.state()).epoch).toBeGreaterThan(epoch)
    const receiptsLater = [await sellOne(later), await sellOne(till)]
    await expect
      .poll(() => heldReceipts(auditor), { timeout: 20_000 })
      .toEqual([...receipts, ...receiptsLater].sort())
  } finally {
    await context.close()
    rmSync(file, { force: true, recursive: true })
  }
})
