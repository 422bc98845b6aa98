import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expectHeldOnce, type HeldSale } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import { nightlyIf } from './support/nightly.ts'
import { readCode } from './support/read-code.ts'
import { OWNER_PIN } from './support/seed.ts'
import { setLocation, writeSettings } from './support/settings.ts'
import {
  enterPin,
  expectTotal,
  joinTill,
  nextSale,
  payExactCash,
  readReceiptNumber,
  scan,
  sellOne,
  status,
  tile,
  whenOfflineReady,
} from './support/till.ts'

/** From wherever one is to the receipt of a sale, by its number. */
async function openReceipt(page: Page, number: string): Promise<void> {
  await page.getByTestId('till-nav-sales').click()
  await page.getByTestId('sales-search').fill(number)
  await page.locator('[data-testid="sale-row"]').first().click()
  await expect(page.getByTestId('receipt-number')).toHaveText(number)
}

/** The row of a sale: its own number, not one that it names. */
const row = (page: Page, number: string) =>
  page.getByTestId('sale-row').filter({ has: page.getByText(number, { exact: true }) })
const returnLine = (page: Page, sku: string) => page.locator(`[data-testid="return-line"][data-sku="${sku}"]`)

/** One piece more of a line comes back. */
/** Five are refused by name as they are keyed; one then comes back. */
async function keyBack(page: Page, sku: string): Promise<void> {
  await returnLine(page, sku)
    .getByRole('button', { name: /^So many of/ })
    .click()
  await page.keyboard.press('5')
  await expect(page.getByRole('alert')).toContainText('Only 2 of')
  await expect(page.getByTestId('keypad-done')).toBeDisabled()
  await page.keyboard.press('Backspace')
  await page.keyboard.press('1')
  await page.getByTestId('keypad-done').click()
}

const oneBack = (page: Page, sku: string) => returnLine(page, sku).getByTestId('return-more').click()

async function chooseReason(page: Page): Promise<void> {
  await page.getByTestId('return-reason').first().click()
}

/** What the cart comes to: below nought it is given back. */
async function expectBalance(page: Page, minor: number): Promise<void> {
  await expect(page.getByTestId('charge')).toContainText(
    minor < 0 ? 'Give back' : minor > 0 ? 'Charge' : 'Even',
  )
  await expectTotal(page, minor)
}

const taxOf = (sales: readonly HeldSale[]) =>
  (sales as readonly (HeldSale & { readonly taxes: readonly { readonly taxMinor: number }[] })[])
    .flatMap(({ taxes }) => taxes)
    .reduce((total, { taxMinor }) => total + taxMinor, 0)

/** From “Give back” to the receipt, in cash. */
async function giveBackCash(page: Page): Promise<string> {
  await page.getByTestId('tender-cash').click()
  await page.getByTestId('tender-done').click()
  return readReceiptNumber(page)
}

test('S32: a partial return after another, then the rest, closes to nought; a fourth is refused by name', async ({
  till,
  network,
  auditor,
}) => {
  test.setTimeout(120_000)
  await whenOfflineReady(till)
  await network.cut()
  for (const _ of [1, 2, 3]) await tile(till, 'CHI-1').click()
  await tile(till, 'PRN-1').click()
  // 1.00 off 62.00: the shares of three Crisps and a print are no whole cents.
  await till.getByRole('button', { name: 'More', exact: true }).click()
  await till.getByTestId('whole-cart-discount-open').click()
  await till.getByTestId('discount-amount').click()
  await till.keyboard.type('100')
  await till.getByTestId('discount-reason').first().click()
  await till.getByTestId('discount-done').click()
  await expectTotal(till, 6100)
  const sold = await payExactCash(till)
  await nextSale(till)

  const refunds: string[] = []
  for (const step of [1, 2, 3]) {
    await openReceipt(till, sold)
    await till.getByTestId('return-goods').click()
    await expect(returnLine(till, 'CHI-1')).toHaveAttribute('data-left', String(4 - step))
    if (step === 1) await oneBack(till, 'CHI-1')
    else if (step === 2) await keyBack(till, 'CHI-1')
    else await till.getByTestId('return-all').click()
    await chooseReason(till)
    await till.getByTestId('return-done').click()
    refunds.push(await giveBackCash(till))
    await nextSale(till)
  }
  await openReceipt(till, sold)
  await till.getByTestId('return-goods').click()
  await expect(till.getByTestId('return-obstacle')).toHaveAttribute('data-obstacle', 'nothing-left')
  await till.keyboard.press('Escape')
  await till.keyboard.press('Escape')
  await expect(row(till, sold)).toHaveAttribute('data-state', 'returned')
  await till.getByTestId('sales-search').fill('')
  for (const refund of refunds) await expect(row(till, refund)).toHaveAttribute('data-state', 'refund')

  await network.mend()
  await expect.poll(async () => (await auditor.sales()).length, { timeout: 45_000 }).toBe(4)
  const sales = await auditor.sales()
  expect(sales.map(({ totalMinor }) => totalMinor)).toEqual([6100, -885, -886, -4329])
  expect(taxOf(sales)).toBe(0)
  expect((await auditor.state()).decisions).toBe(0)
})

