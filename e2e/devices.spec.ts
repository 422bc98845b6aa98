/** O5 to O7 in the browser: the office knows its devices, asks whether all is here, and helps those that are cut off. */
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { heldReceipts } from './support/auditor.ts'
import { test as base, expect } from './support/fixtures.ts'
import { type Network, startNetwork } from './support/network.ts'
import { joinTill, sellMany, sellOne, status, tile, whenOfflineReady } from './support/till.ts'

const completeness = (page: Page) => page.getByTestId('completeness')
const ownRow = (page: Page) => page.locator('[data-testid="device-row"][data-own="true"]')
const row = (page: Page, name: string) => page.getByTestId('device-row').filter({ hasText: name })

interface OtherTill {
  readonly page: Page
  readonly line: Network
  readonly name: string
}

const test = base.extend<{ readonly other: OtherTill }>({
  /** One more till, on a network of its own. */
  other: async ({ browser, endpoint, auditor }, use) => {
    const line = await startNetwork(endpoint.port)
    const context = await browser.newContext({ acceptDownloads: true })
    const page = await context.newPage()
    await joinTill(page, line.url(), await auditor.pairingCode())
    await sellOne(page)
    await expect(status(page)).toHaveAttribute('data-state', 'synced', { timeout: 20_000 })
    await page.goto(`${line.url()}/office/devices`)
    const name = `Till ${await ownRow(page).getAttribute('data-letter')}`
    await page.goto(`${line.url()}/till`)
    await expect(page.getByTestId('product-tile').first()).toBeVisible()
    await use({ page, line, name })
    await context.close()
    await line.close()
  },
})

async function openDevices(page: Page, network: Network): Promise<void> {
  await page.goto(`${network.url()}/office/devices`)
  await expect(page.getByTestId('device-row').first()).toBeVisible()
}

const manage = (page: Page, name: string) => row(page, name).getByTestId('device-manage').click()

/** The open decisions of a kind, in the office. */
async function decisionsOf(page: Page, kind: string): Promise<Locator> {
  await page.getByTestId('office-nav-decisions').click()
  return page.locator(`[data-testid="decision"][data-kind="${kind}"]`)
}

