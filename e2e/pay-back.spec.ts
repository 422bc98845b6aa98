import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Patch } from '../core/journal/settings.ts'
import { expectHeldOnce, type HeldSale } from './support/auditor.ts'
import { createEndpoint } from './support/endpoint.ts'
import { expect, test } from './support/fixtures.ts'
import { nightlyIf } from './support/nightly.ts'
import { createProfile } from './support/profile.ts'
import { writeSettings } from './support/settings.ts'
import { enterPin, expectTotal, joinTill, nextSale, readReceiptNumber, tile } from './support/till.ts'

type Back = HeldSale & {
  readonly roundingMinor?: number
  readonly tenders: readonly {
    readonly kind: string
    readonly amountMinor: number
    readonly voucher?: string
  }[]
}

async function payCard(page: Page): Promise<string> {
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-card').click()
  await page.getByLabel('Last four digits').fill('4242')
  await page.getByTestId('tender-done').click()
  return readReceiptNumber(page)
}

/** The one thing of the sale whose receipt is on the screen comes back; then the sheet that gives the money. */
async function giveAllBack(page: Page): Promise<void> {
  await page.getByTestId('return-goods').click()
  await page.getByTestId('return-reason').first().click()
  await page.getByTestId('return-done').click()
  await expect(page.getByTestId('tender-cash')).toBeVisible()
}

