/** What a cashier does, by test ids. */
import { expect, type Locator, type Page } from '@playwright/test'

export const tile = (page: Page, sku: string): Locator =>
  page.locator(`[data-testid="product-tile"][data-sku="${sku}"]`)

export const line = (page: Page, sku: string): Locator =>
  page.locator(`[data-testid="cart-line"][data-sku="${sku}"]`)

export const status = (page: Page): Locator => page.getByTestId('status')

/** Pairs this browser with a code and waits for the first tile. */
export async function joinTill(page: Page, url: string, code: string): Promise<void> {
  await page.goto(`${url}/#pair=${code}`)
  await expect(page.getByTestId('product-tile').first()).toBeVisible({ timeout: 20_000 })
}

/** Waits until the app is cached whole, so that it starts without a network. */
export async function whenOfflineReady(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker?.controller !== null, undefined, {
    timeout: 20_000,
  })
}

export async function expectTotal(page: Page, minor: number): Promise<void> {
  await expect(page.getByTestId('cart-total')).toHaveAttribute('data-minor', String(minor))
}

export async function expectEmptyCart(page: Page): Promise<void> {
  await expect(page.getByTestId('cart-line')).toHaveCount(0)
  await expectTotal(page, 0)
}

/** From the cart to the receipt, in exact cash. Gives the receipt's number. */
export async function payExactCash(page: Page): Promise<string> {
  await page.getByTestId('charge').click()
  await page.getByTestId('cash-exact').click()
  await page.getByTestId('tender-done').click()
  return readReceiptNumber(page)
}

export async function readReceiptNumber(page: Page): Promise<string> {
  await expect(page.getByTestId('receipt')).toBeVisible()
  const text = await page.getByTestId('receipt-number').textContent()
  const number = /[A-Z]+-\d{6}/.exec(text ?? '')?.[0]
  expect(number, 'a receipt number').toBeDefined()
  return number ?? ''
}

export async function nextSale(page: Page): Promise<void> {
  await page.getByTestId('next-sale').click()
  await expect(page.getByTestId('receipt')).toHaveCount(0)
  await expectEmptyCart(page)
}

/** One piece, exact cash, on to the next sale. Gives the receipt's number. */
export async function sellOne(page: Page, sku = 'PRN-1'): Promise<string> {
  await tile(page, sku).click()
  const number = await payExactCash(page)
  await nextSale(page)
  return number
}

export async function sellMany(page: Page, count: number, sku?: string): Promise<readonly string[]> {
  const numbers: string[] = []
  for (let sold = 0; sold < count; sold++) numbers.push(await sellOne(page, sku))
  return numbers
}

/**
 * One piece in exact cash without asking whether the page stands still: a tab behind another one paints no frames,
 * and Playwright's own click would wait for them for ever.
 */
export async function sellOneBehind(page: Page, sku: string): Promise<string> {
  await tile(page, sku).dispatchEvent('click')
  await expect(page.getByTestId('charge')).toBeEnabled()
  await page.getByTestId('charge').dispatchEvent('click')
  await page.getByTestId('cash-exact').dispatchEvent('click')
  await expect(page.getByTestId('tender-done')).toBeEnabled()
  await page.getByTestId('tender-done').dispatchEvent('click')
  const number = await readReceiptNumber(page)
  await page.getByTestId('next-sale').dispatchEvent('click')
  await expect(page.getByTestId('receipt')).toHaveCount(0)
  return number
}

/** Keys and scans are heard once the cart bears the number of its sale: right after the first paint. */
export const keysHeard = (page: Page): Promise<void> =>
  expect(page.getByTestId('cart').getByRole('heading')).toHaveText(/^Sale \d+$/)

/** Types as a barcode scanner does: every key within a few ms, Enter at the end. */
export async function scan(page: Page, code: string): Promise<void> {
  await keysHeard(page)
  // All at once, so that a busy machine puts no pause between two keys.
  await Promise.all([...code, 'Enter'].map((key) => page.keyboard.press(key)))
}

/** Types a PIN and presses Go; while one is being checked the pad hears nothing, so that is waited for. */
export async function enterPin(page: Page, pin: string): Promise<void> {
  await expect(page.getByTestId('pin-pad')).toBeVisible()
  await expect(page.getByTestId('pin-done')).toHaveText('Go')
  await page.keyboard.type(pin)
  await page.getByTestId('pin-done').click()
}
