import { deflateRawSync } from 'node:zlib'
import { expectHeldOnce } from './support/auditor.ts'
import { createEndpoint } from './support/endpoint.ts'
import { expect, test } from './support/fixtures.ts'
import {
  enterPin,
  expectEmptyCart,
  expectTotal,
  line,
  nextSale,
  payExactCash,
  readReceiptNumber,
  scan,
  sellMany,
  sellOne,
  status,
  tile,
} from './support/till.ts'

test.describe('taking money', () => {
  test('cash with change: the change is shown and stands on the receipt (M6)', async ({ till, auditor }) => {
    await tile(till, 'PRN-1').click()
    await tile(till, 'CHI-1').click()
    await expectTotal(till, 4400)
    await till.getByTestId('charge').click()
    await expect(till.getByTestId('tender-done')).toBeDisabled()
    await till.locator('[data-testid="cash-note"][data-minor="5000"]').click()
    await expect(till.getByTestId('change-due')).toHaveAttribute('data-minor', '600')
    await till.getByTestId('tender-done').click()
    const receipt = await readReceiptNumber(till)
    await expect(till.getByTestId('change-due')).toHaveAttribute('data-minor', '600')
    await expect(till.getByTestId('receipt')).toContainText('€6.00')
    await expectHeldOnce(auditor, [receipt])
    expect((await auditor.sales())[0]).toMatchObject({
      totalMinor: 4400,
      tenders: [{ kind: 'cash', amountMinor: 4400, tenderedMinor: 5000, changeMinor: 600 }],
    })
  })

  test('less than the total is never taken (S2)', async ({ till }) => {
    await tile(till, 'PRN-1').click()
    await till.getByTestId('charge').click()
    await expect(till.getByTestId('tender-done')).toBeDisabled()
    await till.keyboard.type('3499')
    await expect(till.getByTestId('tender-done')).toBeDisabled()
    await expect(till.getByTestId('tender-done')).toContainText('€0.01')
    await till.keyboard.press('Backspace')
    await till.keyboard.press('Backspace')
    await till.keyboard.type('00')
    await expect(till.getByTestId('tender-done')).toBeDisabled()
    await till.keyboard.press('Backspace')
    await till.keyboard.press('Backspace')
    await till.keyboard.press('Backspace')
    await till.keyboard.type('500')
    await expect(till.getByTestId('tender-done')).toBeEnabled()
    await expect(till.getByTestId('change-due')).toHaveAttribute('data-minor', '0')
  })

  test('card approved, with the last four digits (S4)', async ({ till, auditor }) => {
    await tile(till, 'PRN-1').click()
    await till.getByTestId('charge').click()
    await till.getByTestId('tender-card').click()
    await expect(till.getByTestId('card-declined')).toBeVisible()
    await till.getByLabel('Last four digits').fill('4242')
    await till.getByTestId('tender-done').click()
    const receipt = await readReceiptNumber(till)
    await expect(till.getByTestId('receipt')).toContainText('•••• 4242')
    await expectHeldOnce(auditor, [receipt])
    const kinds = (await auditor.entries()).map(({ kind }) => kind)
    expect(kinds.indexOf('tender-asked')).toBeLessThan(kinds.indexOf('sale'))
    expect(kinds.filter((kind) => kind === 'tender-outcome')).toHaveLength(1)
  })

  test('card declined goes back to the cart as it was (S4)', async ({ till, auditor }) => {
    await tile(till, 'PRN-1').click()
    await tile(till, 'PRN-1').click()
    await till.getByTestId('charge').click()
    await till.getByTestId('tender-card').click()
    await till.keyboard.press('Escape')
    await expect(till.getByTestId('card-declined')).toBeVisible()
    await till.getByTestId('card-declined').click()
    await expect(line(till, 'PRN-1')).toHaveAttribute('data-quantity', '2')
    await expectTotal(till, 7000)
    const receipt = await payExactCash(till)
    await expectHeldOnce(auditor, [receipt])
  })

  test('pressing done twice records once (S1)', async ({ till, auditor }) => {
    await tile(till, 'PRN-1').click()
    await till.getByTestId('charge').click()
    await till.getByTestId('cash-exact').click()
    await till.getByTestId('tender-done').dblclick()
    const receipt = await readReceiptNumber(till)
    await expectHeldOnce(auditor, [receipt])
  })

  test('tax is shown per rate on the receipt, included in the price (M4)', async ({ till, auditor }) => {
    await tile(till, 'PRN-1').click()
    await tile(till, 'CHI-1').click()
    await payExactCash(till)
    const receipt = till.getByTestId('receipt')
    // 35.00 − 35.00 / 1.19 = 5.59; 9.00 − 9.00 / 1.07 = 0.59
    await expect(receipt).toContainText('19%')
    await expect(receipt).toContainText('€5.59')
    await expect(receipt).toContainText('7%')
    await expect(receipt).toContainText('€0.59')
    await expect.poll(async () => (await auditor.sales()).length).toBe(1)
    expect((await auditor.sales())[0]).toMatchObject({
      totalMinor: 4400,
      taxes: expect.arrayContaining([
        expect.objectContaining({ ppm: 190_000, taxMinor: 559, grossMinor: 3500 }),
        expect.objectContaining({ ppm: 70_000, taxMinor: 59, grossMinor: 900 }),
      ]),
    })
  })

  test('receipt numbers count up by one (S7)', async ({ till }) => {
    const numbers = await sellMany(till, 3, 'ESP-1')
    const [letter = ''] = (numbers[0] ?? '').split('-')
    expect(numbers).toEqual([`${letter}-000001`, `${letter}-000002`, `${letter}-000003`])
  })
})

