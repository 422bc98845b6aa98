/** Y67 in two browsers: what a restored endpoint forgot of a till that is gone comes back by the other one. */
import { rmSync } from 'node:fs'
import { heldReceipts } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import { joinTill, sellMany, tile, whenOfflineReady } from './support/till.ts'

test('the sales of a till that is gone survive the restore of an older backup', async ({
  till,
  browser,
  network,
  endpoint,
  auditor,
}) => {
  test.setTimeout(120_000)
  const file = `${endpoint.dataDir}-backup`
  await whenOfflineReady(till)
  await endpoint.barrow('backup', file)
  const context = await browser.newContext()
  const gone = await context.newPage()
  await joinTill(gone, network.url(), await auditor.pairingCode())
  await expect(tile(till, 'PRN-1')).toHaveAttribute('data-stock', /\d/)
  const stock = Number(await tile(till, 'PRN-1').getAttribute('data-stock'))
  const receipts = [...(await sellMany(gone, 3))].sort()
  await expect(tile(till, 'PRN-1')).toHaveAttribute('data-stock', String(stock - 3), { timeout: 10_000 })
  await context.close()

  await endpoint.stop()
  await endpoint.barrow('restore', file)
  rmSync(file, { force: true })
  await endpoint.start()
  await expect.poll(() => heldReceipts(auditor), { timeout: 30_000 }).toEqual(receipts)
  await expect(tile(till, 'PRN-1')).toHaveAttribute('data-stock', String(stock - 3))
})