test.describe('S32: an exchange is one receipt with one balance', () => {
  /** A print for 35.00 comes back into the cart, to be exchanged. */
  async function bringPrintBack(till: Page): Promise<string> {
    const sold = await sellOne(till, 'PRN-1')
    await openReceipt(till, sold)
    await till.getByTestId('return-goods').click()
    await chooseReason(till)
    await till.getByTestId('return-exchange').click()
    await expectBalance(till, -3500)
    return sold
  }

  test('the customer pays the rest', async ({ till, auditor }) => {
    const sold = await bringPrintBack(till)
    await tile(till, 'APR-1').click()
    await expectTotal(till, 1400)
    const exchange = await payExactCash(till)
    await expectHeldOnce(auditor, [sold, exchange])
    const sale = (await auditor.sales()).find(({ receipt }) => receipt === exchange)
    expect(sale).toMatchObject({
      totalMinor: 1400,
      reason: 'Changed their mind',
      tenders: [{ kind: 'cash', amountMinor: 1400 }],
      lines: [
        { quantity: -1000, amountMinor: -3500, returned: { receipt: sold, line: 0, restock: true } },
        { quantity: 1000, amountMinor: 4900 },
      ],
      // One bucket for what went out and what came back: 14.00 − 14.00 / 1.19.
      taxes: [{ ppm: 190_000, taxMinor: 223, grossMinor: 1400 }],
    })
  })

  test('the customer gets the rest back', async ({ till, auditor }) => {
    const sold = await bringPrintBack(till)
    await tile(till, 'CHI-1').click()
    await expectBalance(till, -2600)
    await till.getByTestId('charge').click()
    const exchange = await giveBackCash(till)
    await expectHeldOnce(auditor, [sold, exchange])
    const sale = (await auditor.sales()).find(({ receipt }) => receipt === exchange)
    expect(sale).toMatchObject({ totalMinor: -2600, tenders: [{ kind: 'cash', amountMinor: -2600 }] })
  })

  test('nobody owes anything: it closes without a tender', async ({ till, auditor }) => {
    const sold = await bringPrintBack(till)
    await tile(till, 'PRN-1').click()
    await expectBalance(till, 0)
    await till.getByTestId('charge').click()
    await till.getByTestId('tender-done').click()
    const exchange = await readReceiptNumber(till)
    await expectHeldOnce(auditor, [sold, exchange])
    const sale = (await auditor.sales()).find(({ receipt }) => receipt === exchange)
    expect(sale).toMatchObject({ totalMinor: 0, tenders: [] })
    await nextSale(till)
    await till.getByTestId('till-nav-sales').click()
    await expect(row(till, exchange)).toContainText('Exchange')
    await expect(row(till, sold)).toHaveAttribute('data-state', 'returned')
  })
})