test.describe('building a cart', () => {
  test('tapping raises the quantity, the stepper lowers and removes it', async ({ till }) => {
    await tile(till, 'PRN-1').click()
    await tile(till, 'PRN-1').click()
    await expect(till.getByTestId('cart-line')).toHaveCount(1)
    await expect(line(till, 'PRN-1')).toHaveAttribute('data-quantity', '2')
    await line(till, 'PRN-1').getByRole('button', { name: /more/ }).click()
    await expectTotal(till, 10_500)
    for (const _ of [1, 2, 3])
      await line(till, 'PRN-1')
        .getByRole('button', { name: /less|Remove/ })
        .click()
    await expectEmptyCart(till)
  })

  test('clear empties the cart, undo brings it back', async ({ till }) => {
    await tile(till, 'PRN-1').click()
    await tile(till, 'CHI-1').click()
    await till.getByRole('button', { name: 'Clear', exact: true }).click()
    await expectEmptyCart(till)
    await till.getByTestId('toast').getByRole('button', { name: 'Undo' }).click()
    await expectTotal(till, 4400)
  })

  test('the cart survives a reload', async ({ till }) => {
    await tile(till, 'PRN-1').click()
    await tile(till, 'CHI-1').click()
    // A cart is kept right after the paint of each change.
    await till.waitForTimeout(100)
    await till.reload()
    await expectTotal(till, 4400)
    await expect(till.getByTestId('cart-line')).toHaveCount(2)
  })

  test('a recorded sale does not come back as a cart after a reload (S3)', async ({ till }) => {
    await sellOne(till)
    await till.reload()
    await expect(tile(till, 'PRN-1')).toBeVisible()
    await expectEmptyCart(till)
    await tile(till, 'PRN-1').click()
    await payExactCash(till)
    await till.reload()
    await expect(tile(till, 'PRN-1')).toBeVisible()
    await expectEmptyCart(till)
  })

  test('a cart is parked under a name, another sold, and the parked one resumed', async ({
    till,
    auditor,
  }) => {
    await tile(till, 'PRN-1').click()
    await till.getByTestId('park').click()
    await till.getByTestId('park-name').fill('Red hat')
    await till.getByTestId('park-done').click()
    await expectEmptyCart(till)
    const first = await sellOne(till, 'CHI-1')
    await till.reload()
    await till.getByTestId('park').click()
    await till.getByTestId('parked-cart').filter({ hasText: 'Red hat' }).getByTestId('resume').click()
    await expectTotal(till, 3500)
    const second = await payExactCash(till)
    await expectHeldOnce(auditor, [first, second])
  })

  test('a product with variants asks which one', async ({ till }) => {
    await tile(till, 'TEE-S').click()
    await till.locator('[data-testid="variant-option"][data-sku="TEE-L"]').click()
    await expect(line(till, 'TEE-L')).toHaveAttribute('data-quantity', '1')
    await expectTotal(till, 3000)
  })

  test('a product without a price asks for it', async ({ till }) => {
    await tile(till, 'ANY-1').click()
    await expect(till.getByTestId('keypad-done')).toBeDisabled()
    await till.keyboard.type('1250')
    await till.getByTestId('keypad-done').click()
    await expectTotal(till, 1250)
  })

  test('an own price, a note and a custom amount, by an owner without asking', async ({ till, auditor }) => {
    await tile(till, 'PRN-1').click()
    await line(till, 'PRN-1')
      .getByRole('button', { name: /Sunset Risograph/ })
      .first()
      .click()
    await till.getByTestId('line-note').fill('Corner bent')
    await till.getByTestId('override-price').click()
    await expect(till.getByTestId('keypad-done')).toBeVisible()
    await till.keyboard.type('3000')
    await till.getByTestId('keypad-done').click()
    await expectTotal(till, 3000)
    await till.getByRole('button', { name: 'More', exact: true }).click()
    await till.getByTestId('custom-line').click()
    await till.getByLabel('What is it?').fill('Gift wrap')
    for (const key of ['2', '5', '0'])
      await till.locator('dialog[open]').getByRole('button', { name: key, exact: true }).click()
    await till.getByTestId('keypad-done').click()
    await expectTotal(till, 3250)
    const receipt = await payExactCash(till)
    await expect(till.getByTestId('receipt')).toContainText('Corner bent')
    await expect(till.getByTestId('receipt')).toContainText('Gift wrap')
    await expectHeldOnce(auditor, [receipt])
    expect((await auditor.sales())[0]).toMatchObject({
      lines: [
        { sku: 'PRN-1', unitMinor: 3000, listMinor: 3500, note: 'Corner bent' },
        { product: null, name: 'Gift wrap', unitMinor: 250 },
      ],
    })
  })

  test('a sold-out tile says so, what is in the hand can be sold all the same, and a decision names it (K3)', async ({
    till,
    auditor,
  }) => {
    await expect(tile(till, 'OLD-1')).toContainText('Sold out')
    await tile(till, 'OLD-1').click()
    await till.getByTestId('sell-anyway').click()
    await expect(line(till, 'OLD-1')).toHaveAttribute('data-quantity', '1')
    const receipt = await payExactCash(till)
    await expectHeldOnce(auditor, [receipt], 1)
  })

  test('stock counts down with each sale, and amber tells when little is left (K1)', async ({ till }) => {
    await expect(tile(till, 'APR-1')).toContainText('3 left')
    await expect(tile(till, 'CHI-1')).toHaveAttribute('data-stock', '260')
    await sellOne(till, 'CHI-1')
    await expect(tile(till, 'CHI-1')).toHaveAttribute('data-stock', '259')
  })
})

