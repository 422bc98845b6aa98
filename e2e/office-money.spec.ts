/** O9 to O18 in the browser: what the office sets about money, every till prices and takes by at once. */
import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { expectTotal, nextSale, readReceiptNumber, tile } from './support/till.ts'

/** The office in another tab of the same device. */
async function openOffice(context: BrowserContext, url: string, screen: string): Promise<Page> {
  const office = await context.newPage()
  await office.goto(`${url}/office/${screen}`)
  return office
}

const alerts = (page: Page, sheet: string) => page.getByTestId(sheet).getByRole('alert')

test('O10: a 3 for 2 made in the office changes the cart of an open till at once', async ({
  till,
  network,
  context,
}) => {
  await tile(till, 'PRN-1').click({ clickCount: 3, delay: 60 })
  await expectTotal(till, 10_500)
  const office = await openOffice(context, network.url(), 'offers')
  await office.getByTestId('promotion-add').click()
  await office.getByTestId('promotion-name').fill('Three for two')
  await office.getByTestId('scope-categories').getByRole('button', { name: 'Prints' }).click()
  await expect(office.getByTestId('offer-told')).toContainText('3 for 2 on Prints.')
  await expect(office.getByTestId('offer-told')).toContainText('€70.00 instead of €105.00')
  await office.getByTestId('promotion-save').click()
  await expect(office.getByTestId('promotion-row')).toContainText('3 for 2 on Prints')
  await expectTotal(till, 7000)
  await office.getByTestId('promotion-switch').click()
  await expect(office.getByTestId('promotion-row')).toContainText('Switched off')
  await expectTotal(till, 10_500)
  await office.getByTestId('promotion-switch').click()
  await expectTotal(till, 7000)
  await office.getByTestId('promotion-change').click()
  await office.getByTestId('promotion-remove').click()
  await expectTotal(till, 10_500)
  await office.getByRole('button', { name: 'Undo' }).click()
  await expectTotal(till, 7000)
})

test('O9: what is wrong with an offer is named at its field, and nothing that was typed is lost', async ({
  till,
  network,
}) => {
  await till.goto(`${network.url()}/office/offers`)
  await till.getByTestId('promotion-add').click()
  await till.getByTestId('offer-percent').click()
  await till.getByTestId('promotion-percent').fill('101')
  await till.getByTestId('window-firstDay').fill('2026-12-24')
  await till.getByTestId('window-lastDay').fill('2026-12-23')
  await till.getByTestId('window-from').fill('17:00')
  await till.getByTestId('promotion-save').click()
  const wrong = alerts(till, 'promotion-sheet')
  await expect(wrong).toContainText([
    /Write a name/,
    /100 at most/,
    /before the first/,
    /when it ends/,
    /Nothing that/,
  ])
  await expect(till.getByTestId('promotion-name')).toBeFocused()
  await till.keyboard.press('Escape')
  await expect(till.getByTestId('promotion-problem')).toContainText('or press Cancel')
  await expect(till.getByTestId('promotion-percent')).toHaveValue('101')
  await till.getByTestId('promotion-name').fill('Happy hour')
  await till.getByTestId('promotion-percent').fill('10')
  await till.getByTestId('window-lastDay').fill('2026-12-24')
  await till.getByTestId('window-to').fill('7 pm')
  await expect(wrong).toHaveCount(0)
  await till.getByTestId('promotion-save').click()
  await expect(till.getByTestId('promotion-row')).toContainText('10% off on everything, 17:00–19:00')

  await addCoupon(till, 'spring 26', '50')
  await expect(till.getByTestId('coupon-row')).toContainText('SPRING26')
  await addCoupon(till, 'Spring26', '5')
  await expect(alerts(till, 'coupon-sheet')).toContainText([/Another coupon has this code/, /Nothing that/])
  await till.getByTestId('coupon-make-up').click()
  await expect(till.getByTestId('coupon-code')).toHaveValue(/^[0-9A-Z]{8}$/)
  await till.getByTestId('coupon-save').click()
  await expect(till.getByTestId('coupon-row')).toHaveCount(2)
})

async function addCoupon(page: Page, code: string, percent: string): Promise<void> {
  await page.getByTestId('coupon-add').click()
  await page.getByTestId('coupon-code').fill(code)
  await page.getByTestId('coupon-percent').fill(percent)
  await page.getByTestId('coupon-limit-once').click()
  await page.getByTestId('coupon-save').click()
}

test('O12: a coupon of the office is taken at the till, and its uses are told', async ({
  till,
  network,
  context,
}) => {
  const office = await openOffice(context, network.url(), 'offers')
  await addCoupon(office, 'half', '50')
  await expect(office.getByTestId('coupon-row')).toContainText('Not used yet')
  await till.bringToFront()
  await tile(till, 'PRN-1').click()
  await till.getByRole('button', { name: 'More', exact: true }).click()
  await till.getByTestId('coupon-open').click()
  await till.getByTestId('coupon-code').fill('HALF')
  await till.getByTestId('coupon-give').click()
  await expectTotal(till, 1750)
  await till.keyboard.press('Escape')
  await till.getByTestId('charge').click()
  await till.getByTestId('cash-exact').click()
  await till.getByTestId('tender-done').click()
  await readReceiptNumber(till)
  await office.bringToFront()
  await expect(office.getByTestId('coupon-row')).toContainText('Used once')
})

