import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './support/fixtures.ts'
import { moneyTest as test } from './support/money-counter.ts'
import { nightlyIf } from './support/nightly.ts'
import { line, tile } from './support/till.ts'

const SIZES = [
  { width: 1180, height: 820 },
  { width: 390, height: 844 },
] as const

/** Nothing that axe names, and nothing wider than the screen, once nothing moves any more. */
async function expectSound(page: Page, screen: string): Promise<void> {
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  const { violations } = await new AxeBuilder({ page: page as never }).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  )
  expect.soft(found, screen).toEqual([])
  const wider = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('html, dialog, dialog > div')].map(
        (element) => element.scrollWidth - element.clientWidth,
      ),
    ),
  )
  expect.soft(wider, `${screen}: px to scroll sideways`).toBeLessThanOrEqual(0)
}

const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 700

/** On a phone the cart is a sheet. */
async function openCart(page: Page): Promise<void> {
  if (isPhone(page)) await page.getByTestId('cart-bar').click()
  await expect(page.getByTestId('charge')).toBeVisible()
}

async function closeSheets(page: Page): Promise<void> {
  for (let sheet = 0; sheet < 4 && (await page.locator('dialog[open]').count()) > 0; sheet++)
    await page.keyboard.press('Escape')
  await expect(page.locator('dialog[open]')).toHaveCount(0)
}

async function openMore(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByTestId(item).click()
}

async function discounts(page: Page): Promise<void> {
  await tile(page, 'POS-1').click()
  for (const _ of '123') await tile(page, 'JAM-1').click()
  await openCart(page)
  await line(page, 'POS-1').getByRole('button').first().click()
  await expect(page.getByTestId('line-note')).toBeVisible()
  await expectSound(page, 'line')
  await page.getByTestId('line-discount-open').click()
  await expect(page.getByTestId('discount-done')).toBeVisible()
  await page.keyboard.type('15')
  await expectSound(page, 'discount')
  await page.getByTestId('discount-done').click()
  await expectSound(page, 'discount without a reason')
  await page.getByTestId('discount-reason').first().click()
  await page.getByTestId('discount-done').click()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(page.getByTestId('coupon-open')).toBeVisible()
  await expectSound(page, 'more')
  await page.getByTestId('coupon-open').click()
  await page.getByTestId('coupon-code').fill('TEN')
  await page.getByTestId('coupon-give').click()
  await expect(page.getByTestId('given-coupon')).toBeVisible()
  await page.getByTestId('coupon-code').fill('OLD')
  await page.getByTestId('coupon-give').click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expectSound(page, 'coupons')
  await page.keyboard.press('Escape')
  await openMore(page, 'exempt-open')
  await page.getByTestId('exempt-reason').first().click()
  await page.getByTestId('exempt-reference').fill('D-1234')
  await expectSound(page, 'without tax')
  await page.getByTestId('exempt-done').click()
  await expect(page.getByTestId('whole-cart-discount')).toHaveCount(2)
  await expectSound(page, 'cart with discounts')
  await closeSheets(page)
}

async function deposits(page: Page): Promise<void> {
  await tile(page, 'CUP-1').click()
  await expect(page.getByTestId('deposit-sell')).toBeVisible()
  await expectSound(page, 'cups back')
  await page.locator('[data-testid="deposit-back"][data-pieces="6"]').click()
  await tile(page, 'TEA-1').click()
  await tile(page, 'GIF-1').click()
  await expect(page.getByTestId('keypad-done')).toBeVisible()
  await page.keyboard.type('2500')
  await page.getByTestId('keypad-done').click()
  await openCart(page)
  await expect(page.getByTestId('line-voucher')).toBeVisible()
  await expect(page.getByTestId('added-line')).toBeVisible()
  await expectSound(page, 'cart with deposits and a voucher')
  await line(page, 'GIF-1').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByTestId('charge')).toContainText('Give back')
  await expectSound(page, 'cart that gives back')
  await closeSheets(page)
}

async function measured(page: Page): Promise<void> {
  await tile(page, 'CHE-1').click()
  await expect(page.getByTestId('keypad-done')).toBeVisible()
  await page.keyboard.type('0.4')
  await page.getByTestId('weigh-tare').click()
  await page.keyboard.type('0.5')
  await expectSound(page, 'weighing, a vessel too heavy')
  for (const _ of '0.5') await page.keyboard.press('Backspace')
  await page.keyboard.type('0.05')
  await expectSound(page, 'weighing')
  await page.getByTestId('keypad-done').click()
  await tile(page, 'POS-1').click()
  await openCart(page)
  await page.getByTestId('take-away').click()
  await expect(page.getByTestId('line-measure')).toBeVisible()
  await expectSound(page, 'cart with measured goods')
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const size of SIZES)
    test.describe(
      `axe finds nothing, ${colorScheme}, ${size.width} px`,
      nightlyIf(colorScheme === 'light' || size === SIZES[0]),
      () => {
        test.use({ colorScheme, viewport: size })
        test('M42: discounts, coupons, no tax', ({ till }) => discounts(till))
        test('M44: deposits, vouchers, what is given back', ({ till }) => deposits(till))
        test('M46: measured goods', ({ till }) => measured(till))
      },
    )
