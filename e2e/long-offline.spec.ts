import { fillSales, lendFiller } from './support/filler.ts'
import { test as base, expect } from './support/fixtures.ts'
import { createProfile, type Profile } from './support/profile.ts'
import { joinTill, sellOne, status, tile, whenOfflineReady } from './support/till.ts'

const QUEUED = 2000
const KILLS = 3

const test = base.extend<{ profile: Profile }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter.
  profile: async ({}, use) => {
    const profile = createProfile()
    await use(profile)
    await profile.remove()
  },
})

test('weeks without a network: 2,000 queued sales are handed over, the browser killed three times on the way (J8, J11, Y5)', async ({
  profile,
  network,
  auditor,
}) => {
  test.setTimeout(240_000)
  let page = await profile.open()
  await joinTill(page, network.url(), await auditor.pairingCode())
  await expect(status(page)).toHaveAttribute('data-unsent', '0', { timeout: 30_000 })
  await whenOfflineReady(page)
  await network.cut()
  await lendFiller(page.context())
  await fillSales(page, QUEUED)
  const receipt = await sellOne(page, 'CHI-1')
  expect(receipt).toMatch(/-002001$/)

  // Slow enough that each kill meets a hand-over under way.
  network.delay(300)
  for (let kill = 0; kill < KILLS; kill++) {
    const pushed = network.onRequest('/api/push')
    await network.mend()
    network.delay(300)
    await pushed
    await profile.kill()
    await network.cut()
    page = await profile.open()
    await page.goto(`${network.url()}/till`)
    await expect(tile(page, 'CHI-1')).toBeVisible({ timeout: 20_000 })
  }
  await network.mend()
  await expect.poll(async () => (await auditor.sales()).length, { timeout: 60_000 }).toBe(QUEUED + 1)
  const sales = await auditor.sales()
  expect(new Set(sales.map(({ id }) => id)).size).toBe(QUEUED + 1)
  expect(new Set(sales.map((sale) => sale.receipt)).size).toBe(QUEUED + 1)
  const till = (await auditor.entries()).filter(({ device, kind }) => kind === 'sale' && device !== '')
  const seqs = till.map(({ seq }) => seq).sort((a, b) => a - b)
  expect(seqs).toEqual(seqs.map((_, at) => (seqs[0] ?? 0) + at))
  await expect(status(page)).toHaveAttribute('data-unsent', '0', { timeout: 30_000 })
})
