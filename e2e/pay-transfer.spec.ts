import type { Patch } from '../core/journal/settings.ts'
import { expectHeldOnce } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import { readCode } from './support/read-code.ts'
import { OWNER_PIN } from './support/seed.ts'
import { writeSettings } from './support/settings.ts'
import { enterPin, joinTill, nextSale, readReceiptNumber, tile, whenOfflineReady } from './support/till.ts'

const PAYEE: Patch = {
  record: 'payee',
  id: 'payee-1' as never,
  fields: { scheme: 'epc', name: 'Pier Market GmbH', account: 'DE89370400440532013000' },
}

test('S26: a transfer without any network: its code is read off the screen, it is awaited, then confirmed', async ({
  page,
  network,
  auditor,
  endpoint,
}) => {
  await writeSettings(endpoint, auditor, () => [PAYEE])
  await joinTill(page, network.url(), await auditor.pairingCode())
  await whenOfflineReady(page)
  await network.cut()
  await tile(page, 'PRN-1').click()
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-qr').click()
  const code = page.getByTestId('qr-code')
  await expect(code).toBeVisible()
  const reference = (await page.getByTestId('qr-reference').textContent()) ?? ''
  const lines = (await readCode(await code.screenshot())).split('\n')
  expect(lines.slice(0, 2)).toEqual(['BCD', '002'])
  expect(lines).toContain('DE89370400440532013000')
  expect(lines).toContain('EUR35.00')
  expect(lines).toContain(reference)

  // A crash before it is recorded: the same code comes back, so that who has paid meanwhile is found.
  await page.waitForTimeout(200)
  await page.reload()
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-qr').click()
  await expect(page.getByTestId('qr-reference')).toHaveText(reference)
  await page.getByTestId('transfer-later').click()
  const first = await readReceiptNumber(page)
  await nextSale(page)

  await tile(page, 'CHI-1').click()
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-qr').click()
  await page.getByTestId('tender-done').click()
  const second = await readReceiptNumber(page)
  await nextSale(page)

  await page.getByTestId('till-nav-sales').click()
  await expect(page.getByTestId('awaiting-payments')).toContainText('1')
  await page.getByTestId('awaiting-payments').click()
  await expect(page.getByTestId('awaiting')).toHaveCount(1)
  await expect(page.getByTestId('awaiting')).toHaveAttribute('data-receipt', first)
  await page.getByTestId('transfer-received').click()
  await expect(page.getByTestId('awaiting')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('awaiting-payments')).toHaveCount(0)
  await network.mend()
  await expectHeldOnce(auditor, [first, second])
  const settled = (await auditor.entries()).filter(({ kind }) => kind === 'tender-settled')
  expect(settled.map(({ body }) => (body as { outcome: string }).outcome)).toEqual(['received', 'received'])
})

test('S40: what a transfer has never paid comes back for nothing, and is not handed out in cash', async ({
  page,
  network,
  auditor,
  endpoint,
}) => {
  await writeSettings(endpoint, auditor, () => [PAYEE])
  await joinTill(page, network.url(), await auditor.pairingCode())
  await tile(page, 'PRN-1').click()
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-qr').click()
  await page.getByTestId('transfer-later').click()
  const sold = await readReceiptNumber(page)
  await page.getByTestId('return-goods').click()
  await page.getByTestId('return-reason').first().click()
  await page.getByTestId('return-done').click()
  const unpaid = page.getByTestId('give-back-unpaid')
  await expect(unpaid).toHaveAttribute('data-outcome', 'awaited')
  await expect(unpaid).toContainText(sold)
  await page.getByTestId('tender-cash').click()
  await expect(page.getByTestId('cash-beyond')).toContainText('35')
  await page.getByTestId('tender-as-paid').click()
  await page.getByTestId('transfer-failed').click()
  await expect(unpaid).toHaveAttribute('data-outcome', 'failed')
  await page.getByTestId('give-nothing').click()
  const back = await readReceiptNumber(page)
  await expectHeldOnce(auditor, [sold, back], 1)
  const sale = (await auditor.sales()).find(({ receipt }) => receipt === back)
  expect(sale).toMatchObject({ totalMinor: -3500, tenders: [{ kind: 'on-the-house', amountMinor: -3500 }] })
})

test('S40: off a house account it comes back by the word of somebody who may give refunds, which says so', async ({
  page,
  network,
  auditor,
  endpoint,
}) => {
  await writeSettings(endpoint, auditor, () => [
    PAYEE,
    { record: 'staff', id: 'cleo' as never, fields: { name: 'Cleo', role: 'cashier' } },
    { record: 'account', id: 'crew' as never, fields: { name: 'Harbour Crew', limitMinor: 50_000 as never } },
  ])
  await joinTill(page, network.url(), await auditor.pairingCode())
  await tile(page, 'PRN-1').click()
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-qr').click()
  await page.getByTestId('transfer-later').click()
  const sold = await readReceiptNumber(page)
  await page.getByTestId('return-goods').click()
  await enterPin(page, OWNER_PIN)
  await page.getByTestId('return-reason').first().click()
  await page.getByTestId('return-done').click()
  await page.getByTestId('tender-more').click()
  await page.getByTestId('pay-house-account').click()
  await page.getByTestId('account-option').click()
  await page.getByTestId('tender-done').click()
  await expect(page.getByTestId('pin-pad')).toBeVisible()
  await enterPin(page, OWNER_PIN)
  const back = await readReceiptNumber(page)
  await expectHeldOnce(auditor, [sold, back])
  const approvals = (await auditor.entries()).filter(({ kind }) => kind === 'approval-given')
  const last = approvals.at(-1)?.body as { readonly permission: string; readonly detail: string }
  expect(last.permission).toBe('refund')
  expect(last.detail).toMatch(/^Giving back .*35.* that nobody has paid, off what Harbour Crew owes$/)
})