test('is it all here: yes with every range; cut off, what this device knows', async ({ till, network }) => {
  await sellMany(till, 2)
  await whenOfflineReady(till)
  await openDevices(till, network)
  await expect(completeness(till)).toHaveAttribute('data-complete', 'true', { timeout: 15_000 })
  await expect(completeness(till)).toContainText(/Yes: every entry of \d+ devices is here \(.*1–\d+/)
  await network.cut()
  await expect(completeness(till)).toHaveAttribute('data-complete', 'unknown', { timeout: 15_000 })
  await expect(completeness(till)).toContainText('Only the endpoint can tell')
  await expect(ownRow(till)).toContainText('on this device')
})

test('a till is renamed, its shift closed from afar, and it sells on in a new one', async ({
  till,
  network,
  other,
}) => {
  await openDevices(till, network)
  await expect(row(till, other.name)).toContainText('Shift 1 open', { timeout: 15_000 })
  await manage(till, other.name)
  await till.getByTestId('device-name').fill('The bar')
  await till.getByTestId('device-rename').click()
  await expect(row(till, 'The bar')).toBeVisible()
  await manage(till, 'The bar')
  await till.getByTestId('device-close-shift').click()
  await expect(row(till, 'The bar')).not.toContainText('Shift 1 open')
  await expect(status(other.page)).toHaveAttribute('data-state', 'synced')
  await expect
    .poll(
      async () => {
        await sellOne(other.page)
        return await row(till, 'The bar').textContent()
      },
      { timeout: 30_000 },
    )
    .toContain('Shift 2 open')
})

test('a removed till sells on; what it brings stands and is named', async ({
  till,
  network,
  auditor,
  other,
}) => {
  await openDevices(till, network)
  await manage(till, other.name)
  await till.getByTestId('device-remove').click()
  await expect(row(till, other.name)).toContainText('Removed')
  const before = (await auditor.sales()).length
  await sellOne(other.page)
  await expect.poll(async () => (await auditor.sales()).length, { timeout: 30_000 }).toBeGreaterThan(before)
  const named = await decisionsOf(till, 'revoked-device')
  await expect(named.first()).toContainText(`${other.name} was removed and still brought`, {
    timeout: 20_000,
  })
})

test('a code for the tablet that takes a till’s place ends the old one', async ({
  till,
  browser,
  network,
  other,
}) => {
  await openDevices(till, network)
  await manage(till, other.name)
  await till.getByTestId('device-replace').click()
  const link = await till.getByTestId('pairing-qr').getAttribute('data-link')
  const context = await browser.newContext()
  const tablet = await context.newPage()
  await joinTill(tablet, network.url(), new URL(link ?? '').hash.split('=').at(-1) ?? '')
  await till.keyboard.press('Escape')
  await expect(row(till, other.name).filter({ hasText: 'Removed' })).toHaveCount(1, { timeout: 20_000 })
  await context.close()
})

test('a cut-off till’s file is brought in once, however often it is brought', async ({
  till,
  network,
  auditor,
  other,
}) => {
  await other.line.cut()
  const receipts = await sellMany(other.page, 2)
  await status(other.page).click()
  const download = other.page.waitForEvent('download')
  await other.page.getByTestId('save-unsent').click()
  const file = await (await download).path()

  await openDevices(till, network)
  const bring = async (what: string | { name: string; mimeType: string; buffer: Buffer }) => {
    await till.getByTestId('bring-in-open').click()
    await till.getByTestId('bring-in-file').setInputFiles(what)
  }
  await bring({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('Name,Price\nTea,3.00\n') })
  await expect(till.getByTestId('bring-in-problem')).toContainText('not a till’s file')
  await till.keyboard.press('Escape')

  const entries = readFileSync(file, 'utf8').trim().split('\n').length
  await bring({ name: 'a.ndjson', mimeType: 'application/x-ndjson', buffer: readFileSync(file) })
  await expect(till.getByTestId('bring-in-counts')).toHaveAttribute('data-added', String(entries))
  await till.keyboard.press('Escape')
  await bring({ name: 'a.ndjson', mimeType: 'application/x-ndjson', buffer: readFileSync(file) })
  await expect(till.getByTestId('bring-in-counts')).toHaveAttribute('data-added', '0')
  await till.keyboard.press('Escape')

  await other.line.mend()
  await other.page.keyboard.press('Escape')
  await expect(status(other.page)).toHaveAttribute('data-unsent', '0', { timeout: 40_000 })
  const held = await heldReceipts(auditor)
  for (const receipt of receipts) expect(held.filter((one) => one === receipt)).toEqual([receipt])
  await expect(await decisionsOf(till, 'relayed')).toHaveCount(1)
})

test('K6: what a dead till held is taken back by a manager; what it sold late stands and is named', async ({
  till,
  network,
  other,
}) => {
  await till.goto(`${network.url()}/office`)
  await till.locator('[data-testid="product-row"][data-sku="APR-1"]').click()
  await till.getByText(/^Capped/).click()
  await till.getByTestId('product-save').click()
  await openDevices(till, network)
  const held = row(till, other.name).getByTestId('device-holds')
  await expect(held).toContainText('× Linen Apron', { timeout: 30_000 })
  await expect(tile(other.page, 'APR-1')).not.toHaveAttribute('data-stock', '0', { timeout: 15_000 })
  await other.line.cut()
  await manage(till, other.name)
  await till.getByTestId('device-reclaim').click()
  await expect(held).toHaveCount(0)
  await sellOne(other.page, 'APR-1')
  await other.line.mend()
  const late = await decisionsOf(till, 'lease-reclaimed')
  await expect(late).toContainText(`${other.name} sold 1 Linen Apron after its lease was taken back`, {
    timeout: 40_000,
  })
  await late.getByTestId('decision-accept').click()
  await expect(late).toHaveCount(0)
})