test('S34: a card is paid back to that card, by one press', async ({ till, auditor }) => {
  await tile(till, 'PRN-1').click()
  await till.getByTestId('charge').click()
  await till.getByTestId('tender-card').click()
  await till.getByLabel('Last four digits').fill('4242')
  await till.getByTestId('tender-done').click()
  const sold = await readReceiptNumber(till)
  await nextSale(till)
  await till.getByTestId('till-nav-sales').click()
  await till.getByTestId('sales-search').fill('4242')
  await expect(till.getByTestId('sales-found-by')).toContainText('card •••• 4242')
  await row(till, sold).click()
  await till.getByTestId('return-goods').click()
  await chooseReason(till)
  await till.getByTestId('return-done').click()
  const hint = till.getByTestId('give-back-hint')
  await expect(hint).toHaveAttribute('data-kind', 'card')
  await expect(hint).toContainText('4242')
  await expect(till.getByTestId('tender-done')).toHaveCount(0)
  await expect(hint).toBeFocused()
  await till.keyboard.press('Enter')
  await till.getByTestId('tender-done').click()
  const refund = await readReceiptNumber(till)
  await expectHeldOnce(auditor, [sold, refund])
  const sale = (await auditor.sales()).find(({ receipt }) => receipt === refund)
  expect(sale).toMatchObject({ totalMinor: -3500, tenders: [{ kind: 'card', amountMinor: -3500 }] })
})

test('S39: cash for what a card has paid needs somebody’s word, which names it; for what cash has paid it does not', async ({
  page,
  network,
  endpoint,
  auditor,
}) => {
  await writeSettings(endpoint, auditor, () => [
    { record: 'staff', id: 'cleo' as never, fields: { name: 'Cleo', role: 'cashier' } },
  ])
  await joinTill(page, network.url(), await auditor.pairingCode())
  const inCash = await sellOne(page, 'CHI-1')
  await openReceipt(page, inCash)
  await page.getByTestId('return-goods').click()
  await enterPin(page, OWNER_PIN)
  await chooseReason(page)
  await page.getByTestId('return-done').click()
  await expect(page.getByTestId('tender-done')).toBeFocused()
  await page.keyboard.press('Enter')
  const first = await readReceiptNumber(page)
  await nextSale(page)

  await page.getByTestId('till-nav-sell').click()
  await tile(page, 'PRN-1').click()
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-card').click()
  await page.getByTestId('tender-done').click()
  const byCard = await readReceiptNumber(page)
  await nextSale(page)
  await openReceipt(page, byCard)
  await page.getByTestId('return-goods').click()
  await enterPin(page, OWNER_PIN)
  await chooseReason(page)
  await page.getByTestId('return-done').click()
  await page.getByTestId('tender-cash').click()
  await expect(page.getByTestId('cash-beyond')).toContainText('35')
  await page.getByTestId('tender-done').click()
  await expect(page.getByTestId('pin-pad')).toBeVisible()
  await expect(page.getByTestId('receipt')).toHaveCount(0)
  await enterPin(page, OWNER_PIN)
  const second = await readReceiptNumber(page)
  await expectHeldOnce(auditor, [inCash, first, byCard, second])
  const approvals = (await auditor.entries()).filter(({ kind }) => kind === 'approval-given')
  expect(approvals.map(({ body }) => (body as { detail: string }).detail)).toMatchObject([
    expect.stringContaining(inCash),
    expect.stringContaining(byCard),
    expect.stringMatching(/35.*in cash that was not paid in cash/),
  ])
})

test('S34: what was given away comes back without money', async ({ till, auditor }) => {
  await tile(till, 'CHI-1').click()
  await till.getByTestId('charge').click()
  await till.getByTestId('tender-more').click()
  await till.getByTestId('pay-on-the-house').click()
  await till.getByTestId('house-reason').fill('Press')
  await till.getByTestId('tender-done').click()
  const given = await readReceiptNumber(till)
  await nextSale(till)
  await openReceipt(till, given)
  await till.getByTestId('return-goods').click()
  await chooseReason(till)
  await till.getByTestId('return-done').click()
  await till.getByTestId('give-back-hint').click()
  const back = await readReceiptNumber(till)
  await expectHeldOnce(auditor, [given, back])
  const sale = (await auditor.sales()).find(({ receipt }) => receipt === back)
  expect(sale).toMatchObject({ totalMinor: -900, tenders: [{ kind: 'on-the-house', amountMinor: -900 }] })
})

