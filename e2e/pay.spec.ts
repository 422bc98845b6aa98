import type { Page } from '@playwright/test'
import type { Patch } from '../core/journal/settings.ts'
import { expectHeldOnce, type HeldSale } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import { setLocation, writeSettings } from './support/settings.ts'
import { expectTotal, joinTill, readReceiptNumber, tile } from './support/till.ts'

interface MoneySale extends HeldSale {
  readonly roundingMinor?: number
  readonly tenders: readonly { readonly kind: string; readonly amountMinor: number }[]
  readonly lines: readonly { readonly kind?: string; readonly amountMinor: number }[]
}

const amounts = ({ tenders }: MoneySale) => tenders.map(({ kind, amountMinor }) => [kind, amountMinor])

/** Keys an amount into the keypad of the sheet, in minor units. */
const keyIn = (page: Page, minor: number) => page.keyboard.type(String(minor))

/** A product without a price of its own. */
async function openPrice(page: Page, minor: number): Promise<void> {
  await tile(page, 'ANY-1').click()
  await expect(page.getByTestId('keypad-done')).toBeVisible()
  await keyIn(page, minor)
  await page.getByTestId('keypad-done').click()
}

async function takePart(page: Page, minor: number): Promise<void> {
  await page.getByTestId('tender-split').click()
  await page.getByTestId('split-amount').click()
  await keyIn(page, minor)
  await page.getByTestId('keypad-done').click()
  await expect(page.getByTestId('tender-cash')).toHaveAttribute('aria-checked', 'true')
}

const minorOf = (page: Page, testId: string) =>
  page.getByTestId(testId).first().getAttribute('data-minor').then(Number)