test('S26: a Swiss code with its cross, in francs and to the rappen, is read off the screen', async ({
  page,
  network,
  auditor,
  endpoint,
}) => {
  const payee = { scheme: 'swiss-qr', name: 'Hafenmarkt AG', account: 'CH93 0076 2011 6238 5295 7' }
  await writeSettings(endpoint, auditor, (location) => [
    { record: 'location', id: location as never, fields: { currency: 'CHF', country: 'CH' } },
    {
      record: 'payee',
      id: 'payee-ch' as never,
      fields: { ...payee, street: 'Seestrasse 1', postalCode: '8001', city: 'Zürich', country: 'CH' },
    },
  ])
  await joinTill(page, network.url(), await auditor.pairingCode())
  await tile(page, 'ESP-1').click()
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-qr').click()
  const code = page.getByTestId('qr-code')
  await expect(code).toBeVisible()
  const lines = (await readCode(await code.screenshot())).split(/\r?\n/)
  expect(lines[0]).toBe('SPC')
  expect(lines.slice(18, 20)).toEqual(['2.80', 'CHF'])
  expect(lines[28]).toBe(await page.getByTestId('qr-reference').textContent())
  if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT })
})

test('S27: the bank’s file confirms by reference and amount, and nothing twice', async ({
  page,
  network,
  auditor,
  endpoint,
}) => {
  await writeSettings(endpoint, auditor, () => [PAYEE])
  await joinTill(page, network.url(), await auditor.pairingCode())
  const references: string[] = []
  for (const sku of ['PRN-1', 'CHI-1', 'ESP-1']) {
    await tile(page, sku).click()
    await page.getByTestId('charge').click()
    await page.getByTestId('tender-qr').click()
    references.push((await page.getByTestId('qr-reference').textContent()) ?? '')
    await page.getByTestId('transfer-later').click()
    await readReceiptNumber(page)
    await nextSale(page)
  }
  const [print, crisp] = references
  const file = [
    'Konto;DE89 3704 0044 0532 0130 00',
    '',
    'Buchungstag;Name;Verwendungszweck;Betrag',
    `21.11.2026;Ada;${print?.replace(/(.{4})/g, '$1 ')};35,00`,
    `21.11.2026;Grace;${crisp};8,00`,
    `21.11.2026;Ada;${print};35,00`,
    '21.11.2026;Rent;November;-800,00',
  ].join('\n')
  await page.getByTestId('till-nav-sales').click()
  await page.getByTestId('awaiting-payments').click()
  await expect(page.getByTestId('awaiting')).toHaveCount(3)
  const give = async () => {
    await page.getByTestId('compare-statement').click()
    const upload = { name: 'bank.csv', mimeType: 'text/csv', buffer: Buffer.from(file) }
    await page.getByTestId('statement-file').setInputFiles(upload)
  }
  await give()
  await expect(page.getByTestId('pile-matched')).toHaveAttribute('data-count', '1')
  await expect(page.getByTestId('pile-doubtful')).toHaveAttribute('data-count', '2')
  await page.getByTestId('statement-confirm').click()
  await expect(page.getByTestId('awaiting')).toHaveCount(2)
  await give()
  await expect(page.getByTestId('pile-matched')).toHaveAttribute('data-count', '0')
  await page.keyboard.press('Escape')
  await page.getByTestId('transfer-doubt').first().click()
  await page.getByTestId('transfer-failed').click()
  await expect(page.getByTestId('awaiting')).toHaveCount(1)
  await expect(page.getByTestId('not-come')).toHaveCount(1)
  await expect
    .poll(async () => (await auditor.entries()).filter(({ kind }) => kind === 'tender-settled').length)
    .toBe(2)
  await page.keyboard.press('Escape')
  const row = (minor: number) => page.locator(`[data-testid="sale-row"][data-total-minor="${minor}"]`)
  await expect(row(280)).toContainText('Awaited')
  await expect(row(900)).toContainText('Not come')
  await expect(row(3500)).not.toContainText(/Awaited|Not come/)
  await page.getByTestId('day-figures').click()
  await expect(page.getByTestId('day-sold')).toHaveAttribute('data-minor', '4680')
  await expect(page.getByTestId('day-failed')).toHaveAttribute('data-minor', '-900')
  await expect(page.getByTestId('day-takings')).toHaveAttribute('data-minor', '3780')
  await expect(page.getByTestId('day-transfer')).toHaveAttribute('data-minor', '3780')
})
