import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { tile } from './support/till.ts'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)

async function openImport(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/office/import`)
  await expect(page.getByTestId('catalogue-import')).toHaveAttribute('data-step', 'choose')
}

const choose = (page: Page, path: string) => page.getByTestId('setup-catalogue-file').setInputFiles(path)

const tab = (page: Page, name: string) => page.getByTestId(`import-tab-${name}`)

/** Confirms, waits until it is written, and goes to the catalogue. */
async function confirm(page: Page): Promise<void> {
  await page.getByTestId('import-confirm').click()
  await expect(page.getByTestId('import-done')).toBeVisible({ timeout: 30_000 })
  await page.getByTestId('import-finish').click()
}

const DIALECTS = [
  { file: 'shopify.csv', dialect: 'shopify', added: 2, skipped: 1, sku: 'CRD-1', price: '€8.50' },
  { file: 'square.csv', dialect: 'square', added: 2, skipped: 0, sku: 'JAM-1', price: '€6.50' },
  { file: 'woocommerce.csv', dialect: 'woocommerce', added: 2, skipped: 0, sku: 'BRD-1', price: '€5.20' },
  { file: 'loyverse.csv', dialect: 'loyverse', added: 2, skipped: 0, sku: '20002', price: '€6.00' },
] as const

for (const { file, dialect, added, skipped, sku, price } of DIALECTS) {
  test(`an export of ${dialect} is known by its header; the preview counts; the goods can be sold; again changes nothing`, async ({
    till,
    network,
  }) => {
    await openImport(till, network.url())
    await choose(till, fixture(file))
    await expect(till.getByTestId('import-dialect')).toHaveAttribute('data-dialect', dialect)
    await expect(tab(till, 'added')).toContainText(`Added ${added}`)
    if (skipped > 0) await expect(tab(till, 'skipped')).toContainText(`Left out ${skipped}`)
    else await expect(tab(till, 'skipped')).toHaveCount(0)
    await confirm(till)
    await expect(till.locator(`[data-testid="product-row"][data-sku="${sku}"]`)).toContainText(price)
    await till.getByTestId('office-nav-till').click()
    await tile(till, sku).click()
    await expect(till.locator(`[data-testid="cart-line"][data-sku="${sku}"]`)).toContainText(price)

    await openImport(till, network.url())
    await choose(till, fixture(file))
    await expect(tab(till, 'unchanged')).toContainText(`As before ${added}`)
    await expect(till.getByTestId('import-confirm')).toHaveCount(0)
    await expect(till.getByText('nothing to import')).toBeVisible()
  })
}

test('a plain sheet is mapped once; bad rows never stop good ones and come back with a reason', async ({
  till,
  network,
}) => {
  await openImport(till, network.url())
  await choose(till, fixture('plain-de.csv'))
  await expect(till.getByTestId('import-mapping')).toBeVisible()
  await till.getByTestId('import-map-name').selectOption('')
  await till.getByTestId('import-map-done').click()
  await expect(till.getByText('Say which column holds the product name')).toBeVisible()
  await till.getByTestId('import-map-name').selectOption('Artikelbezeichnung')
  await till.getByTestId('import-map-price').selectOption('VK brutto')
  await till.getByTestId('import-map-done').click()
  await expect(tab(till, 'added')).toContainText('Added 2')
  await expect(tab(till, 'skipped')).toContainText('Left out 2')
  await tab(till, 'skipped').click()
  await expect(till.getByTestId('import-line').filter({ hasText: 'Brett' })).toContainText('VK brutto')

  const downloaded = till.waitForEvent('download')
  await till.getByTestId('import-bad-rows').click()
  const lines = (await readFile(await (await downloaded).path(), 'utf8')).trim().split('\r\n')
  expect(lines[0]).toContain('reason')
  expect(lines).toHaveLength(3)
  expect(lines[2]).toContain('Brett')
  await confirm(till)
  await expect(till.locator('[data-testid="product-row"][data-sku="GT-1"]')).toContainText('€9.50')

  await openImport(till, network.url())
  await choose(till, fixture('plain-de.csv'))
  await expect(tab(till, 'unchanged')).toContainText('As before 2')
})

test('a changed file updates by SKU or handle, and touches nothing else', async ({
  till,
  network,
}, testInfo) => {
  await openImport(till, network.url())
  await choose(till, fixture('loyverse.csv'))
  await confirm(till)
  const changed = testInfo.outputPath('changed.csv')
  await writeFile(changed, (await readFile(fixture('loyverse.csv'), 'utf8')).replace('6.00', '6.40'))
  await openImport(till, network.url())
  await choose(till, changed)
  await expect(tab(till, 'changed')).toContainText('Changed 1')
  await expect(tab(till, 'unchanged')).toContainText('As before 1')
  await confirm(till)
  await expect(till.locator('[data-testid="product-row"][data-sku="20002"]')).toContainText('€6.40')
})

test('what is no catalogue is refused in words, and the screen stays', async ({
  till,
  network,
}, testInfo) => {
  await openImport(till, network.url())
  const empty = testInfo.outputPath('empty.csv')
  await writeFile(empty, '')
  await choose(till, empty)
  await expect(till.getByRole('alert')).toBeVisible()
  const binary = testInfo.outputPath('binary.csv')
  await writeFile(binary, Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xfe, 0x80]))
  await choose(till, binary)
  await expect(till.getByTestId('catalogue-import')).toBeVisible()
  await choose(till, fixture('loyverse.csv'))
  await expect(till.getByTestId('import-dialect')).toHaveAttribute('data-dialect', 'loyverse')
})

test('2,000 rows import with a progress bar and never freeze the screen', async ({
  till,
  network,
}, testInfo) => {
  const file = testInfo.outputPath('long.csv')
  const rows = Array.from(
    { length: 2000 },
    (_, at) =>
      `item-${at},${30_000 + at},Thing number ${at},Shelf ${at % 12},N,${(at % 90) + 1}.50,,,${at % 40}`,
  )
  const header = 'Handle,SKU,Name,Category,Sold by weight,Price,Cost,Barcode,In stock'
  await writeFile(file, [header, ...rows].join('\n'))
  await openImport(till, network.url())
  await watchFrames(till)
  await choose(till, file)
  await expect(tab(till, 'added')).toContainText('Added 2,000', { timeout: 20_000 })
  const bar = till.getByRole('progressbar')
  const shown = bar.waitFor({ state: 'visible' })
  await till.getByTestId('import-confirm').click()
  await shown
  await expect(till.getByTestId('import-done')).toBeVisible({ timeout: 30_000 })
  expect(await longestFrame(till), 'ms of the longest frame while it ran').toBeLessThan(500)
  await till.getByTestId('import-finish').click()
  await expect(till.getByTestId('catalogue-count')).toContainText('2,008')
})

/** Measures from outside how long the page leaves a frame waiting. */
const watchFrames = (page: Page) =>
  page.evaluate(() => {
    let last = performance.now()
    const measured = Object.assign(window, { longestFrameMs: 0 })
    const tick = (now: number) => {
      measured.longestFrameMs = Math.max(measured.longestFrameMs, now - last)
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })

const longestFrame = (page: Page) =>
  page.evaluate(() => (window as unknown as { longestFrameMs: number }).longestFrameMs)