test('O13: a payee with a wrong digit is named; a right one is offered at the till, tips too', async ({
  till,
  network,
  context,
}) => {
  const office = await openOffice(context, network.url(), 'payments')
  await office.getByTestId('payee-change').first().click()
  await office.getByTestId('payee-name').fill('Pier Market')
  await office.getByTestId('payee-account').fill('BE72 0000 0000 1617')
  await office.getByTestId('payee-save').click()
  await expect(alerts(office, 'payee-sheet').first()).toContainText('typing error')
  await expect(office.getByTestId('payee-sample')).toHaveCount(0)
  await office.getByTestId('payee-account').fill('BE72 0000 0000 1616')
  await expect(office.getByTestId('payee-sample').getByRole('img')).toBeVisible()
  await office.getByTestId('payee-save').click()
  await expect(office.getByTestId('payee-row').first()).toContainText('BE72000000001616')
  await expect(office.getByTestId('stripe-card')).toContainText('Not set up')

  await office.getByTestId('tips-pool').click()
  await office.getByTestId('tip-preset-0').fill('7')
  await office.getByTestId('tip-preset-1').fill('7,0')
  await office.getByTestId('payments-save').click()
  await expect(office.getByRole('alert').first()).toContainText('there already')
  await office.getByTestId('tip-preset-1').fill('12.5')
  await office.getByTestId('payments-save').click()
  await expect(office.getByTestId('toast')).toContainText('Payments saved')

  await till.bringToFront()
  await tile(till, 'PRN-1').click()
  await till.getByTestId('charge').click()
  await expect(till.getByTestId('tip-preset')).toHaveText([/7%/, /12.5%/, /15%/])
  await till.getByTestId('tender-qr').click()
  await expect(till.getByTestId('qr-code')).toBeVisible()
  await expect(till.getByTestId('qr-amount')).toHaveAttribute('data-minor', '3500')
})

test('O14, O15, O16: a gift card and a house account, from the office to the till and back', async ({
  till,
  network,
  context,
}) => {
  const office = await openOffice(context, network.url(), '')
  await office.getByTestId('product-add').click()
  await office.getByTestId('product-name').fill('Gift card')
  await office.getByTestId('product-kind-voucher').click()
  await office.getByTestId('product-months').fill('0')
  await office.getByTestId('variant-sku').fill('GIFT')
  await office.getByTestId('variant-price').fill('25')
  await office.getByTestId('product-save').click()
  await expect(alerts(office, 'product-sheet').first()).toContainText('from 1 to 1,200')
  await office.getByTestId('product-months').fill('36')
  await office.getByTestId('product-save').click()
  await expect(office.getByTestId('product-sheet')).toHaveCount(0)
  await office.getByTestId('office-nav-money').click()
  await office.getByTestId('account-add').click()
  await office.getByTestId('account-name').fill('Crew')
  await office.getByTestId('account-save').click()
  await expect(alerts(office, 'account-sheet').first()).toContainText('Write an amount in EUR')
  await office.getByTestId('account-limit').fill('100')
  await office.getByTestId('account-save').click()
  await expect(office.getByTestId('account-row')).toContainText('€100.00 left of €100.00')

  await till.bringToFront()
  await tile(till, 'GIFT').click()
  await till.getByTestId('charge').click()
  await till.getByTestId('cash-exact').click()
  await till.getByTestId('tender-done').click()
  await nextSale(till)
  await tile(till, 'PRN-1').click()
  await till.getByTestId('charge').click()
  await till.getByTestId('tender-more').click()
  await till.getByTestId('pay-house-account').click()
  await till.getByTestId('account-option').click()
  await till.getByTestId('tender-done').click()
  await readReceiptNumber(till)

  await office.bringToFront()
  await expect(office.getByTestId('liability-gift-cards')).toHaveAttribute('data-minor', '2500')
  await expect(office.getByTestId('accounts-owed')).toHaveAttribute('data-minor', '3500')
  await office.getByTestId('voucher-open').click()
  await expect(office.getByTestId('voucher-move')).toHaveText([/Issued with [A-Z]-000001/])
  await office.keyboard.press('Escape')
  await office.getByTestId('account-open').click()
  await expect(office.getByTestId('statement-line')).toHaveText([/[A-Z]-000002/])
  await expect(office.getByTestId('account-remove')).toHaveCount(0)
  await office.keyboard.press('Escape')

  await office.getByTestId('office-nav-changes').click()
  const changes = office.getByTestId('change-row')
  await expect(changes.filter({ hasText: 'House account Crew' })).toContainText('May owe up to: €100.00')
  await expect(changes.filter({ hasText: 'Product Gift card' })).toContainText('Months valid: 36')
})

test('O9: tax, language and labels of scales on the location’s screen', async ({ till, network }) => {
  await till.goto(`${network.url()}/office/location`)
  const rates = till.getByTestId('tax-rate')
  await rates.first().getByTestId('tax-take-away').selectOption({ index: 1 })
  await till.getByTestId('tax-rounding').selectOption('per-line')
  await till.getByTestId('location-language').selectOption('fr')
  await till.getByTestId('embedded-add').click()
  await till.getByTestId('embedded-prefix').fill('40')
  await till.getByTestId('location-save').click()
  await expect(till.getByRole('alert').first()).toContainText('20 to 29')
  await till.getByTestId('embedded-prefix').fill('21')
  await expect(till.getByTestId('embedded-code')).toContainText('21 · IIIII · VVVVV · C')
  await till.getByTestId('location-save').click()
  await expect(till.getByTestId('toast')).toContainText('Location saved')
  await till.reload()
  await expect(till.getByTestId('tax-rounding')).toHaveValue('per-line')
  await expect(till.getByTestId('location-language')).toHaveValue('fr')
  await expect(till.getByTestId('embedded-prefix')).toHaveValue('21')
  await till.getByTestId('office-nav-changes').click()
  await expect(till.getByTestId('change-row').first()).toContainText('Tax is rounded: for each line')
})