test('S35: a cashier’s return without a receipt needs a manager, who is on record, and becomes a decision', async ({
  page,
  network,
  endpoint,
  auditor,
}) => {
  await writeSettings(endpoint, auditor, () => [
    { record: 'staff', id: 'cleo' as never, fields: { name: 'Cleo', role: 'cashier' } },
  ])
  await joinTill(page, network.url(), await auditor.pairingCode())
  await whenOfflineReady(page)
  await expect(status(page)).toHaveAttribute('data-state', 'synced', { timeout: 20_000 })
  await network.cut()
  await page.getByTestId('till-nav-sales').click()
  await page.getByTestId('blind-return').click()
  await enterPin(page, OWNER_PIN)
  await page.getByTestId('blind-search').fill('PRN-1')
  await page.locator('[data-testid="blind-product"][data-sku="PRN-1"]').click()
  await page.getByTestId('blind-price').click()
  await page.keyboard.type('9900')
  await page.getByTestId('keypad-done').click()
  await expect(page.getByTestId('blind-flaw')).toBeVisible()
  await expect(page.getByTestId('return-done')).toBeDisabled()
  await page.getByTestId('blind-price').click()
  await page.keyboard.type('2000')
  await page.getByTestId('keypad-done').click()
  await expect(page.getByTestId('return-amount')).toHaveAttribute('data-minor', '2000')
  await page.getByTestId('return-done').click()
  await expect(page.getByText('Say why: choose a reason')).toBeVisible()
  await page.getByTestId('return-reason-own').click()
  await page.getByTestId('return-reason-text').fill('Lost the receipt')
  await page.getByTestId('return-done').click()
  const receipt = await giveBackCash(page)
  await network.mend()
  await expectHeldOnce(auditor, [receipt], 1)
  const entries = await auditor.entries()
  const approvals = entries.filter(({ kind }) => kind === 'approval-given')
  const [sale] = await auditor.sales()
  expect(approvals.map(({ body }) => body)).toMatchObject([{ permission: 'blind-return', sale: sale?.id }])
  expect(sale).toMatchObject({
    totalMinor: -2000,
    reason: 'Lost the receipt',
    lines: [{ quantity: -1000, unitMinor: 3500, returned: { sale: null, amountMinor: -2000 } }],
  })
})

test('S33, S35: a cashier alone takes nothing back; lines in the cart cannot be taken twice', async ({
  page,
  network,
  endpoint,
  auditor,
}) => {
  await writeSettings(endpoint, auditor, () => [
    { record: 'staff', id: 'cleo' as never, fields: { name: 'Cleo', role: 'cashier' } },
  ])
  await joinTill(page, network.url(), await auditor.pairingCode())
  const sold = await sellOne(page, 'CHI-1')
  await openReceipt(page, sold)
  await page.getByTestId('return-goods').click()
  await expect(page.getByTestId('pin-pad')).toBeVisible()
  await expect(page.getByTestId('sheet-return')).toHaveCount(0)
  await enterPin(page, OWNER_PIN)
  await chooseReason(page)
  await page.getByTestId('return-exchange').click()
  await expectBalance(page, -900)
  await openReceipt(page, sold)
  await page.getByTestId('return-goods').click()
  await enterPin(page, OWNER_PIN)
  await expect(page.getByTestId('return-obstacle')).toHaveAttribute('data-obstacle', 'in-cart')
})

