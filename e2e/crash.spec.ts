import type { Page } from '@playwright/test'
import { expectHeldOnce } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import { createProfile, type Profile } from './support/profile.ts'
import {
  expectEmptyCart,
  expectTotal,
  joinTill,
  line,
  payExactCash,
  readReceiptNumber,
  status,
  tile,
  whenOfflineReady,
} from './support/till.ts'

const ROUNDS = process.env.NIGHTLY ? 25 : 4
/** Of PRN-1 in the catalogue of these tests. */
const STOCK = 400

/** A paired till on a profile that outlives its browser. */
async function withTill(url: string, code: string, run: (profile: Profile, page: Page) => Promise<void>) {
  const profile = createProfile()
  try {
    const page = await profile.open()
    await joinTill(page, url, code)
    await whenOfflineReady(page)
    await run(profile, page)
  } finally {
    await profile.kill().catch(() => undefined)
    await profile.remove()
  }
}

async function reopen(profile: Profile, url: string): Promise<Page> {
  const page = await profile.open()
  await page.goto(`${url}/till`)
  await expect(tile(page, 'PRN-1')).toBeVisible()
  return page
}

test(`${ROUNDS} times: a browser killed right after its receipt has the sale, and no unpaid cart (J8, S3)`, async ({
  network,
  auditor,
}) => {
  test.setTimeout(300_000)
  await withTill(network.url(), await auditor.pairingCode(), async (profile, first) => {
    const receipts: string[] = []
    let page = first
    for (let round = 0; round < ROUNDS; round++) {
      await tile(page, 'PRN-1').click()
      await page.getByTestId('charge').click()
      await page.getByTestId('cash-exact').click()
      await page.getByTestId('tender-done').click()
      receipts.push(await readReceiptNumber(page))
      await profile.kill()

      page = await reopen(profile, network.url())
      await expectEmptyCart(page)
      // The count of a tracked product is a view of the journal: the sale is in it.
      await expect(tile(page, 'PRN-1')).toHaveAttribute('data-stock', String(STOCK - round - 1))
    }
    await page.getByTestId('till-nav-sales').click()
    await expect(page.getByTestId('sale-row').first()).toContainText(receipts.at(-1) ?? '')
    expect(new Set(receipts).size).toBe(ROUNDS)
    await expect(status(page)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
    await expectHeldOnce(auditor, receipts)
  })
})

test('killed in the middle of a cart: the cart is back (S3)', async ({ network, auditor }) => {
  await withTill(network.url(), await auditor.pairingCode(), async (profile, first) => {
    await tile(first, 'PRN-1').click()
    await tile(first, 'PRN-1').click()
    await tile(first, 'CHI-1').click()
    await expectTotal(first, 7900)
    // A cart is kept right after the paint of each change.
    await first.waitForTimeout(100)
    await profile.kill()

    const page = await reopen(profile, network.url())
    await expect(line(page, 'PRN-1')).toHaveAttribute('data-quantity', '2')
    await expect(line(page, 'CHI-1')).toHaveAttribute('data-quantity', '1')
    await expectTotal(page, 7900)
    const receipt = await payExactCash(page)
    await expectHeldOnce(auditor, [receipt])
  })
})

const question = (page: Page) => page.locator('[data-testid="decision"][data-kind="card-question"]')

for (const answer of ['approved', 'declined'] as const) {
  test(`killed while the card terminal is busy: the next start asks, and "${answer}" settles it (S4)`, async ({
    network,
    auditor,
  }) => {
    await withTill(network.url(), await auditor.pairingCode(), async (profile, first) => {
      await tile(first, 'PRN-1').click()
      await first.getByTestId('charge').click()
      await first.getByTestId('tender-card').click()
      await expect(first.getByTestId('card-declined')).toBeVisible()
      await profile.kill()

      const page = await reopen(profile, network.url())
      await expect(question(page)).toContainText('€35.00')
      await page.getByTestId(`question-${answer}`).click()
      if (answer === 'approved') {
        const receipt = await readReceiptNumber(page)
        await expectHeldOnce(auditor, [receipt])
      } else {
        await expect(question(page)).toHaveCount(0)
        await expect(line(page, 'PRN-1')).toHaveAttribute('data-quantity', '1')
        const receipt = await payExactCash(page)
        await expectHeldOnce(auditor, [receipt])
      }
      await page.getByTestId('next-sale').click()
      await page.reload()
      await expect(tile(page, 'PRN-1')).toBeVisible()
      await expectEmptyCart(page)
      await expect(question(page)).toHaveCount(0)
    })
  })
}
