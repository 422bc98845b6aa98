/** The office's screens of money under axe, on a laptop and a phone, by day and by night, and with text at 200 %. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './support/fixtures.ts'
import { moneyTest as test } from './support/money-counter.ts'
import { nightlyIf } from './support/nightly.ts'
import { nextSale, tile } from './support/till.ts'

const LAPTOP = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

/** Nothing that axe names, and nothing wider than the screen, once nothing moves any more. */
async function expectSound(page: Page, screen: string): Promise<void> {
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  const { violations } = await new AxeBuilder({ page: page as never }).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  )
  expect.soft(found, screen).toEqual([])
  await expectNarrow(page, screen)
}

async function expectNarrow(page: Page, screen: string): Promise<void> {
  const wider = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('html, main, dialog, dialog > div')].map(
        (element) => element.scrollWidth - element.clientWidth,
      ),
    ),
  )
  expect.soft(wider, `${screen}: px to scroll sideways`).toBeLessThanOrEqual(0)
  const moved = await page.evaluate(() =>
    Math.max(0, ...[...document.querySelectorAll('dialog')].map(({ scrollTop }) => scrollTop)),
  )
  expect.soft(moved, `${screen}: px by which the sheet's head has left it`).toBe(0)
}

async function closeSheet(page: Page): Promise<void> {
  await page.locator('dialog[open]').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.locator('dialog[open]')).toHaveCount(0)
}

async function go(page: Page, screen: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/office/${screen}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

async function offers(page: Page): Promise<void> {
  await go(page, 'offers')
  await expect(page.getByTestId('coupon-row').first()).toBeVisible()
  await expectSound(page, 'offers')
  await page.getByTestId('promotion-change').first().click()
  await expect(page.getByTestId('offer-told')).toBeVisible()
  await expectSound(page, 'promotion')
  await closeSheet(page)
  await page.getByTestId('coupon-add').click()
  await page.getByTestId('coupon-limit-count').click()
  await page.getByTestId('scope-search').fill('e')
  await page.getByTestId('coupon-save').click()
  await expect(page.getByTestId('coupon-problem')).toBeVisible()
  await expectSound(page, 'coupon with problems')
  await closeSheet(page)
}

async function payments(page: Page): Promise<void> {
  await go(page, 'payments')
  await expect(page.getByTestId('stripe-card')).toContainText('Not set up')
  await page.getByTestId('cash-own').click()
  await page.getByTestId('cash-increment').fill('0.10')
  await page.getByTestId('tips-pool').click()
  await expectSound(page, 'payments')
  await page.getByTestId('payee-change').first().click()
  await page.getByTestId('payee-name').fill('Pier Market')
  await page.getByTestId('payee-account').fill('BE72 0000 0000 1616')
  await expect(page.getByTestId('payee-sample').getByRole('img')).toBeVisible()
  await expectSound(page, 'payee')
  await closeSheet(page)
}

async function balances(page: Page): Promise<void> {
  await go(page, 'money')
  await expect(page.getByTestId('voucher-row').first()).toBeVisible()
  await expectSound(page, 'balances')
  await page.getByTestId('voucher-open').first().click()
  await expect(page.getByTestId('voucher-move')).toHaveCount(1)
  await expectSound(page, 'voucher')
  await page.keyboard.press('Escape')
  await page.getByTestId('account-open').first().click()
  await expect(page.getByTestId('statement-line')).toHaveCount(1)
  await expectSound(page, 'account')
  await closeSheet(page)
}

async function location(page: Page): Promise<void> {
  await go(page, 'location')
  await page.getByTestId('embedded-add').click()
  await page.getByTestId('embedded-prefix').fill('21')
  await expectSound(page, 'location')
}

async function product(page: Page): Promise<void> {
  await go(page, '')
  await page.getByTestId('product-add').click()
  await page.getByTestId('product-kind-voucher').click()
  await page.getByTestId('product-months').fill('0')
  await page.getByTestId('product-save').click()
  await expect(page.getByTestId('product-errors')).toBeVisible()
  await expectSound(page, 'gift card with problems')
  await page.getByTestId('product-kind-goods').click()
  await expectSound(page, 'goods')
  await closeSheet(page)
}

/** A voucher that is sold, an account that is charged. */
async function somethingOwed(page: Page): Promise<void> {
  await tile(page, 'LUN-1').click()
  await page.getByTestId('charge').click()
  await page.getByTestId('cash-exact').click()
  await page.getByTestId('tender-done').click()
  await nextSale(page)
  const selling = page.url()
  await go(page, 'money')
  await page.getByTestId('account-add').click()
  await page.getByTestId('account-name').fill('Crew')
  await page.getByTestId('account-limit').fill('20')
  await page.getByTestId('account-note').fill('Bill to the venue')
  await page.getByTestId('account-save').click()
  await expect(page.getByTestId('account-row')).toBeVisible()
  await page.goto(selling)
  await tile(page, 'TEA-1').click()
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-more').click()
  await page.getByTestId('pay-house-account').click()
  await page.getByTestId('account-option').click()
  await page.getByTestId('tender-done').click()
  await nextSale(page)
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const viewport of [LAPTOP, PHONE])
    test.describe(
      `${colorScheme}, ${viewport.width}`,
      nightlyIf(colorScheme === 'dark' || viewport === PHONE),
      () => {
        test.use({ colorScheme })
        test('axe finds nothing on the office’s screens of money', async ({ till }) => {
          test.setTimeout(180_000)
          await somethingOwed(till)
          await till.setViewportSize(viewport)
          await offers(till)
          await payments(till)
          await balances(till)
          await location(till)
          await product(till)
          if (viewport !== PHONE) return
          await till.getByTestId('office-nav-more').click()
          await expectSound(till, 'more')
          await till.getByTestId('office-more-payments').click()
          await expect(till.getByTestId('payments-save')).toBeVisible()
        })
      },
    )

test('with text at 200 % nothing scrolls sideways on the office’s screens of money', async ({ till }) => {
  for (const viewport of [LAPTOP, PHONE]) {
    await till.setViewportSize(viewport)
    for (const screen of ['offers', 'payments', 'money', 'location', 'more']) {
      await go(till, screen)
      await till.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      await expectNarrow(till, `${screen}, ${viewport.width}`)
    }
  }
})

test('a promotion is made with the keys alone', async ({ till }) => {
  await go(till, 'offers')
  await till.getByTestId('promotion-add').focus()
  await till.keyboard.press('Enter')
  await expect(till.getByTestId('promotion-name')).toBeFocused()
  await till.keyboard.type('Two for one')
  await till.keyboard.press('Tab')
  await till.keyboard.press('Tab')
  await till.keyboard.press('ControlOrMeta+a')
  await till.keyboard.type('2')
  await till.keyboard.press('Tab')
  await till.keyboard.press('ControlOrMeta+a')
  await till.keyboard.type('1')
  await till.keyboard.press('Enter')
  await expect(till.getByTestId('promotion-row')).toHaveCount(2)
  await expect(till.getByTestId('promotion-row').last()).toContainText('2 for 1 on everything')
  await expect(till.getByTestId('promotion-add')).toBeFocused()
})
