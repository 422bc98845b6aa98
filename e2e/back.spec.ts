import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { expectTotal, payExactCash, tile } from './support/till.ts'

/** Back as somebody presses it: within the page there is nothing to load. */
const back = (page: Page) => page.goBack({ waitUntil: 'commit', timeout: 5000 })

/** The entry on which the history stands, once what was closed has left its own. */
const expectNoEntry = (page: Page) =>
  expect.poll(() => page.evaluate(() => history.state?.sheets ?? null)).toBeNull()

const expectEntry = (page: Page) =>
  expect.poll(() => page.evaluate(() => history.state?.sheets ?? null)).toBe('sheets')

test('S52: Back closes a sheet, keeps the cart, and stays where a card is asked', async ({ till }) => {
  await tile(till, 'PRN-1').click()
  await expectTotal(till, 3500)
  await till.getByTestId('charge').click()
  await expect(till.getByTestId('tender-cash')).toBeVisible()
  await expectEntry(till)
  await back(till)
  await expect(till.getByTestId('tender-cash')).toHaveCount(0)
  await expectTotal(till, 3500)
  await expectNoEntry(till)

  await till.getByTestId('charge').click()
  await till.getByTestId('tender-card').click()
  await expect(till.getByTestId('card-declined')).toBeVisible()
  await till.evaluate(() => addEventListener('popstate', () => document.body.append('·')))
  for (const times of [1, 2, 3]) {
    await back(till)
    // There, and forward again to the sheet's entry.
    await expect(till.getByText('··'.repeat(times))).toHaveCount(1)
    await expectEntry(till)
    await expect(till.getByTestId('card-declined')).toBeVisible()
  }
  await till.getByTestId('card-declined').click()
  await expectNoEntry(till)
  await till.getByTestId('charge').click()
  await expectEntry(till)
  await till.reload()
  await expectTotal(till, 3500)
  await expectNoEntry(till)
})

test('S52: a sheet that closes otherwise leaves nothing to go back to', async ({ till }) => {
  const url = till.url()
  for (const _ of [1, 2]) {
    await tile(till, 'PRN-1').click()
    await payExactCash(till)
    await expectEntry(till)
    await till.getByTestId('next-sale').click()
    await expectNoEntry(till)
  }
  await till.getByRole('link', { name: 'Office' }).click()
  await expect(till).not.toHaveURL(url)
  await back(till)
  await expect(till).toHaveURL(url)
  await expect(till.getByTestId('product-tile').first()).toBeVisible()
})