test.describe('giving back', () => {
  test('S34: by the card that paid, first; the terminal is asked in writing, below nought', async ({
    till,
    auditor,
  }) => {
    await tile(till, 'PRN-1').click()
    const sold = await payCard(till)
    await giveAllBack(till)
    const hint = till.getByTestId('give-back-hint')
    await expect(hint).toContainText('4242')
    await hint.click()
    await expect(till.getByText('Refund this amount on the terminal')).toBeVisible()
    await till.getByTestId('tender-done').click()
    const back = await readReceiptNumber(till)
    await expectHeldOnce(auditor, [sold, back])
    const sale = (await auditor.sales()).at(-1) as Back
    expect(sale).toMatchObject({ totalMinor: -3500, tenders: [{ kind: 'card', amountMinor: -3500 }] })
    const asked = (await auditor.entries()).filter(({ kind }) => kind === 'tender-asked')
    expect(asked.map(({ body }) => (body as { amountMinor: number }).amountMinor)).toEqual([3500, -3500])
  })

  test('S34, S22: of a bill split by items, each goes back on the card that paid for it', async ({
    till,
    auditor,
  }) => {
    const byCard = async (digits: string) => {
      await till.getByTestId('tender-card').click()
      await till.getByLabel('Last four digits').fill(digits)
      await till.getByTestId('tender-done').click()
    }
    await tile(till, 'PRN-1').click()
    await tile(till, 'CHI-1').click()
    await till.getByTestId('charge').click()
    await till.getByTestId('tender-split').click()
    await till.getByTestId('split-lines').click()
    await till.getByTestId('split-line').first().click()
    await till.getByTestId('split-take').click()
    await till.getByTestId('tender-card').click()
    await till.getByTestId('card-declined').click()
    await expect(till.getByTestId('cash-exact')).toHaveAttribute('data-minor', '3500')
    await byCard('1111')
    await expect(till.getByTestId('part')).toHaveCount(1)
    await byCard('2222')
    const sold = await readReceiptNumber(till)
    await till.getByTestId('return-goods').click()
    await till.locator('[data-testid="return-line"][data-sku="CHI-1"]').getByTestId('return-more').click()
    await till.getByTestId('return-reason').first().click()
    await till.getByTestId('return-done').click()
    const hint = till.getByTestId('give-back-hint')
    await expect(hint).toHaveCount(1)
    await expect(hint).toContainText('2222')
    await hint.click()
    await expect(till.getByText('on card •••• 2222')).toBeVisible()
    await till.getByTestId('tender-done').click()
    const back = await readReceiptNumber(till)
    await expectHeldOnce(auditor, [sold, back])
    const [bill, refund] = (await auditor.sales()) as Back[]
    expect(bill).toMatchObject({ tenders: [{ amountMinor: 3500, lines: [0] }, { amountMinor: 900 }] })
    expect(refund).toMatchObject({ tenders: [{ kind: 'card', amountMinor: -900, last4: '2222' }] })
  })

  test('S39: in several means it stays at those that paid, also after a reload, without a minus', async ({
    till,
    auditor,
  }) => {
    await tile(till, 'PRN-1').click()
    await till.getByTestId('charge').click()
    await till.getByTestId('tender-split').click()
    await expect(till.getByTestId('keypad-done')).toBeVisible()
    await till.keyboard.type('1000')
    await till.getByTestId('keypad-done').click()
    await till.getByTestId('cash-exact').click()
    await till.getByTestId('tender-done').click()
    await till.getByTestId('tender-card').click()
    await till.getByLabel('Last four digits').fill('4242')
    await till.getByTestId('tender-done').click()
    await readReceiptNumber(till)
    await giveAllBack(till)
    const hint = till.getByTestId('give-back-hint')
    await expect(hint).toHaveCount(2)
    await hint.first().click()
    await till.getByTestId('card-declined').click()
    await expect(hint).toHaveCount(2)
    await hint.first().click()
    await till.getByTestId('tender-done').click()
    await expect(hint).toHaveCount(1)
    await expect(hint).toBeFocused()
    await expect(hint).toHaveAttribute('data-kind', 'cash')
    await till.reload()
    await expect(till.getByTestId('paid-note')).toContainText('€25.00 of it is given back already')
    await till.getByTestId('charge').click()
    await expect(hint).toHaveAttribute('data-kind', 'cash')
    await expect(till.getByTestId('part')).toHaveText(/given back€25\.00/)
    await expect(till.getByRole('dialog').getByText('-€')).toHaveCount(0)
    await hint.click()
    await till.getByTestId('tender-done').click()
    await readReceiptNumber(till)
    await expect.poll(async () => (await auditor.sales()).length).toBe(2)
    expect((await auditor.sales())[1]).toMatchObject({
      tenders: [
        { kind: 'card', amountMinor: -2500, last4: '4242' },
        { kind: 'cash', amountMinor: -1000 },
      ],
    })
  })

  test('S39: what a house account has paid is taken off that account, and no other is asked for', async ({
    page,
    network,
    auditor,
    endpoint,
  }) => {
    const account = (id: string, name: string): Patch => ({
      ...{ record: 'account', id: id as never },
      fields: { name, limitMinor: 50_000 as never },
    })
    await writeSettings(endpoint, auditor, () => [account('a', 'Aerial'), account('b', 'Bandstand')])
    await joinTill(page, network.url(), await auditor.pairingCode())
    await tile(page, 'PRN-1').click()
    await page.getByTestId('charge').click()
    await page.getByTestId('tender-more').click()
    await page.getByTestId('pay-house-account').click()
    await page.getByTestId('account-option').filter({ hasText: 'Bandstand' }).click()
    await page.getByTestId('tender-done').click()
    await readReceiptNumber(page)
    await giveAllBack(page)
    const hint = page.getByTestId('give-back-hint')
    await expect(hint).toHaveText(/House account: Bandstand/)
    await hint.click()
    await expect(page.getByTestId('account-option')).toHaveCount(0)
    await expect(page.getByText('Another account')).toHaveCount(0)
    await page.getByTestId('tender-done').click()
    await readReceiptNumber(page)
    await expect.poll(async () => (await auditor.sales()).length).toBe(2)
    expect((await auditor.sales())[1]).toMatchObject({
      tenders: [{ kind: 'house-account', account: 'b', amountMinor: -3500 }],
    })
  })

  test('S24: as store credit: its code is shown, and pays the next sale', async ({ till, auditor }) => {
    await tile(till, 'PRN-1').click()
    await payCard(till)
    await giveAllBack(till)
    await till.getByTestId('tender-more').click()
    await till.getByTestId('pay-store-credit').click()
    await till.getByTestId('tender-done').click()
    const code = (await till.getByTestId('issued-voucher').textContent()) ?? ''
    expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/)
    await nextSale(till)
    await tile(till, 'CHI-1').click()
    await till.getByTestId('charge').click()
    await till.getByTestId('tender-more').click()
    await till.getByTestId('pay-voucher').click()
    await till.getByTestId('voucher-code').fill(code)
    await till.getByTestId('voucher-find').click()
    await expect(till.getByTestId('voucher-rest')).toHaveAttribute('data-minor', '2600')
    await till.getByTestId('tender-done').click()
    await readReceiptNumber(till)
    await expect.poll(async () => (await auditor.sales()).length).toBe(3)
    expect((await auditor.sales()).map((sale) => (sale as Back).tenders)).toMatchObject([
      [{ kind: 'card' }],
      [{ kind: 'store-credit', amountMinor: -3500, voucher: code.replaceAll('-', '') }],
      [{ kind: 'store-credit', amountMinor: 900 }],
    ])
  })

  test('S21: in cash the rounding is mirrored', async ({ page, network, auditor, endpoint }) => {
    await writeSettings(endpoint, auditor, (location) => [
      { record: 'location', id: location as never, fields: { currency: 'CHF', country: 'CH' } },
    ])
    await joinTill(page, network.url(), await auditor.pairingCode())
    await tile(page, 'ANY-1').click()
    await expect(page.getByTestId('keypad-done')).toBeVisible()
    await page.keyboard.type('1003')
    await page.getByTestId('keypad-done').click()
    await page.getByTestId('charge').click()
    await page.getByTestId('cash-exact').click()
    await page.getByTestId('tender-done').click()
    const sold = await readReceiptNumber(page)
    await giveAllBack(page)
    await expect(page.getByTestId('cash-rounding')).toHaveAttribute('data-minor', '-2')
    await expect(page.getByTestId('cash-due')).toHaveAttribute('data-minor', '1005')
    await expect(page.getByTestId('change-due')).toHaveAttribute('data-minor', '1005')
    await page.getByTestId('tender-done').click()
    const back = await readReceiptNumber(page)
    await expectHeldOnce(auditor, [sold, back])
    const sales = (await auditor.sales()) as Back[]
    expect(sales.map(({ totalMinor, roundingMinor }) => [totalMinor, roundingMinor])).toEqual([
      [1003, 2],
      [-1003, -2],
    ])
  })
})