test('a cashier changes a price only with a manager’s PIN; a wrong one changes nothing', async ({ page }) => {
  const demo = createEndpoint({ args: ['--demo'] })
  const demoPin = '2468'
  try {
    await demo.start()
    await page.goto(demo.url())
    await page.getByTestId('till-staff').click({ timeout: 20_000 })
    await page.getByTestId('staff-option').filter({ hasText: 'cashier' }).first().click()
    await enterPin(page, demoPin)
    await expect(page.locator('dialog[open]')).toHaveCount(0)

    await page
      .getByTestId('product-tile')
      .filter({ hasNotText: /Sold out|from|Ask/ })
      .first()
      .click()
    const before = await page.getByTestId('cart-total').getAttribute('data-minor')
    await page.getByTestId('cart-line').getByRole('button').first().click()
    await page.getByTestId('override-price').click()
    await page
      .getByTestId('staff-option')
      .filter({ hasText: /manager|owner/ })
      .first()
      .click()
    await enterPin(page, '9753')
    await expect(page.getByTestId('pin-pad').getByRole('alert')).not.toBeEmpty()
    await expect(page.getByTestId('keypad-done')).toHaveCount(0)
    await enterPin(page, demoPin)
    await expect(page.getByTestId('keypad-done')).toBeVisible()
    await expect(page.getByTestId('cart-total')).toHaveAttribute('data-minor', before ?? '')
    await page.keyboard.type('123')
    await page.getByTestId('keypad-done').click()
    await expectTotal(page, 123)
  } finally {
    await demo.remove()
  }
})

test.describe('finding', () => {
  test('search by a typo, part of a word, a SKU, a barcode; Enter adds the first hit', async ({ till }) => {
    const searches = [
      ['chili crsip', 'CHI-1'],
      ['sunse', 'PRN-1'],
      ['hon-1', 'HON-1'],
      ['4260123450014', 'TEE-M'],
    ] as const
    for (const [query, sku] of searches) {
      await till.getByTestId('search').fill(query)
      await expect(till.getByTestId('product-tile')).toHaveCount(1)
      await till.getByTestId('search').press('Enter')
      await expect(line(till, sku), `“${query}” finds ${sku}`).toHaveAttribute('data-quantity', '1')
      await expect(till.getByTestId('search')).toHaveValue('')
    }
  })

  test('nothing found says so and keeps what was typed', async ({ till }) => {
    await till.getByTestId('search').fill('xylophone')
    await expect(till.getByText('Nothing found for “xylophone”')).toBeVisible()
    await expect(till.getByTestId('search')).toHaveValue('xylophone')
  })

  test('a category shows its products only', async ({ till }) => {
    await till.getByTestId('category').filter({ hasText: 'Pantry' }).click()
    await expect(till.getByTestId('product-tile')).toHaveCount(2)
    await till.getByTestId('category').filter({ hasText: 'All' }).click()
    await expect(till.getByTestId('product-tile')).toHaveCount(8)
  })

  test('a scanner’s burst adds the variant, wherever the focus is', async ({ till }) => {
    await till.locator('body').click({ position: { x: 2, y: 400 } })
    await scan(till, '4006381333931')
    await expect(line(till, 'PRN-1')).toHaveAttribute('data-quantity', '1')
    await scan(till, '4260123450014')
    await expect(line(till, 'TEE-M')).toHaveAttribute('data-quantity', '1')
    await till.getByTestId('search').focus()
    await scan(till, '4006381333931')
    await expect(line(till, 'PRN-1')).toHaveAttribute('data-quantity', '2')
    await expect(till.getByTestId('search')).toHaveValue('')
  })

  test('a scanned code of letters is a code, not shortcuts', async ({ till }) => {
    await tile(till, 'ESP-1').click()
    await scan(till, 'chi-1')
    await expect(line(till, 'CHI-1')).toHaveAttribute('data-quantity', '1')
    await expect(line(till, 'ESP-1')).toHaveAttribute('data-quantity', '1')
    await scan(till, 'prn-1')
    await expect(till.locator('dialog[open]')).toHaveCount(0)
    await expect(line(till, 'PRN-1')).toHaveAttribute('data-quantity', '1')
  })

  test('an unknown code is told and adds nothing', async ({ till }) => {
    await scan(till, '9999999999994')
    await expect(till.getByTestId('toast')).toContainText('9999999999994')
    await expectEmptyCart(till)
  })
})

