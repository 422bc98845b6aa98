import { expectHeldOnce } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import { createProfile } from './support/profile.ts'
import {
  joinTill,
  nextSale,
  payExactCash,
  sellMany,
  sellOne,
  status,
  tile,
  whenOfflineReady,
} from './support/till.ts'

test.describe('without any network', () => {
  test('twenty sales, a reload and one more: the endpoint holds each exactly once (S1, S7, J1)', async ({
    till,
    context,
    network,
    endpoint,
    auditor,
  }) => {
    await whenOfflineReady(till)
    const receipts = [await sellOne(till)]
    await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })

    await endpoint.stop()
    await network.cut()
    await context.setOffline(true)
    receipts.push(...(await sellMany(till, 20, 'CHI-1')))
    await expect(status(till)).toHaveAttribute('data-state', 'offline')
    await expect(status(till)).toHaveAttribute('data-unsent', '20')
    await expect(status(till)).toContainText('20 sales safe here')

    await till.reload()
    await expect(tile(till, 'CHI-1')).toHaveAttribute('data-stock', '240')
    receipts.push(await sellOne(till))
    await expect(status(till)).toHaveAttribute('data-unsent', '21')

    await endpoint.start()
    await network.mend()
    await context.setOffline(false)
    await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
    await expect(status(till)).toHaveAttribute('data-unsent', '0')
    await expectHeldOnce(auditor, receipts)
  })

  test('receipt numbers run on without a gap (S7)', async ({ till, context, network }) => {
    await whenOfflineReady(till)
    const online = await sellOne(till)
    await network.cut()
    await context.setOffline(true)
    const offline = await sellMany(till, 3)
    const first = Number(online.split('-')[1])
    expect(offline.map((number) => Number(number.split('-')[1]))).toEqual([first + 1, first + 2, first + 3])
  })

  test('deep links start from the service worker', async ({ till, context, network }) => {
    await whenOfflineReady(till)
    await network.cut()
    await context.setOffline(true)
    for (const path of ['/till', '/', '/office']) {
      await till.goto(`${network.url()}${path}`)
      await expect(till.locator('main, [data-testid="product-tile"]').first()).toBeVisible()
    }
  })

  test('the pill tells the truth: synced, offline with a count, synced, syncing, synced', async ({
    till,
    context,
    network,
  }) => {
    await whenOfflineReady(till)
    await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
    await network.cut()
    await context.setOffline(true)
    await expect(status(till)).toHaveAttribute('data-state', 'offline')
    await expect(status(till)).toContainText('Offline')
    await sellOne(till)
    await sellOne(till)
    await expect(status(till)).toContainText('2 sales safe here')
    await network.mend()
    await context.setOffline(false)
    await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
    network.delay(1500)
    await sellOne(till)
    await expect(status(till)).toHaveAttribute('data-state', 'syncing')
    await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
    await expect(status(till)).toHaveAttribute('data-unsent', '0')
  })
})

test('a browser that starts cold with the endpoint dead sells, and hands over later', async ({
  network,
  endpoint,
  auditor,
}) => {
  const profile = createProfile()
  try {
    const first = await profile.open()
    await joinTill(first, network.url(), await auditor.pairingCode())
    await whenOfflineReady(first)
    const receipts = [await sellOne(first)]
    await profile.close()

    await endpoint.kill()
    await network.cut()
    const second = await profile.open()
    await second.goto(`${network.url()}/till`)
    await tile(second, 'CHI-1').click()
    receipts.push(await payExactCash(second))
    await nextSale(second)
    await expect(status(second)).toHaveAttribute('data-state', 'offline')
    await profile.close()

    await endpoint.start()
    await network.mend()
    const third = await profile.open()
    await third.goto(`${network.url()}/till`)
    await expect(status(third)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
    await expectHeldOnce(auditor, receipts)
  } finally {
    await profile.remove()
  }
})