test('S20: killed with a part taken and the terminal busy: the part is there, and the answer becomes one too', async ({
  network,
  auditor,
}) => {
  const profile = createProfile()
  try {
    const first = await profile.open()
    await joinTill(first, network.url(), await auditor.pairingCode())
    await tile(first, 'PRN-1').click()
    await first.getByTestId('charge').click()
    for (const minor of ['1000', '500']) {
      await first.getByTestId('tender-split').click()
      await expect(first.getByTestId('keypad-done')).toBeVisible()
      await first.keyboard.type(minor)
      await first.getByTestId('keypad-done').click()
      if (minor === '1000') {
        await first.getByTestId('cash-exact').click()
        await first.getByTestId('tender-done').click()
        await expect(first.getByTestId('part')).toHaveCount(1)
      } else await first.getByTestId('tender-card').click()
    }
    await expect(first.getByTestId('card-declined')).toBeVisible()
    await profile.kill()

    const page = await profile.open()
    await page.goto(network.url())
    await expect(page.getByTestId('decision')).toContainText('€5.00')
    // Put aside: whoever charges the cart is asked again first.
    await page.keyboard.press('Escape')
    await page.getByTestId('charge').click()
    await expect(page.getByTestId('decision')).toContainText('€5.00')
    await page.getByTestId('question-approved').click()
    await page.getByTestId('charge').click()
    await expect(page.getByTestId('part')).toHaveCount(2)
    await expect(page.getByTestId('left')).toHaveAttribute('data-minor', '2000')
    await page.getByTestId('tender-cash').click()
    await page.getByTestId('cash-exact').click()
    await page.getByTestId('tender-done').click()
    await expectHeldOnce(auditor, [await readReceiptNumber(page)])
    expect((await auditor.sales())[0]).toMatchObject({
      tenders: [
        { kind: 'cash', amountMinor: 1000 },
        { kind: 'card', amountMinor: 500 },
        { kind: 'cash', amountMinor: 2000 },
      ],
    })
  } finally {
    await profile.remove()
  }
})