test.describe('after the sale', () => {
  test('void of the last sale needs a reason, and gives the goods back (S6)', async ({ till, auditor }) => {
    await tile(till, 'CHI-1').click()
    const receipt = await payExactCash(till)
    await till.getByTestId('void-sale').click()
    await till.getByTestId('void-confirm').click()
    await expect(till.getByText('Say why')).toBeVisible()
    await till.getByTestId('void-reason').first().click()
    await till.getByTestId('void-confirm').click()
    await expect(till.getByTestId('receipt')).toContainText('Void')
    await nextSale(till)
    await expect(tile(till, 'CHI-1')).toHaveAttribute('data-stock', '260')
    await till.getByTestId('till-nav-sales').click()
    await expect(till.getByTestId('sale-row').first()).toHaveAttribute('data-state', 'voided')
    await expectHeldOnce(auditor, [receipt])
    await expect
      .poll(async () => (await auditor.entries()).filter(({ kind }) => kind === 'void').length)
      .toBe(1)
  })

  test('any sale of the open shift can be found in the list and voided with a reason of one’s own (S6)', async ({
    till,
  }) => {
    const [first = ''] = await sellMany(till, 3, 'CHI-1')
    await till.getByTestId('till-nav-sales').click()
    await till.getByTestId('sale-row').filter({ hasText: first }).click()
    await till.getByTestId('void-sale').click()
    await till.getByTestId('void-reason-text').fill('Dropped on the way')
    await till.getByTestId('void-confirm').click()
    await expect(till.getByTestId('receipt')).toContainText('Void')
    await till.getByTestId('next-sale').click()
    await expect(till.getByTestId('sale-row').filter({ hasText: first })).toHaveAttribute(
      'data-state',
      'voided',
    )
    await till.getByTestId('till-nav-sell').click()
    await expect(tile(till, 'CHI-1')).toHaveAttribute('data-stock', '258')
  })

  test('the sales list opens the receipt again, marked as a copy', async ({ till }) => {
    const receipt = await sellOne(till)
    await till.getByTestId('till-nav-sales').click()
    const row = till.getByTestId('sale-row').first()
    await expect(row).toHaveAttribute('data-total-minor', '3500')
    await row.click()
    await expect(till.getByTestId('receipt-number')).toContainText(receipt)
    await expect(till.getByTestId('receipt')).toContainText('Copy')
  })

  test('the receipt is shown as a code, and such an address opens it without an identity', async ({
    till,
    browser,
    network,
  }) => {
    await tile(till, 'PRN-1').click()
    const number = await payExactCash(till)
    await till.getByRole('button', { name: 'Code' }).click()
    await expect(till.getByTestId('receipt-qr')).toBeVisible()
    const phone = await browser.newPage()
    const text = `Pier Market\nReceipt ${number}\n\nTotal €35.00`
    await phone.goto(`${network.url()}/r#${deflateRawSync(text).toString('base64url')}`)
    await expect(phone.getByTestId('receipt')).toContainText(number)
    await phone.goto(`${network.url()}/r#nonsense`)
    await expect(phone.getByText('No receipt in this address')).toBeVisible()
    await phone.close()
  })

  test('what was sold is at the endpoint a moment later, and the pill says so', async ({ till, auditor }) => {
    const receipt = await sellOne(till)
    await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
    await expectHeldOnce(auditor, [receipt])
  })
})