test('S37, S38: a sale and its refund lead to each other; the refund is voided, not the sale', async ({
  till,
}) => {
  const sold = await sellOne(till, 'PRN-1')
  await openReceipt(till, sold)
  await till.getByTestId('return-goods').click()
  await chooseReason(till)
  await till.getByTestId('return-done').click()
  const refund = await giveBackCash(till)
  await nextSale(till)

  await openReceipt(till, sold)
  await till.getByTestId('void-sale').click()
  await expect(till.getByTestId('toast')).toContainText(refund)
  await expect(till.getByTestId('void-confirm')).toHaveCount(0)
  await till.getByTestId('linked-receipt').click()
  await expect(till.getByTestId('receipt-number')).toHaveText(refund)
  await till.getByTestId('void-sale').click()
  await till.getByTestId('void-reason').first().click()
  await till.getByTestId('void-confirm').click()
  await till.keyboard.press('Escape')
  await till.getByTestId('sales-search').fill('')
  await expect(row(till, refund)).toHaveAttribute('data-state', 'voided')
  await expect(row(till, sold)).toHaveAttribute('data-state', 'completed')
})

test('S31: the code of a receipt, scanned at the till, opens its sale', async ({ till }) => {
  await tile(till, 'PRN-1').click()
  const sold = await payExactCash(till)
  await till.getByRole('button', { name: 'Code', exact: true }).click()
  const code = await readCode(await till.getByTestId('receipt-qr').screenshot())
  expect(code).toMatch(/\/r#/)
  await nextSale(till)
  await sellOne(till, 'CHI-1')
  await scan(till, code)
  await expect(till.getByTestId('receipt-number')).toHaveText(sold)
  await till.keyboard.press('Escape')
  await till.getByTestId('till-nav-sales').click()
  await till.getByTestId('sales-search').fill(code)
  await till.getByTestId('sales-search').press('Enter')
  await expect(till.getByTestId('receipt-number')).toHaveText(sold)
})

test('S32: in yen, tax on top: half comes back, then the other half, and nothing is over', async ({
  page,
  network,
  endpoint,
  auditor,
}) => {
  await setLocation(endpoint, auditor, { currency: 'JPY', country: 'JP', taxMode: 'exclusive' })
  await joinTill(page, network.url(), await auditor.pairingCode())
  // 280 and 280, and 19 % on top: 560 + 106.4 → 666.
  await tile(page, 'ESP-1').click()
  await tile(page, 'ESP-1').click()
  await expectTotal(page, 666)
  const sold = await payExactCash(page)
  await nextSale(page)
  const given: number[] = []
  for (const _ of [1, 2]) {
    await openReceipt(page, sold)
    await page.getByTestId('return-goods').click()
    await oneBack(page, 'ESP-1')
    given.push(Number(await page.getByTestId('return-amount').getAttribute('data-minor')))
    await chooseReason(page)
    await page.getByTestId('return-done').click()
    await giveBackCash(page)
    await nextSale(page)
  }
  expect(given).toEqual([333, 333])
  await expect.poll(async () => (await auditor.sales()).length, { timeout: 20_000 }).toBe(3)
  expect((await auditor.sales()).reduce((total, { totalMinor }) => total + totalMinor, 0)).toBe(0)
  expect((await auditor.state()).decisions).toBe(0)
})

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

for (const colorScheme of ['light', 'dark'] as const)
  for (const viewport of [TABLET, PHONE])
    test.describe(
      `axe finds nothing, ${colorScheme}, ${viewport.width} wide`,
      nightlyIf((colorScheme === 'light') !== (viewport === TABLET)),
      () => {
        test.use({ colorScheme })

        test('what comes back, with its sale and without', async ({ till }) => {
          await tile(till, 'CHI-1').click()
          await tile(till, 'PRN-1').click()
          await payExactCash(till)
          await nextSale(till)
          await till.setViewportSize(viewport)
          await till.getByTestId('till-nav-sales').click()
          await till.getByTestId('sales-search').fill('44')
          await expectAccessible(till, 'found')
          await till.getByTestId('sale-row').first().click()
          await till.getByTestId('return-goods').click()
          await oneBack(till, 'CHI-1')
          await till.getByTestId('return-done').click()
          await expect(till.getByText('Say why: choose a reason')).toBeInViewport()
          await expectAccessible(till, 'return')
          await till.keyboard.press('Escape')
          await till.keyboard.press('Escape')
          await till.getByTestId('blind-return').click()
          await expectAccessible(till, 'blind return: which')
          await till.getByTestId('blind-product').first().click()
          await expectAccessible(till, 'blind return: how many')
        })
      },
    )
