/** Y50 and Y63 in two browsers: a poke, not the next look, brings what the other till did. */
import { expect, test } from './support/fixtures.ts'
import { NIGHTLY } from './support/nightly.ts'
import { joinTill, sellOne, status, tile } from './support/till.ts'

test('a sale on one till is on the other one at once', async ({ till, browser, network, auditor }) => {
  const context = await browser.newContext()
  const other = await context.newPage()
  await joinTill(other, network.url(), await auditor.pairingCode())
  await expect(tile(other, 'PRN-1')).toHaveAttribute('data-stock', /\d/)
  await expect(status(other)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
  let stock = Number(await tile(other, 'PRN-1').getAttribute('data-stock'))
  for (let sale = 0; sale < 4; sale++) {
    await sellOne(till)
    stock -= 1
    // The look without a poke would come after 5 s at the earliest.
    await expect(tile(other, 'PRN-1')).toHaveAttribute('data-stock', String(stock), { timeout: 2000 })
  }
  await context.close()
})

test('while pokes arrive, an idle till hardly asks', NIGHTLY, async ({ till, network }) => {
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
  await expect.poll(() => network.seen.includes('GET /api/live'), { timeout: 10_000 }).toBe(true)
  await till.waitForTimeout(6000)
  const before = network.seen.length
  await till.waitForTimeout(12_000)
  const asked = network.seen.slice(before).filter((what) => what === 'GET /api/pull')
  expect(asked.length).toBeLessThanOrEqual(1)
})
