/** Y60–Y63 in a browser: after whatever happened to the line, no reload and no tap is needed. */
import type { Page } from '@playwright/test'
import { type Auditor, expectHeldOnce } from './support/auditor.ts'
import { type BlackHoleLine, startBlackHoleLine } from './support/black-hole.ts'
import { test as base, expect } from './support/fixtures.ts'
import { NIGHTLY, nightlyIf } from './support/nightly.ts'
import { joinTill, sellMany, sellOne, status, tile, whenOfflineReady } from './support/till.ts'

/** Everything arrives within so long after the line is good again. */
const BACK_MS = 10_000

const test = base.extend<{ line: BlackHoleLine; lined: Page }>({
  line: async ({ endpoint }, use) => {
    const line = await startBlackHoleLine(endpoint.port)
    await use(line)
    await line.close()
  },
  /** A till whose only way to the endpoint is the line. */
  lined: async ({ page, line, auditor }, use) => {
    await joinTill(page, line.url(), await auditor.pairingCode())
    await expect(status(page)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
    await use(page)
  },
})

/** How long it takes, in ms, until the endpoint holds these receipts. */
async function msUntilHeld(auditor: Auditor, receipts: readonly string[]): Promise<number> {
  const begun = performance.now()
  await expect
    .poll(async () => new Set((await auditor.sales()).map(({ receipt }) => receipt)), {
      timeout: 40_000,
      intervals: [100],
    })
    .toEqual(new Set(receipts))
  return performance.now() - begun
}

for (const seconds of [1, 8, 30])
  test(
    `a line that was dead for ${seconds} s without a word: all arrives within 10 s of its mending`,
    nightlyIf(seconds === 30),
    async ({ lined, line, auditor }) => {
      test.setTimeout(120_000)
      const receipts = [await sellOne(lined)]
      await msUntilHeld(auditor, receipts)
      line.swallow()
      receipts.push(...(await sellMany(lined, 2)))
      await lined.waitForTimeout(seconds * 1000)
      line.mend()
      expect(await msUntilHeld(auditor, receipts)).toBeLessThan(BACK_MS)
      await expect(status(lined)).toHaveAttribute('data-state', 'synced', { timeout: 10_000 })
      await expectHeldOnce(auditor, receipts)
    },
  )

test('what others sold while the line was dead without a word shows within 10 s of its mending', async ({
  lined,
  line,
  browser,
  network,
  auditor,
}) => {
  test.setTimeout(120_000)
  await expect(tile(lined, 'PRN-1')).toHaveAttribute('data-stock', /\d/)
  const context = await browser.newContext()
  const other = await context.newPage()
  await joinTill(other, network.url(), await auditor.pairingCode())
  const before = Number(await tile(lined, 'PRN-1').getAttribute('data-stock'))
  // Nothing is asked by this till when its line dies: it has only its live stream to notice by.
  line.swallow()
  await sellOne(other)
  await lined.waitForTimeout(1500)
  line.mend()
  await expect(tile(lined, 'PRN-1')).toHaveAttribute('data-stock', String(before - 1), { timeout: BACK_MS })
  await context.close()
})

test(
  'an endpoint that was away for half a minute is found within 10 s',
  NIGHTLY,
  async ({ till, endpoint, auditor }) => {
    test.setTimeout(120_000)
    await whenOfflineReady(till)
    const receipts = [await sellOne(till)]
    await msUntilHeld(auditor, receipts)
    await endpoint.kill()
    receipts.push(...(await sellMany(till, 2)))
    await till.waitForTimeout(30_000)
    await endpoint.start()
    expect(await msUntilHeld(auditor, receipts)).toBeLessThan(BACK_MS)
  },
)
