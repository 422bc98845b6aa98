import { cpSync, rmSync } from 'node:fs'
import { expectHeldOnce } from './support/auditor.ts'
import { tempFolder } from './support/endpoint.ts'
import { expect, test } from './support/fixtures.ts'
import {
  nextSale,
  payExactCash,
  readReceiptNumber,
  sellMany,
  sellOne,
  sellOneBehind,
  status,
  tile,
  whenOfflineReady,
} from './support/till.ts'

test('the endpoint dies and comes back: every sale is there once', async ({ till, endpoint, auditor }) => {
  await whenOfflineReady(till)
  const receipts = [await sellOne(till)]
  await endpoint.kill()
  receipts.push(...(await sellMany(till, 3)))
  await expect(status(till)).toHaveAttribute('data-state', 'offline')
  await endpoint.start()
  await expectHeldOnce(auditor, receipts)
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 40_000 })
})

test('an answer lost after the endpoint committed doubles nothing', async ({ till, network, auditor }) => {
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
  const lost = network.loseAnswer('/api/push')
  const receipts = [await sellOne(till)]
  await lost
  expect((await auditor.sales()).map(({ receipt }) => receipt)).toEqual(receipts)
  receipts.push(await sellOne(till))
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 30_000 })
  await expectHeldOnce(auditor, receipts)
})

test('with 20 s of latency the till never waits, and says that the network is slow', async ({
  till,
  network,
  auditor,
}) => {
  await whenOfflineReady(till)
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
  network.delay(20_000)
  const receipts: string[] = []
  for (let sale = 0; sale < 5; sale++) {
    await tile(till, 'PRN-1').click()
    await till.getByTestId('charge').click()
    await till.getByTestId('cash-exact').click()
    const pressed = performance.now()
    await till.getByTestId('tender-done').click()
    receipts.push(await readReceiptNumber(till))
    expect(performance.now() - pressed, 'ms from done to receipt').toBeLessThan(1000)
    await nextSale(till)
  }
  await expect(status(till)).toHaveAttribute('data-state', 'slow', { timeout: 15_000 })
  await expect(status(till)).toContainText('5 sales safe here')
  await network.mend()
  await expectHeldOnce(auditor, receipts)
})

test('a line that is silent does not hold the till up either', async ({ till, network, auditor }) => {
  await whenOfflineReady(till)
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
  network.silence()
  const receipts = await sellMany(till, 3)
  await expect(status(till)).toHaveAttribute('data-state', 'slow', { timeout: 15_000 })
  await network.mend()
  await expectHeldOnce(auditor, receipts)
})

test('two tabs of one till use no sequence and no receipt number twice (J2, S7)', async ({
  till,
  context,
  network,
  auditor,
}) => {
  const other = await context.newPage()
  await other.goto(`${network.url()}/till`)
  await expect(tile(other, 'PRN-1')).toBeVisible()
  const receipts: string[] = []
  for (let turn = 0; turn < 3; turn++) {
    await till.bringToFront()
    receipts.push(await sellOne(till))
    await other.bringToFront()
    receipts.push(await sellOne(other, 'CHI-1'))
  }
  for (let turn = 0; turn < 6; turn++)
    receipts.push(...(await Promise.all([sellOneBehind(till, 'PRN-1'), sellOneBehind(other, 'CHI-1')])))
  expect(new Set(receipts).size).toBe(18)
  const numbers = receipts.map((receipt) => Number(receipt.split('-')[1])).sort((a, b) => a - b)
  expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at))
  await expectHeldOnce(auditor, receipts)
})

test('when the leading tab closes, another one hands over', async ({ till, context, network, auditor }) => {
  const other = await context.newPage()
  await other.goto(`${network.url()}/till`)
  await expect(tile(other, 'PRN-1')).toBeVisible()
  const receipts = [await sellOne(till)]
  await till.close()
  receipts.push(await sellOne(other))
  await expectHeldOnce(auditor, receipts)
  await expect(status(other)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
})

test('a parked cart that another tab sold meanwhile cannot be sold again (S1)', async ({
  till,
  context,
  network,
  auditor,
}) => {
  await tile(till, 'PRN-1').click()
  await till.getByTestId('park').click()
  await till.getByTestId('park-done').click()
  const other = await context.newPage()
  await other.goto(`${network.url()}/till`)
  await other.getByTestId('park').click()
  await expect(other.getByTestId('parked-cart')).toHaveCount(1)

  await till.bringToFront()
  await till.getByTestId('park').click()
  await till.getByTestId('resume').click()
  const receipt = await payExactCash(till)
  await other.bringToFront()
  await other.getByTestId('resume').click()
  await expect(other.getByTestId('cart-line')).toHaveCount(0)
  await expectHeldOnce(auditor, [receipt])
})

test('a card payment under way in one tab is no question in another (S4)', async ({
  till,
  context,
  network,
  auditor,
}) => {
  await tile(till, 'PRN-1').click()
  await till.getByTestId('charge').click()
  await till.getByTestId('tender-card').click()
  await expect(till.getByTestId('card-declined')).toBeVisible()
  const other = await context.newPage()
  await other.goto(`${network.url()}/till`)
  const receipts = [await sellOne(other, 'CHI-1')]
  await till.bringToFront()
  await till.getByTestId('tender-done').click()
  receipts.push(await readReceiptNumber(till))
  await expectHeldOnce(auditor, receipts)
})

test('an endpoint killed in the middle of a push takes the rest afterwards', async ({
  till,
  network,
  endpoint,
  auditor,
}) => {
  await whenOfflineReady(till)
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
  await network.cut()
  const receipts = [...(await sellMany(till, 6))]
  const pushed = network.onRequest('/api/push')
  await network.mend()
  receipts.push(await sellOne(till))
  await pushed
  await endpoint.kill()
  await endpoint.start()
  await expectHeldOnce(auditor, receipts)
})

test('an endpoint restored from an older copy gets again what it has forgotten', async ({
  till,
  endpoint,
  auditor,
}) => {
  const receipts = [await sellOne(till)]
  await expectHeldOnce(auditor, receipts)
  await endpoint.stop()
  const copy = tempFolder('copy')
  cpSync(endpoint.dataDir, copy, { recursive: true })
  await endpoint.start()
  receipts.push(...(await sellMany(till, 3)))
  await expectHeldOnce(auditor, receipts)
  await endpoint.kill()
  rmSync(endpoint.dataDir, { recursive: true })
  cpSync(copy, endpoint.dataDir, { recursive: true })
  rmSync(copy, { recursive: true })
  await endpoint.start()
  receipts.push(await sellOne(till))
  await expectHeldOnce(auditor, receipts)
})
