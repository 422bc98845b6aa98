import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { expectHeldOnce } from './support/auditor.ts'
import { createEndpoint } from './support/endpoint.ts'
import { nameLocation, nameOwner, test } from './support/first-run.ts'
import { test as seeded } from './support/fixtures.ts'
import { CATALOGUE } from './support/seed.ts'
import { sellOne, status, tile } from './support/till.ts'

test.describe('three short screens', () => {
  test('location, owner, catalogue by file: the till is open and sells', async ({ firstRun: page }) => {
    await expect(page.getByTestId('setup-currency')).toHaveValue('EUR')
    await nameLocation(page)
    await nameOwner(page)
    await page.getByTestId('setup-catalogue-file').setInputFiles(CATALOGUE)
    await page.getByTestId('import-confirm').click()
    await expect(page.getByTestId('import-done')).toBeVisible()
    await page.getByTestId('setup-done').click()
    await expect(tile(page, 'PRN-1')).toBeVisible()
    expect(await sellOne(page)).toBe('A-000001')
    await expect(status(page)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
  })

  test('by keyboard alone, starting without goods', async ({ firstRun: page }) => {
    await page.getByTestId('setup-name').press('Control+a')
    await page.keyboard.type('Night Market')
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('setup-owner-name')).toBeVisible()
    await tabTo(page, 'setup-owner-name')
    await page.keyboard.type('Grace')
    await page.keyboard.press('Tab')
    await page.keyboard.type('13579')
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('setup-done')).toBeVisible()
    await tabTo(page, 'setup-done')
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('search')).toBeVisible()
    await expect(page.getByText('No products yet')).toBeVisible()
  })

  test('the demo’s goods fill the shelf', async ({ firstRun: page }) => {
    await nameLocation(page)
    await nameOwner(page)
    await page.getByTestId('setup-demo').click()
    await expect(page.getByText('products are on the shelf')).toBeVisible()
    await page.getByTestId('setup-done').click()
    expect(await page.getByTestId('product-tile').count()).toBeGreaterThan(20)
    await expect(page.getByText('Sold out').first()).toBeVisible()
    await page
      .getByTestId('product-tile')
      .filter({ hasNotText: /Sold out|from/ })
      .first()
      .click()
    await expect(page.getByTestId('cart-line')).toHaveCount(1)
  })

  test('bad input names the field, and what was typed stays', async ({ firstRun: page }) => {
    await page.getByTestId('setup-next').click()
    await expect(page.getByText('Give the pop-up a name')).toBeVisible()
    await expect(page.getByTestId('setup-name')).toHaveAttribute('aria-invalid', 'true')
    await nameLocation(page)
    for (const [pin, words] of [
      ['12', 'four to eight digits'],
      ['abcd', 'four to eight digits'],
      ['1111', 'first that anybody tries'],
    ] as const) {
      await page.getByTestId('setup-owner-name').fill('Ada')
      await page.getByTestId('setup-owner-pin').fill(pin)
      await page.getByTestId('setup-next').click()
      await expect(page.getByRole('alert')).toContainText(words)
      await expect(page.getByTestId('setup-owner-pin')).toHaveAttribute('aria-invalid', 'true')
      await expect(page.getByTestId('setup-owner-pin')).toHaveValue(pin)
      await expect(page.getByTestId('setup-owner-name')).toHaveValue('Ada')
    }
    await page.getByRole('button', { name: 'Back' }).click()
    await expect(page.getByTestId('setup-name')).toHaveValue('Pier Market')
  })

  test('another country proposes its currency and rates', async ({ firstRun: page }) => {
    await page.getByTestId('setup-country').selectOption('US')
    await expect(page.getByTestId('setup-currency')).toHaveValue('USD')
    await page.getByTestId('setup-country').selectOption('JP')
    await expect(page.getByTestId('setup-currency')).toHaveValue('JPY')
  })
})

test('an endpoint started with --demo opens a stocked till by itself', async ({ page }) => {
  const demo = createEndpoint({ args: ['--demo'] })
  try {
    await demo.start()
    await page.goto(demo.url())
    await expect(page.getByTestId('product-tile').first()).toBeVisible({ timeout: 20_000 })
    await expect(status(page)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
    expect(await page.getByTestId('product-tile').count()).toBeGreaterThan(20)
    expect(await page.getByTestId('category').count()).toBeGreaterThanOrEqual(6)
    await page.getByTestId('till-nav-sales').click()
    await expect(page.getByTestId('sale-row').nth(5)).toBeVisible()
  } finally {
    await demo.remove()
  }
})

seeded.describe('joining', () => {
  seeded(
    'a code that is typed joins the pop-up under the name that was given; a wrong one says so and stays',
    async ({ page, network, auditor }) => {
      const code = await auditor.pairingCode()
      await page.goto(network.url())
      await page.getByRole('button', { name: 'Join with a code' }).click()
      await page.getByTestId('setup-join-code').fill('WRONG-CODE-22')
      await page.getByTestId('setup-join-name').fill('The door')
      await page.getByTestId('setup-join').click()
      await seeded.expect(page.getByText(/used, has run out or is not right/)).toBeVisible()
      await seeded.expect(page.getByTestId('setup-join-code')).toHaveValue('WRONG-CODE-22')
      await page
        .getByTestId('setup-join-code')
        .fill(` ${code.toLowerCase().slice(0, 6)}-${code.toLowerCase().slice(6)} `)
      await page.getByTestId('setup-join').click()
      await seeded.expect(tile(page, 'PRN-1')).toBeVisible({ timeout: 15_000 })
      await expectHeldOnce(auditor, [await sellOne(page)])
      await page.goto(`${network.url()}/office/devices`)
      await seeded.expect(page.getByTestId('device-row').first()).toContainText('The door')
    },
  )

  seeded(
    'two tills of one pop-up have letters of their own and see each other’s sales',
    async ({ till, browser, network, auditor }) => {
      const context = await browser.newContext()
      const other = await context.newPage()
      await other.goto(`${network.url()}/#pair=${await auditor.pairingCode()}`)
      await seeded.expect(tile(other, 'CHI-1')).toBeVisible({ timeout: 15_000 })
      const first = await sellOne(till, 'CHI-1')
      const second = await sellOne(other, 'CHI-1')
      expect(first.split('-')[0]).not.toBe(second.split('-')[0])
      await seeded.expect(tile(till, 'CHI-1')).toHaveAttribute('data-stock', '258', { timeout: 15_000 })
      await seeded.expect(tile(other, 'CHI-1')).toHaveAttribute('data-stock', '258', { timeout: 15_000 })
      await expectHeldOnce(auditor, [first, second])
      await context.close()
    },
  )
})

/** Presses Tab until this control has the focus. */
async function tabTo(page: Page, testId: string): Promise<void> {
  for (let press = 0; press < 30; press++) {
    if (await page.getByTestId(testId).evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${testId} cannot be reached by Tab`)
}
