/** What LOOK says of money, where it is tight: a phone, large text, right-to-left, more lines than a screen holds. */
import type { Locator, Page } from '@playwright/test'
import { AT, longSale, richSale } from '../core/domain/testing/receipts.ts'
import { expect, test } from './support/fixtures.ts'
import { pushSale } from './support/push-sale.ts'
import { setLocation } from './support/settings.ts'
import { joinTill, tile } from './support/till.ts'

const PHONE = { width: 390, height: 844 }
const TABLET = { width: 1180, height: 820 }
const GOODS = ['PRN-1', 'CHI-1', 'HON-1', 'ESP-1']

async function largeText(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
}

async function charge(page: Page): Promise<void> {
  const bar = page.getByTestId('cart-bar')
  if (await bar.isVisible()) await bar.click()
  await page.getByTestId('charge').click()
}

/** px by which what is in it leaves it, sideways. */
const overflow = (locator: Locator): Promise<number> =>
  locator.evaluate((element) => element.scrollWidth - element.clientWidth)

/** What of the uppermost sheet lies below the toast. At once: it is gone soon. */
const covered = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const box = document.querySelector('[data-testid="toast"]')?.getBoundingClientRect()
    const sheet = [...document.querySelectorAll('dialog[open]')].at(-1)
    if (!box || !sheet) return ['no toast over a sheet']
    const isBelow = (element: Element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect()
      return left < box.right && box.left < right && top < box.bottom && box.top < bottom
    }
    const all = [...sheet.querySelectorAll('button, [data-testid="change-due"]')]
    return all.filter(isBelow).map((element) => element.textContent ?? '')
  })

for (const viewport of [PHONE, TABLET])
  test(`a toast over the pay sheet covers nothing to press, ${viewport.width} px`, async ({ till }) => {
    await till.setViewportSize(viewport)
    await tile(till, 'CHI-1').click()
    await charge(till)
    await expect(till.getByTestId('cash-exact')).toBeVisible()
    await till.keyboard.type('1000000000000000')
    await expect(till.getByTestId('toast')).toBeVisible()
    expect(await covered(till)).toEqual([])
    await expect(till.getByTestId('tender-done')).toBeDisabled()
  })

test('on a phone with large text, tips are whole and the change due is seen first', async ({
  page,
  network,
  auditor,
  endpoint,
}) => {
  await setLocation(endpoint, auditor, { tips: 'pool' })
  await page.setViewportSize(PHONE)
  await joinTill(page, network.url(), await auditor.pairingCode())
  await largeText(page)
  await tile(page, 'PRN-1').click()
  await charge(page)
  const chips = page.getByTestId(/^tip-(none|preset|other)$/)
  await expect(chips.first()).toBeAttached()
  for (const chip of await chips.all()) {
    expect(await overflow(chip)).toBeLessThanOrEqual(0)
    // One line for the share or the word, one for the amount.
    expect((await chip.boundingBox())?.height).toBeLessThanOrEqual(120)
  }
  await page.keyboard.type('20000')
  await page.getByTestId('tender-done').click()
  await expect(page.getByTestId('receipt')).toBeVisible()
  const change = page.getByTestId('change-due')
  await expect(change).toHaveAttribute('data-minor', '16500')
  await expect(change).toBeInViewport({ ratio: 1 })
  expect(await overflow(page.locator('dialog[open]').last())).toBeLessThanOrEqual(0)
})

test('on a phone, split by items: the next step stays in sight however many lines there are', async ({
  till,
}) => {
  await till.setViewportSize(PHONE)
  for (const sku of GOODS) await tile(till, sku).click()
  await till.setViewportSize({ ...PHONE, height: 560 })
  await charge(till)
  await till.getByTestId('tender-split').click()
  await till.getByTestId('split-lines').click()
  await expect(till.getByTestId('split-take')).toBeInViewport({ ratio: 1 })
  await till.getByTestId('split-line').last().click()
  await expect(till.getByTestId('split-take')).toBeEnabled()
})

test('M57: in Arabic the decimals of the amounts stand below each other', async ({
  till,
  auditor,
  endpoint,
}) => {
  await pushSale(endpoint, auditor, richSale(), AT)
  await till.getByTestId('till-nav-sales').click()
  await till.getByTestId('sale-row').filter({ hasText: 'A-000412' }).click()
  await till.getByTestId('receipt-language').selectOption('ar')
  const paper = till.getByTestId('receipt-paper')
  await expect(paper).toHaveAttribute('dir', 'rtl')
  const ends = await paper.locator('[data-minor]').evaluateAll((amounts) =>
    amounts.map((amount) => {
      const range = document.createRange()
      range.selectNodeContents(amount.firstChild ?? amount)
      return Math.round(range.getBoundingClientRect().right)
    }),
  )
  expect(ends.length).toBeGreaterThan(8)
  expect(Math.max(...ends) - Math.min(...ends)).toBeLessThanOrEqual(1)
})

test('M58: a receipt that is too long for a code is shared by a button that looks like one', async ({
  till,
  auditor,
  endpoint,
}) => {
  await pushSale(endpoint, auditor, longSale(120), AT)
  await till.getByTestId('till-nav-sales').click()
  await till.getByTestId('sale-row').first().click()
  await till.getByTestId('receipt-code').click()
  const button = till.getByTestId('receipt-too-long').getByRole('button')
  expect(await overflow(button)).toBeLessThanOrEqual(0)
  expect((await button.boundingBox())?.height).toBeLessThanOrEqual(60)
})
