/** O1 to O3 in two browsers: what does not fit together is named, settled once, and never stops a sale. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import type { Network } from './support/network.ts'
import { joinTill, nextSale, payExactCash, sellOne, status, tile } from './support/till.ts'

const decision = (page: Page, kind: string) => page.locator(`[data-testid="decision"][data-kind="${kind}"]`)

async function sellSoldOut(page: Page): Promise<void> {
  await tile(page, 'OLD-1').click()
  await page.getByTestId('sell-anyway').click()
  await payExactCash(page)
  await nextSale(page)
}

async function openDecisions(page: Page, network: Network): Promise<void> {
  await page.goto(`${network.url()}/office/decisions`)
  await expect(page.getByRole('heading', { name: 'Decisions', level: 1 })).toBeVisible()
}

test('what is oversold is named on both tills, counted on one, and gone from both', async ({
  till,
  browser,
  network,
  auditor,
}) => {
  await sellSoldOut(till)
  await sellSoldOut(till)
  await expect(status(till)).toHaveAttribute('data-state', 'decision', { timeout: 15_000 })
  await status(till).click()
  await expect(decision(till, 'oversold')).toContainText('Old Poster oversold by 2')
  await till.keyboard.press('Escape')
  await sellOne(till)

  const context = await browser.newContext()
  const office = await context.newPage()
  await joinTill(office, network.url(), await auditor.pairingCode())
  await openDecisions(office, network)
  await expect(office.getByTestId('office-count-decisions')).toHaveText('1')
  await expect(decision(office, 'oversold')).toContainText('worth €24.00')
  await expect(decision(office, 'oversold')).toContainText(/sold by Till [A-Z]/)
  await office.getByTestId('decision-count').click()
  await office.getByTestId('decision-confirm').click()
  await expect(office.getByTestId('answer-sheet').getByRole('alert')).toContainText('number')
  await office.getByTestId('decision-count-field').fill('5')
  await office.getByTestId('decision-note').fill('Found a box')
  await office.getByTestId('decision-confirm').click()
  await expect(decision(office, 'oversold')).toHaveCount(0)
  await expect(office.getByTestId('decision-settled')).toContainText('Counted')
  await expect(office.getByTestId('decision-settled')).toContainText('“Found a box”')

  await expect(tile(till, 'OLD-1')).toHaveAttribute('data-stock', '5', { timeout: 15_000 })
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 15_000 })
  await expect.poll(async () => (await auditor.state()).decisions).toBe(0)
  await context.close()
})

test('many decisions are shown in pieces, by kind, and settled together', async ({
  till,
  network,
  auditor,
}) => {
  await pushCrookedSales(network, await auditor.pairingCode(), 75)
  await openDecisions(till, network)
  await expect(till.getByTestId('office-count-decisions')).toHaveText('75', { timeout: 20_000 })
  await expect(decision(till, 'figures-do-not-add-up')).toHaveCount(30)
  await till.getByTestId('decision-more').click()
  await expect(decision(till, 'figures-do-not-add-up')).toHaveCount(60)
  await decision(till, 'figures-do-not-add-up').first().getByTestId('decision-accept').click()
  await expect(till.getByTestId('office-count-decisions')).toHaveText('74')
  await till.getByTestId('decision-filter').selectOption('figures-do-not-add-up')
  await till.getByTestId('decision-settle-all').click()
  await expect(till.getByText('Nothing waits for you')).toBeVisible()
  await expect(till.getByTestId('office-count-decisions')).toHaveCount(0)
  await expect.poll(async () => (await auditor.state()).decisions, { timeout: 15_000 }).toBe(0)
})

/** A device whose sales say another total than their lines: kept, counted, and named. */
async function pushCrookedSales(network: Network, code: string, count: number): Promise<void> {
  const token = randomBytes(32).toString('hex')
  const device = randomUUID()
  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${network.url()}${path}`, { method: 'POST', body, headers })
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as { location: string }
  }
  const { location } = await post('/api/pair', JSON.stringify({ protocol: 1, code, device, token }), {
    'content-type': 'application/json',
  })
  const header = { protocol: 1, location, device, epoch: null, from: 1, build: 'crooked' }
  const lines = [JSON.stringify(header)]
  let prev = '0'.repeat(64)
  for (let seq = 1; seq <= count; seq++) {
    const line = canonical(crookedSale({ location, device, seq, prev }))
    prev = createHash('sha256').update(line).digest('hex')
    lines.push(line)
  }
  await post('/api/push', `${lines.join('\n')}\n`, {
    'content-type': 'application/x-ndjson',
    authorization: `Bearer ${token}`,
  })
}

function crookedSale({ seq, ...place }: { location: string; device: string; seq: number; prev: string }) {
  const taxRate = { id: 'none', name: 'None', ppm: 0 }
  const id = `crooked-${place.device}-${seq}`
  const line = {
    ...{ product: null, variant: null, name: 'Something', variantName: '', sku: null, quantity: 1000 },
    ...{ unitMinor: 100, listMinor: null, amountMinor: 100, taxRate, note: '' },
  }
  const tender = { kind: 'cash', id, amountMinor: 900, tenderedMinor: 900, changeMinor: 0 }
  const body = {
    ...{ id, receipt: `Z-${String(seq).padStart(6, '0')}`, currency: 'EUR', taxMode: 'inclusive' },
    ...{ lines: [line], taxes: [], totalMinor: 900, tenders: [tender] },
  }
  const label = { at: 1_790_000_000_000, staff: null, shift: null }
  return { ...place, ...label, id, seq, kind: 'sale', version: 1, lamport: seq, body }
}

/** Keys in order, as entries are written (RFC 8785); the values here need nothing else of it. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
}