test('S25: a cashier gives nothing away without a manager’s PIN', async ({ page }) => {
  const demo = createEndpoint({ args: ['--demo'] })
  try {
    await demo.start()
    await page.goto(demo.url())
    await page.getByTestId('till-staff').click({ timeout: 20_000 })
    await page.getByTestId('staff-option').filter({ hasText: 'cashier' }).first().click()
    await enterPin(page, '2468')
    await expect(page.locator('dialog[open]')).toHaveCount(0)
    const plain = page.getByTestId('product-tile').filter({ hasNotText: /Sold out|from|Ask/ })
    await plain.first().click()
    await page.getByTestId('charge').click()
    await page.getByTestId('tender-more').click()
    await page.getByTestId('pay-on-the-house').click()
    await page.getByTestId('house-reason').fill('Birthday')
    await page.getByTestId('tender-done').click()
    const manager = page.getByTestId('staff-option').filter({ hasText: /manager|owner/ })
    await manager.first().click()
    await expect(page.getByTestId('pin-pad')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('receipt')).toHaveCount(0)
    await page.getByTestId('tender-done').click()
    await manager.first().click()
    await enterPin(page, '2468')
    await readReceiptNumber(page)
  } finally {
    await demo.remove()
  }
})

const SETTINGS = (location: string): readonly Patch[] => [
  { record: 'location', id: location as never, fields: { tips: 'cashier', country: 'FI' } },
  {
    record: 'account',
    id: 'account-1' as never,
    fields: { name: 'Harbour Crew', limitMinor: 500 as never, note: 'Ask for Ole' },
  },
  {
    record: 'payee',
    id: 'payee-1' as never,
    fields: { scheme: 'epc', name: 'Pier Market GmbH', account: 'DE89370400440532013000' },
  },
]

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
  test.describe(
    `axe finds nothing in taking the money, ${colorScheme}`,
    nightlyIf(colorScheme === 'dark'),
    () => {
      test.use({ colorScheme })

      test('every means, every way to split, the list of transfers', async ({
        page,
        network,
        auditor,
        endpoint,
      }) => {
        test.slow()
        await writeSettings(endpoint, auditor, SETTINGS)
        await joinTill(page, network.url(), await auditor.pairingCode())
        await tile(page, 'PRN-1').click()
        await tile(page, 'CHI-1').click()
        await page.getByTestId('charge').click()
        await page.getByTestId('tip-preset').first().click()
        await expectAccessible(page, 'cash, tip and rounding')
        await page.getByTestId('tip-other').click()
        await expectAccessible(page, 'tip')
        await page.getByRole('button', { name: 'Back', exact: true }).click()
        await page.getByTestId('tender-more').click()
        await expectAccessible(page, 'more')
        for (const by of ['house-account', 'on-the-house', 'voucher']) {
          await page.getByTestId('tender-more').click()
          await page.getByTestId(`pay-${by}`).click()
          await expectAccessible(page, by)
        }
        await page.getByTestId('voucher-code').fill('ABC')
        await page.getByTestId('voucher-find').click()
        await expectAccessible(page, 'a wrong code')
        await page.getByTestId('tender-more').click()
        await page.getByTestId('pay-house-account').click()
        await page.getByTestId('account-option').click()
        await expectAccessible(page, 'over the limit')
        await page.getByTestId('tender-split').click()
        await expectAccessible(page, 'split by amount')
        await page.keyboard.type('1000')
        await page.getByTestId('keypad-done').click()
        await expectAccessible(page, 'a part')
        await page.getByTestId('cash-exact').click()
        await page.getByTestId('tender-done').click()
        await expect(page.getByTestId('part')).toHaveCount(1)
        await page.getByTestId('split-shares').click()
        await page.getByTestId('part-take-back').click()
        await expectAccessible(page, 'shares, and a part to take back')
        await page.getByTestId('split-lines').click()
        await expectAccessible(page, 'items')
        await page.getByTestId('tender-qr').click()
        await expect(page.getByTestId('qr-code')).toBeVisible()
        await expectAccessible(page, 'a code')
        await page.getByTestId('transfer-later').click()
        await readReceiptNumber(page)
        await nextSale(page)
        await page.getByRole('button', { name: 'More', exact: true }).click()
        await page.getByTestId('awaiting-payments').click()
        await page.getByTestId('transfer-doubt').click()
        await expectAccessible(page, 'money awaited')
        await page.getByTestId('compare-statement').click()
        const upload = { name: 'bank.csv', mimeType: 'text/csv', buffer: Buffer.from('a;b\nc;1,00\n') }
        await page.getByTestId('statement-file').setInputFiles(upload)
        await expectAccessible(page, 'the bank’s file')
        await page.keyboard.press('Escape')
        await page.keyboard.press('Escape')
        await expectTotal(page, 0)
      })
    },
  )