test.describe('parts', () => {
  test('S20: three parts, a declined card and a reload in the middle: every part stands, once', async ({
    till,
    auditor,
  }) => {
    await tile(till, 'PRN-1').click()
    await tile(till, 'CHI-1').click()
    await expectTotal(till, 4400)
    await till.getByTestId('charge').click()
    await takePart(till, 1000)
    await till.getByTestId('cash-exact').click()
    await till.getByTestId('tender-done').click()
    await expect(till.getByTestId('part')).toHaveCount(1)
    await expect(till.getByTestId('left')).toHaveAttribute('data-minor', '3400')

    await takePart(till, 1500)
    await till.getByTestId('tender-card').click()
    await till.getByTestId('card-declined').click()
    // S22: the part that was cut is asked for next.
    await expect(till.getByTestId('cash-exact')).toHaveAttribute('data-minor', '1500')
    await expect(till.getByTestId('paid-so-far')).toHaveAttribute('data-minor', '1000')
    await till.getByTestId('tender-card').click()
    await till.getByLabel('Last four digits').fill('4242')
    await till.getByTestId('tender-done').click()
    await expect(till.getByTestId('part')).toHaveCount(2)

    await till.reload()
    await expectTotal(till, 4400)
    await expect(till.getByTestId('cart-paid')).toHaveAttribute('data-minor', '2500')
    await expect(till.getByTestId('cart-left')).toHaveAttribute('data-minor', '1900')
    await expect(till.getByTestId('cart-whole')).toHaveAttribute('data-minor', '4400')
    await expect(till.getByTestId('charge')).toContainText('€19.00')
    await tile(till, 'PRN-1').click()
    await expect(till.getByTestId('toast')).toBeVisible()
    await expectTotal(till, 4400)
    await till.getByTestId('charge').click()
    await expect(till.getByTestId('part')).toHaveCount(2)
    await expect(till.getByTestId('left')).toHaveAttribute('data-minor', '1900')
    await till.getByTestId('tender-cash').click()
    await till.locator('[data-testid="cash-note"][data-minor="2000"]').click()
    await expect(till.getByTestId('change-due')).toHaveAttribute('data-minor', '100')
    await till.getByTestId('tender-done').click()
    const receipt = await readReceiptNumber(till)
    await expectHeldOnce(auditor, [receipt])
    const [sale] = (await auditor.sales()) as MoneySale[]
    expect(sale && amounts(sale)).toEqual([
      ['cash', 1000],
      ['card', 1500],
      ['cash', 1900],
    ])
    const outcomes = (await auditor.entries()).filter(({ kind }) => kind === 'tender-outcome')
    expect(outcomes.map(({ body }) => (body as { outcome: string }).outcome)).toEqual([
      'declined',
      'approved',
    ])
  })

  test('S22: equal shares, then one is given back: the card is reversed by an entry', async ({
    till,
    auditor,
  }) => {
    await tile(till, 'ESP-1').click()
    await tile(till, 'HON-1').click()
    await till.getByTestId('charge').click()
    await till.getByTestId('tender-split').click()
    await till.getByTestId('split-shares').click()
    await till.getByTestId('share-more').click()
    await till.getByTestId('split-take').click()
    await till.getByTestId('tender-card').click()
    await till.getByTestId('tender-done').click()
    expect(await minorOf(till, 'part')).toBe(344)
    await till.getByTestId('part-take-back').click()
    await till.getByTestId('part-taken-back').click()
    await expect(till.getByTestId('part')).toHaveCount(0)
    await expect(till.getByTestId('left')).toHaveAttribute('data-minor', '1030')
    await till.getByTestId('split-shares').click()
    await till.getByTestId('share-more').click()
    for (const [taken, share] of [344, 343].entries()) {
      await expect(till.getByTestId('part')).toHaveCount(taken)
      await till.getByTestId('split-take').click()
      await expect(till.getByTestId('cash-exact')).toHaveAttribute('data-minor', String(share))
      await till.getByTestId('cash-exact').click()
      await till.getByTestId('tender-done').click()
    }
    await expect(till.getByTestId('part')).toHaveCount(2)
    await till.getByTestId('tender-cash').click()
    await till.getByTestId('cash-exact').click()
    await till.getByTestId('tender-done').click()
    const receipt = await readReceiptNumber(till)
    await expectHeldOnce(auditor, [receipt])
    const [sale] = (await auditor.sales()) as MoneySale[]
    expect(sale && amounts(sale)).toEqual([
      ['cash', 344],
      ['cash', 343],
      ['cash', 343],
    ])
    const outcomes = (await auditor.entries()).filter(({ kind }) => kind === 'tender-outcome')
    expect(outcomes.map(({ body }) => (body as { outcome: string }).outcome)).toEqual([
      'approved',
      'reversed',
    ])
  })

  test('S22: by items: what is paid is marked, and the last items pay the rest', async ({
    till,
    auditor,
  }) => {
    for (const sku of ['PRN-1', 'CHI-1', 'ESP-1']) await tile(till, sku).click()
    await till.getByTestId('charge').click()
    await till.getByTestId('tender-split').click()
    await till.getByTestId('split-lines').click()
    await till.getByTestId('split-line').nth(1).click()
    await till.getByTestId('split-take').click()
    await till.getByTestId('cash-exact').click()
    await till.getByTestId('tender-done').click()
    await expect(till.getByTestId('part')).toHaveCount(1)
    await till.getByTestId('split-lines').click()
    await expect(till.getByTestId('split-line').nth(1)).toHaveAttribute('data-paid', 'true')
    await till.getByTestId('tender-card').click()
    await till.getByTestId('tender-done').click()
    await expectHeldOnce(auditor, [await readReceiptNumber(till)])
    expect((await auditor.sales())[0]).toMatchObject({
      tenders: [
        { kind: 'cash', amountMinor: 900, lines: [1] },
        { kind: 'card', amountMinor: 3780 },
      ],
    })
  })

  test('a part of nothing, and one of more than is left, are named; the cart stays as it is', async ({
    till,
  }) => {
    await tile(till, 'CHI-1').click()
    await till.getByTestId('charge').click()
    await till.getByTestId('tender-split').click()
    await keyIn(till, 0)
    await till.getByTestId('keypad-done').click()
    await expect(till.getByRole('alert')).toContainText('above nought')
    await keyIn(till, 901)
    await till.getByTestId('keypad-done').click()
    await expect(till.getByRole('alert')).toContainText('€9.00')
    await till.getByTestId('tender-cash').click()
    await till.keyboard.type('1000000000000000')
    await expect(till.getByTestId('toast')).toContainText('No till takes that much')
    await till.keyboard.press('Escape')
    await expectTotal(till, 900)
  })
})

