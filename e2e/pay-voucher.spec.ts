import type { Page } from '@playwright/test'
import type { Patch } from '../core/journal/settings.ts'
import { expectHeldOnce, type HeldSale } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import { writeSettings } from './support/settings.ts'
import { expectTotal, joinTill, nextSale, payExactCash, readReceiptNumber, tile } from './support/till.ts'

interface VoucherSale extends HeldSale {
  readonly lines: readonly { readonly voucher?: { readonly code: string } }[]
  readonly tenders: readonly {
    readonly kind: string
    readonly amountMinor: number
    readonly voucher?: string
  }[]
}

const product = (
  id: string,
  fields: Extract<Patch, { record: 'product' }>['fields'],
  sku: string,
  priceMinor: number,
): readonly Patch[] => [
  { record: 'product', id: id as never, fields: { favourite: 1, ...fields } },
  {
    record: 'variant',
    id: `${id}-v` as never,
    fields: { product: id as never, sku, priceMinor: priceMinor as never },
  },
]

const SETTINGS: readonly Patch[] = [
  { record: 'tax-rate', id: 'r-19' as never, fields: { name: 'VAT', ppm: 190_000 as never } },
  ...product('gift', { name: 'Gift card', kind: 'voucher', voucherMonths: 36 }, 'GIF-1', 5000),
  ...product(
    'lunch',
    { name: 'Lunch for one', kind: 'voucher', voucherPurpose: 'single', taxRate: 'r-19' as never },
    'LUN-1',
    2000,
  ),
  ...product('plate', { name: 'Plate', taxRate: 'r-19' as never }, 'PLT-1', 1500),
]

/** Sells a voucher for cash and gives its code. */
async function sellVoucher(
  page: Page,
  sku: string,
  held: () => Promise<readonly HeldSale[]>,
): Promise<string> {
  const before = (await held()).length
  await tile(page, sku).click()
  await payExactCash(page)
  await nextSale(page)
  await expect.poll(async () => (await held()).length).toBe(before + 1)
  const sale = (await held()).at(-1) as VoucherSale
  return sale.lines[0]?.voucher?.code ?? ''
}

async function openVoucher(page: Page, code: string): Promise<void> {
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-more').click()
  await page.getByTestId('pay-voucher').click()
  await page.getByTestId('voucher-code').fill(code)
  await page.getByTestId('voucher-find').click()
}

const minor = (page: Page, testId: string) => page.getByTestId(testId)

test('S24: a voucher pays in part, then the rest of another sale; a third finds it used up', async ({
  page,
  network,
  auditor,
  endpoint,
}) => {
  await writeSettings(endpoint, auditor, () => SETTINGS)
  await joinTill(page, network.url(), await auditor.pairingCode())
  const code = await sellVoucher(page, 'GIF-1', auditor.sales)

  await tile(page, 'PRN-1').click()
  await openVoucher(page, 'NOT-A-CODE')
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByTestId('voucher-code').fill(code.toLowerCase())
  await page.getByTestId('voucher-find').click()
  await expect(minor(page, 'voucher-balance')).toHaveAttribute('data-minor', '5000')
  await expect(minor(page, 'voucher-pays')).toHaveAttribute('data-minor', '3500')
  await expect(minor(page, 'voucher-rest')).toHaveAttribute('data-minor', '1500')
  await page.getByTestId('tender-done').click()
  await readReceiptNumber(page)
  await nextSale(page)

  await tile(page, 'PRN-1').click()
  await openVoucher(page, code)
  await expect(page.getByTestId('voucher-limit')).toHaveAttribute('data-kind', 'balance')
  await page.getByTestId('tender-done').click()
  await expect(page.getByTestId('left')).toHaveAttribute('data-minor', '2000')
  // The part stands in the cart, so the same voucher pays nothing more of it.
  await page.getByTestId('tender-more').click()
  await page.getByTestId('pay-voucher').click()
  await page.getByTestId('voucher-code').fill(code)
  await page.getByTestId('voucher-find').click()
  await expect(page.getByTestId('voucher-limit')).toHaveAttribute('data-kind', 'used-here')
  await page.getByTestId('tender-cash').click()
  await page.getByTestId('cash-exact').click()
  await page.getByTestId('tender-done').click()
  await readReceiptNumber(page)
  await nextSale(page)

  await tile(page, 'CHI-1').click()
  await openVoucher(page, code)
  await expect(page.getByTestId('voucher-limit')).toHaveAttribute('data-kind', 'used-up')
  await expect(page.getByTestId('tender-done')).toBeDisabled()
  await page.keyboard.press('Escape')
  await expectTotal(page, 900)
  await expect.poll(async () => (await auditor.sales()).length).toBe(3)
  const sales = (await auditor.sales()) as VoucherSale[]
  expect(sales.map(({ tenders }) => tenders.map(({ kind, amountMinor }) => [kind, amountMinor]))).toEqual([
    [['cash', 5000]],
    [['voucher', 3500]],
    [
      ['voucher', 1500],
      ['cash', 2000],
    ],
  ])
})

