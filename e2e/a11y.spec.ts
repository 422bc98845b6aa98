import { deflateRawSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { test as firstRunTest, nameLocation, nameOwner } from './support/first-run.ts'
import { expect, test } from './support/fixtures.ts'
import { nightlyIf } from './support/nightly.ts'
import {
  expectEmptyCart,
  expectTotal,
  keysHeard,
  line,
  payExactCash,
  readReceiptNumber,
  status,
  tile,
} from './support/till.ts'

const TABLET = { width: 1180, height: 820 }
const PHONE = { width: 390, height: 844 }

/** No violation in what is on the screen now, once nothing moves any more. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  const { violations } = await new AxeBuilder({ page: page as never }).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  )
  expect.soft(found, screen).toEqual([])
}

async function closeSheets(page: Page): Promise<void> {
  for (let sheet = 0; sheet < 4 && (await page.locator('dialog[open]').count()) > 0; sheet++)
    await page.keyboard.press('Escape')
  await expect(page.locator('dialog[open]')).toHaveCount(0)
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing, ${colorScheme}`, nightlyIf(colorScheme === 'dark'), () => {
    test.use({ colorScheme })

    test('selling, paying, the receipt', async ({ till }) => {
      await expectAccessible(till, 'sell, empty cart')
      await tile(till, 'TEE-S').click()
      await expectAccessible(till, 'variants')
      await till.locator('[data-testid="variant-option"]').first().click()
      await tile(till, 'CHI-1').click()
      await expectAccessible(till, 'sell, with a cart')
      await tile(till, 'OLD-1').click()
      await expectAccessible(till, 'sold out')
      await closeSheets(till)
      await till.getByTestId('charge').click()
      await expect(till.getByTestId('tender-done')).toBeVisible()
      await expectAccessible(till, 'pay by cash')
      await till.getByTestId('cash-exact').click()
      await till.getByTestId('tender-card').click()
      await expect(till.getByTestId('card-declined')).toBeVisible()
      await expectAccessible(till, 'pay by card')
      await till.getByTestId('tender-done').click()
      await readReceiptNumber(till)
      await expectAccessible(till, 'receipt')
      await till.getByTestId('void-sale').click()
      await expect(till.getByTestId('void-confirm')).toBeVisible()
      await expectAccessible(till, 'void')
      await closeSheets(till)
      await till.getByTestId('till-nav-sales').click()
      await expect(till.getByTestId('sale-row')).toHaveCount(1)
      await expectAccessible(till, 'sales')
      await till.getByTestId('day-figures').click()
      await expect(till.getByTestId('day-takings')).toBeVisible()
      await expectAccessible(till, 'today’s figures')
    })

    test('the sheets about cart, people, status and help', async ({ till }) => {
      await tile(till, 'PRN-1').click()
      await till.getByTestId('cart-line').getByRole('button').first().click()
      await expect(till.getByTestId('line-note')).toBeVisible()
      await expectAccessible(till, 'line')
      await till.getByTestId('override-price').click()
      await expect(till.getByTestId('keypad-done')).toBeVisible()
      await expectAccessible(till, 'price')
      await closeSheets(till)
      await till.getByRole('button', { name: 'More', exact: true }).click()
      await expectAccessible(till, 'more')
      await till.getByTestId('custom-line').click()
      await expectAccessible(till, 'custom amount')
      await closeSheets(till)
      await till.getByTestId('park').click()
      await expectAccessible(till, 'park')
      await till.getByTestId('park-done').click()
      await expectEmptyCart(till)
      await till.getByTestId('park').click()
      await expect(till.getByTestId('parked-cart')).toBeVisible()
      await expectAccessible(till, 'parked carts')
      await closeSheets(till)
      await till.getByTestId('till-staff').click()
      await expect(till.getByTestId('staff-option')).toBeVisible()
      await expectAccessible(till, 'staff')
      await till.getByTestId('staff-option').first().click()
      await expect(till.getByTestId('pin-pad')).toBeVisible()
      await expectAccessible(till, 'pin')
      await closeSheets(till)
      await status(till).click()
      await expect(till.getByTestId('save-unsent')).toBeVisible()
      await expectAccessible(till, 'status')
      await closeSheets(till)
      await till.keyboard.press('?')
      await expect(till.getByText('Keyboard shortcuts')).toBeVisible()
      await expectAccessible(till, 'shortcuts')
    })

    test('on a phone: the bar, the cart as a sheet, paying', async ({ till }) => {
      await till.setViewportSize(PHONE)
      await tile(till, 'PRN-1').click()
      await expectAccessible(till, 'sell, phone')
      await till.getByTestId('cart-bar').click()
      await expect(till.getByTestId('charge')).toBeVisible()
      await expectAccessible(till, 'cart, phone')
      await till.getByTestId('charge').click()
      await expect(till.getByTestId('tender-done')).toBeVisible()
      await expectAccessible(till, 'pay, phone')
      await till.getByTestId('cash-exact').click()
      await till.getByTestId('tender-done').click()
      await readReceiptNumber(till)
      await expectAccessible(till, 'receipt, phone')
    })

    test('the office: decisions and devices', async ({ till, network }) => {
      await tile(till, 'OLD-1').click()
      await till.getByTestId('sell-anyway').click()
      await payExactCash(till)
      await till.goto(`${new URL(network.url()).origin}/office/decisions`)
      await expect(till.getByTestId('decision')).toHaveCount(1)
      for (const viewport of [TABLET, PHONE]) {
        await till.setViewportSize(viewport)
        await expectAccessible(till, `decisions, ${viewport.width}`)
      }
      await till.getByTestId('decision-count').click()
      await expectAccessible(till, 'answering a decision')
      await till.getByTestId('decision-count-field').fill('3')
      await till.getByTestId('decision-confirm').click()
      await expect(till.getByTestId('decision-settled')).toBeVisible()
      await expectAccessible(till, 'no decision open')
      await till.getByTestId('office-nav-devices').click()
      await till.getByTestId('device-manage').last().click()
      await expect(till.getByTestId('device-rename')).toBeVisible()
      await expectAccessible(till, 'device')
      await closeSheets(till)
      await till.getByTestId('bring-in-open').click()
      await expectAccessible(till, 'bring in a file')
    })

    test('the office: people and changes', async ({ till, network }) => {
      await till.setViewportSize(PHONE)
      await till.goto(`${new URL(network.url()).origin}/office/people`)
      await expect(till.getByTestId('person-row')).toHaveCount(1)
      await expectAccessible(till, 'people, phone')
      await till.getByTestId('person-add').click()
      await till.getByTestId('person-save').click()
      await expectAccessible(till, 'person with problems')
      await closeSheets(till)
      await till.getByRole('button', { name: 'Who changed what' }).click()
      await expect(till.getByTestId('change-row').first()).toBeVisible()
      await expectAccessible(till, 'changes')
    })

    test('the office and the shared receipt', async ({ till, network }) => {
      const { origin } = new URL(network.url())
      await till.goto(`${origin}/office`)
      await expect(till.getByTestId('product-row').first()).toBeVisible()
      await expectAccessible(till, 'catalogue')
      await till.getByTestId('product-row').first().click()
      await expect(till.getByTestId('product-save')).toBeVisible()
      await expectAccessible(till, 'product')
      await closeSheets(till)
      await till.getByTestId('catalogue-import-open').click()
      await expect(till.getByTestId('catalogue-import')).toBeVisible()
      await expectAccessible(till, 'import')
      await till
        .getByTestId('setup-catalogue-file')
        .setInputFiles(`${import.meta.dirname}/fixtures/shopify.csv`)
      await expect(till.getByTestId('import-confirm')).toBeVisible()
      await expectAccessible(till, 'import preview')
      await till.getByTestId('office-nav-devices').click()
      await expect(till.getByTestId('device-row').first()).toBeVisible()
      await expectAccessible(till, 'devices')
      await till.getByTestId('pair-device').click()
      await expect(till.getByTestId('pairing-code')).toBeVisible()
      await expectAccessible(till, 'pairing')
      await closeSheets(till)
      await till.getByTestId('office-nav-location').click()
      await expect(till.getByTestId('location-name')).toBeVisible()
      await expectAccessible(till, 'location')
      await till.goto(`${origin}/r#${deflateRawSync('Pier Market\nReceipt B-000001').toString('base64url')}`)
      await expect(till.getByTestId('receipt')).toBeVisible()
      await expectAccessible(till, 'shared receipt')
    })
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  firstRunTest.describe(`axe finds nothing, ${colorScheme}`, nightlyIf(colorScheme === 'dark'), () => {
    firstRunTest.use({ colorScheme })

    firstRunTest('the set-up', async ({ firstRun: page }) => {
      await expectAccessible(page, 'location')
      await page.getByTestId('setup-next').click()
      await expectAccessible(page, 'location with a problem')
      await page.getByRole('button', { name: 'Join with a code' }).click()
      await expectAccessible(page, 'join')
      await page.getByRole('button', { name: 'Back' }).click()
      await nameLocation(page)
      await expectAccessible(page, 'owner')
      await nameOwner(page)
      await expect(page.getByTestId('setup-done')).toBeVisible()
      await expectAccessible(page, 'catalogue')
      await page.getByTestId('setup-done').click()
      await expect(page.getByTestId('search')).toBeVisible()
      await expectAccessible(page, 'a till without goods')
    })
  })
}

test('a whole sale by keyboard alone, from the search to the next sale', async ({ till, auditor }) => {
  await keysHeard(till)
  await till.keyboard.press('/')
  await expect(till.getByTestId('search')).toBeFocused()
  await till.keyboard.type('chilli')
  await expect(till.getByTestId('product-tile')).toHaveCount(1)
  await till.keyboard.press('Enter')
  await expectTotal(till, 900)
  await till.keyboard.press('Escape')
  await till.keyboard.press('+')
  await expectTotal(till, 1800)
  await till.keyboard.press('F9')
  await expect(till.getByTestId('tender-done')).toBeVisible()
  await till.keyboard.type('2000')
  await expect(till.getByTestId('change-due')).toHaveAttribute('data-minor', '200')
  await till.keyboard.press('Enter')
  await readReceiptNumber(till)
  await till.keyboard.press('Enter')
  await expect(till.getByTestId('receipt')).toHaveCount(0)
  await expectEmptyCart(till)
  await till.keyboard.press('g')
  await expect(till.getByTestId('product-tile').first()).toBeFocused()
  await till.keyboard.press('ArrowRight')
  await till.keyboard.press('ArrowLeft')
  await till.keyboard.press('Enter')
  await expectTotal(till, 3500)
  await expect.poll(async () => (await auditor.sales()).length).toBe(1)
})

test('a sheet keeps the focus inside and gives it back where it was', async ({ till }) => {
  await tile(till, 'PRN-1').click()
  for (const opener of [till.getByTestId('charge'), status(till), till.getByTestId('till-staff')]) {
    await opener.focus()
    await till.keyboard.press('Enter')
    await expect(till.locator('dialog[open]')).toBeVisible()
    for (let press = 0; press < 15; press++) {
      await till.keyboard.press('Tab')
      expect(
        await till.evaluate(
          () =>
            document.activeElement === document.body || Boolean(document.activeElement?.closest('dialog')),
        ),
      ).toBe(true)
    }
    await till.keyboard.press('Escape')
    await expect(till.locator('dialog[open]')).toHaveCount(0)
    await expect(opener).toBeFocused()
  }
})

for (const viewport of [TABLET, PHONE]) {
  test(`at ${viewport.width} × ${viewport.height} a sale fits: nothing scrolls sideways, targets are 44 px`, async ({
    till,
  }) => {
    await till.setViewportSize(viewport)
    await tile(till, 'PRN-1').click()
    await expectNoSideScroll(till)
    if (viewport === PHONE) await till.getByTestId('cart-bar').click()
    for (const target of [till.getByTestId('charge'), tile(till, 'CHI-1')]) {
      const box = await target.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
    }
    await payExactCash(till)
    await expectNoSideScroll(till)
    await till.getByTestId('next-sale').click()
    await expect(till.getByTestId('receipt')).toHaveCount(0)
  })
}

test('with text at 200 % nothing scrolls sideways and the total is whole', async ({ till }) => {
  await till.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
  await tile(till, 'PRN-1').click()
  await expectNoSideScroll(till)
  const total = till.getByTestId('cart-total')
  await expect(total).toBeInViewport({ ratio: 1 })
  expect(await total.evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true)
  await payExactCash(till)
  await expectNoSideScroll(till)
})

for (const [name, viewport, size] of [
  ['a phone at 200 %', PHONE, '200%'],
  ['a phone on its side', { width: 844, height: 390 }, '100%'],
  ['a tablet at 200 %', TABLET, '200%'],
  ['a phone', PHONE, '100%'],
] as const) {
  test(`every line of a cart is reached, and its total stays in sight: ${name}`, async ({ till }) => {
    const skus = ['PRN-1', 'CHI-1', 'ESP-1', 'HON-1']
    for (const sku of skus) await tile(till, sku).click()
    await till.setViewportSize(viewport)
    await till.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize
    }, size)
    if (viewport === PHONE) await till.getByTestId('cart-bar').click()
    const charge = till.getByTestId('charge')
    for (const sku of [...skus, ...skus.toReversed()]) {
      await line(till, sku).scrollIntoViewIfNeeded()
      const row = await line(till, sku).boundingBox()
      const button = await charge.boundingBox()
      await expect(charge).toBeInViewport({ ratio: 0.99 })
      expect(row?.height).toBeGreaterThan(48)
      // Not only in sight, but not under the button.
      await line(till, sku).getByRole('button', { name: 'Remove' }).click({ trial: true })
      expect(button?.height).toBeGreaterThan(48)
    }
    await till.getByTestId('park').click({ trial: true })
    await expectNoSideScroll(till)
  })
}

const expectNoSideScroll = async (page: Page) =>
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    'px to scroll sideways',
  ).toBeLessThanOrEqual(0)