test.describe('other currencies', () => {
  const open = async (page: Page, url: string, code: string) => {
    await joinTill(page, url, code)
    await tile(page, 'CHI-1').click()
    await tile(page, 'ESP-1').click()
  }

  test('S21: CHF: cash is rounded to five rappen on a line of its own, a card pays to the rappen', async ({
    page,
    network,
    auditor,
    endpoint,
  }) => {
    await setLocation(endpoint, auditor, { currency: 'CHF', country: 'CH' })
    await joinTill(page, network.url(), await auditor.pairingCode())
    await openPrice(page, 1003)
    await page.getByTestId('charge').click()
    await expect(page.getByTestId('cash-rounding')).toHaveAttribute('data-minor', '2')
    await expect(page.getByTestId('cash-due')).toHaveAttribute('data-minor', '1005')
    await page.getByTestId('cash-exact').click()
    await page.getByTestId('tender-done').click()
    await expectHeldOnce(auditor, [await readReceiptNumber(page)])
    expect((await auditor.sales())[0]).toMatchObject({ totalMinor: 1003, roundingMinor: 2 })
    await page.getByTestId('next-sale').click()
    await openPrice(page, 1003)
    await page.getByTestId('charge').click()
    await page.getByTestId('tender-card').click()
    await page.getByTestId('tender-done').click()
    await readReceiptNumber(page)
    await expect.poll(async () => (await auditor.sales()).length).toBe(2)
    const card = ((await auditor.sales()) as MoneySale[]).at(-1)
    expect(card && [amounts(card), card.roundingMinor]).toEqual([[['card', 1003]], undefined])
  })

  for (const [currency, country, note] of [
    ['JPY', 'JP', '5000'],
    ['KWD', 'KW', '5000'],
  ] as const)
    test(`${currency}: cash, change and a split in its own minor units`, async ({
      page,
      network,
      auditor,
      endpoint,
    }) => {
      await setLocation(endpoint, auditor, { currency, country })
      await open(page, network.url(), await auditor.pairingCode())
      await expectTotal(page, 1180)
      await page.getByTestId('charge').click()
      await takePart(page, 180)
      await page.getByTestId('tender-card').click()
      await page.getByTestId('tender-done').click()
      await expect(page.getByTestId('part')).toHaveCount(1)
      await page.getByTestId('tender-cash').click()
      await page.locator(`[data-testid="cash-note"][data-minor="${note}"]`).click()
      await expect(page.getByTestId('change-due')).toHaveAttribute('data-minor', '4000')
      await page.getByTestId('tender-done').click()
      await expectHeldOnce(auditor, [await readReceiptNumber(page)])
      const [sale] = (await auditor.sales()) as MoneySale[]
      expect(sale && amounts(sale)).toEqual([
        ['card', 180],
        ['cash', 1000],
      ])
    })
})

test('S23: a tip by one press and by the keypad, for the pool; it is neither taxed nor turnover', async ({
  page,
  network,
  auditor,
  endpoint,
}) => {
  await setLocation(endpoint, auditor, { tips: 'pool' })
  await joinTill(page, network.url(), await auditor.pairingCode())
  await tile(page, 'PRN-1').click()
  await page.getByTestId('charge').click()
  await page.getByTestId('tip-preset').nth(1).click()
  await expect(page.getByTestId('tip')).toHaveAttribute('data-minor', '350')
  await page.getByTestId('tip-other').click()
  await page.keyboard.type('99999')
  await page.getByTestId('keypad-done').click()
  await expect(page.getByRole('alert')).toContainText('more than the sale itself')
  await page.getByRole('button', { name: 'Key it in again' }).click()
  await page.keyboard.type('500')
  await page.getByTestId('keypad-done').click()
  await expect(page.getByTestId('cash-exact')).toHaveAttribute('data-minor', '4000')
  await page.getByTestId('cash-exact').click()
  await page.getByTestId('tender-done').click()
  await expectHeldOnce(auditor, [await readReceiptNumber(page)])
  const [sale] = (await auditor.sales()) as MoneySale[]
  expect(sale).toMatchObject({ totalMinor: 4000, taxes: [{ grossMinor: 3500, taxMinor: 559 }] })
  expect(sale?.lines.at(-1)).toMatchObject({ kind: 'tip', amountMinor: 500 })
})

const ACCOUNT: Patch = {
  record: 'account',
  id: 'account-harbour' as never,
  fields: { name: 'Harbour Crew', limitMinor: 5000 as never, note: '' },
}

test('S25: on a house account up to its limit, and on the house with a reason', async ({
  page,
  network,
  auditor,
  endpoint,
}) => {
  await writeSettings(endpoint, auditor, () => [ACCOUNT])
  await joinTill(page, network.url(), await auditor.pairingCode())
  await tile(page, 'PRN-1').click()
  await tile(page, 'PRN-1').click()
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-more').click()
  await page.getByTestId('pay-house-account').click()
  await page.getByTestId('account-option').click()
  await expect(page.getByTestId('account-over')).toContainText('€20.00')
  await page.getByTestId('tender-split').click()
  await takePart(page, 4000)
  await page.getByTestId('tender-more').click()
  await page.getByTestId('pay-house-account').click()
  await page.getByTestId('account-option').click()
  await expect(page.getByTestId('account-over')).toHaveCount(0)
  await page.getByTestId('tender-done').click()
  await expect(page.getByTestId('part')).toHaveCount(1)
  await page.getByTestId('tender-more').click()
  await page.getByTestId('pay-on-the-house').click()
  await page.getByTestId('tender-done').click()
  await expect(page.getByRole('alert')).toContainText('Say why')
  await page.getByTestId('house-reason').fill('Power cut')
  await page.getByTestId('tender-done').click()
  await expectHeldOnce(auditor, [await readReceiptNumber(page)])
  expect((await auditor.sales())[0]).toMatchObject({
    tenders: [
      { kind: 'house-account', amountMinor: 4000, name: 'Harbour Crew' },
      { kind: 'on-the-house', amountMinor: 3000, reason: 'Power cut' },
    ],
  })
})