test('S24: cut off, a till takes only so much of one voucher, and says so', async ({
  page,
  network,
  auditor,
  endpoint,
}) => {
  await writeSettings(endpoint, auditor, (location) => [
    ...SETTINGS,
    { record: 'location', id: location as never, fields: { voucherOfflineMinor: 2000 as never } },
  ])
  await joinTill(page, network.url(), await auditor.pairingCode())
  const code = await sellVoucher(page, 'GIF-1', auditor.sales)
  await network.cut()
  await tile(page, 'PRN-1').click()
  await expect(page.getByTestId('status')).toContainText('Offline', { timeout: 30_000 })
  await openVoucher(page, code)
  await expect(page.getByTestId('voucher-limit')).toHaveAttribute('data-kind', 'offline')
  await expect(minor(page, 'voucher-pays')).toHaveAttribute('data-minor', '2000')
  await page.getByTestId('tender-done').click()
  await expect(page.getByTestId('part')).toHaveCount(1)
  await page.getByTestId('tender-cash').click()
  await page.getByTestId('cash-exact').click()
  await page.getByTestId('tender-done').click()
  const receipt = await readReceiptNumber(page)
  await network.mend()
  await expectHeldOnce(auditor, [receipt.replace('000002', '000001'), receipt])
})

test('S24: a single-purpose voucher comes back as a line, so that its tax nets out', async ({
  page,
  network,
  auditor,
  endpoint,
}) => {
  await writeSettings(endpoint, auditor, () => SETTINGS)
  await joinTill(page, network.url(), await auditor.pairingCode())
  const code = await sellVoucher(page, 'LUN-1', auditor.sales)
  await tile(page, 'PLT-1').click()
  await openVoucher(page, code)
  await expect(minor(page, 'voucher-pays')).toHaveAttribute('data-minor', '1500')
  await page.getByTestId('tender-done').click()
  await page.getByTestId('tender-done').click()
  await readReceiptNumber(page)
  await expect.poll(async () => (await auditor.sales()).length).toBe(2)
  expect((await auditor.sales()).at(-1)).toMatchObject({
    totalMinor: 0,
    tenders: [],
    lines: [{ amountMinor: 1500 }, { kind: 'voucher', amountMinor: -1500, voucher: { code } }],
  })
  // S33: some of it is used, so its paper is not taken back for cash.
  await nextSale(page)
  const [sold] = await auditor.sales()
  await page.getByTestId('till-nav-sales').click()
  await page.getByTestId('sales-search').fill(sold?.receipt ?? '')
  await page.getByTestId('sale-row').first().click()
  await page.getByTestId('return-goods').click()
  await expect(page.getByTestId('return-obstacle')).toHaveAttribute('data-obstacle', 'spent')
})
