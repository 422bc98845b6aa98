/** M52 to M59 in a browser: the receipt on the till, on paper, and on a customer's phone. */
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { AT, richSale } from '../core/domain/testing/receipts.ts'
import { expect, test } from './support/fixtures.ts'
import { pushSale } from './support/push-sale.ts'
import { readCode } from './support/read-code.ts'
import { setLocation } from './support/settings.ts'
import { joinTill, nextSale, payExactCash, tile } from './support/till.ts'

const paper = (page: Page) => page.getByTestId('receipt-paper')
const language = (page: Page) => page.getByTestId('receipt-language')

/** No dialog of the browser: a print is over at once. What is shared is kept. */
async function hearHandedOut(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    window.print = () => {
      heard.push(document.querySelector('[data-print]')?.textContent ?? '')
      window.dispatchEvent(new Event('afterprint'))
    }
    Object.defineProperty(navigator, 'share', {
      value: async ({ text }: ShareData) => void heard.push(text ?? ''),
    })
  })
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
}

/** The address in the code on the screen. */
async function linkOnScreen(page: Page): Promise<string> {
  await page.getByTestId('receipt-code').click()
  await expect(page.getByTestId('receipt-qr')).toBeVisible()
  return readCode(await page.getByTestId('receipt-qr').screenshot())
}

async function openOnPhone(browser: Browser, link: string, locale: string): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 390, height: 844 } })
  const phone = await context.newPage()
  await phone.goto(link)
  return phone
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page as never }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

/** The receipt of the sale that another till has made. */
async function openPushed(page: Page): Promise<void> {
  await page.getByTestId('till-nav-sales').click()
  await page.getByTestId('sale-row').filter({ hasText: 'A-000412' }).click()
  await expect(paper(page)).toBeVisible()
}

test('M56: the first print right after the sale is the original, every other one says so', async ({
  page,
  network,
  auditor,
}) => {
  const handedOut = await hearHandedOut(page)
  await joinTill(page, network.url(), await auditor.pairingCode())
  await tile(page, 'PRN-1').click()
  await payExactCash(page)
  await expect(paper(page)).not.toContainText('Copy')
  await page.getByTestId('receipt-print').click()
  await expect(paper(page)).toContainText('Copy')
  await page.getByTestId('receipt-print').click()
  await page.getByTestId('receipt-share').click()
  await expect
    .poll(async () => (await handedOut()).map((text) => text.includes('Copy')))
    .toEqual([false, true, true])
  await nextSale(page)
  await tile(page, 'PRN-1').click()
  await payExactCash(page)
  await page.getByTestId('receipt-share').click()
  await expect(paper(page)).toContainText('Copy')
  await expect.poll(async () => (await handedOut()).at(-1)?.includes('Copy')).toBe(false)
})

test('M57: in the language of the place, and of the customer who asks for another', async ({
  page,
  endpoint,
  network,
  auditor,
}) => {
  await setLocation(endpoint, auditor, { receiptLanguage: 'de' })
  await joinTill(page, network.url(), await auditor.pairingCode())
  await tile(page, 'PRN-1').click()
  await payExactCash(page)
  await expect(paper(page)).toContainText('Beleg')
  await expect(paper(page)).toContainText('35,00 €')
  await language(page).selectOption('ar')
  await expect(paper(page)).toHaveAttribute('dir', 'rtl')
  await expect(paper(page)).toHaveAttribute('lang', 'ar')
  await expectAccessible(page)
  await nextSale(page)
  await tile(page, 'PRN-1').click()
  await payExactCash(page)
  await expect(language(page)).toHaveValue('de')
})

test('M58: the code opens the receipt on a phone, in the phone’s language, without an identity', async ({
  till,
  browser,
}) => {
  await tile(till, 'PRN-1').click()
  await tile(till, 'CHI-1').click()
  const number = await payExactCash(till)
  const link = await linkOnScreen(till)
  const phone = await openOnPhone(browser, link, 'fr-FR')
  await expect(phone.getByTestId('receipt-number')).toHaveText(number)
  await expect(paper(phone)).toContainText('Espèces')
  await expect(paper(phone)).toContainText('44,00 €')
  await expectAccessible(phone)
  await language(phone).selectOption('nl')
  await expect(paper(phone)).toContainText('Contant')
  await phone.context().close()
  const stranger = await openOnPhone(browser, link, 'pl-PL')
  await expect(paper(stranger)).toContainText('Cash')
  await stranger.context().close()
})

test('M58: a receipt that is too long for a code says so, and is shared as text', async ({
  page,
  endpoint,
  network,
  auditor,
}) => {
  const handedOut = await hearHandedOut(page)
  const address = Array.from({ length: 30 }, (_, index) => `${index * 7919} Pier ${index * 104_729}`).join(
    '\n',
  )
  await setLocation(endpoint, auditor, {
    address: address.slice(0, 500),
    receiptFooter: address.slice(0, 500),
  })
  await joinTill(page, network.url(), await auditor.pairingCode())
  await pushLong(page)
  await page.getByTestId('receipt-code').click()
  await expect(page.getByTestId('receipt-too-long')).toBeVisible()
  await page.getByTestId('receipt-too-long').getByRole('button').click()
  await expect.poll(async () => (await handedOut()).length).toBe(1)
})

/** A sale whose notes nothing compresses. */
async function pushLong(page: Page): Promise<void> {
  for (const sku of ['PRN-1', 'CHI-1', 'ESP-1', 'HON-1']) {
    await tile(page, sku).click()
    const row = page.locator(`[data-testid="cart-line"][data-sku="${sku}"]`)
    await row.getByRole('button').first().click()
    await page.getByTestId('line-note').fill(noise(280))
    await page.keyboard.press('Escape')
  }
  await payExactCash(page)
}

const noise = (length: number): string =>
  Array.from({ length }, () => String.fromCharCode(0x4e00 + Math.floor(Math.random() * 20_000))).join('')

test('M59: a link that holds no receipt says so, whatever it holds', async ({ browser, network }) => {
  for (const fragment of ['', 'nonsense', 'AAAA', 'x'.repeat(8000)]) {
    const phone = await openOnPhone(browser, `${network.url()}/r#${fragment}`, 'en-GB')
    await expect(phone.getByText('No receipt in this address')).toBeVisible()
    await phone.context().close()
  }
})

test('M55: a sale with everything on it, printed on 80 and on 58 mm: one page, nothing cut off', async ({
  page,
  endpoint,
  network,
  auditor,
}) => {
  await hearHandedOut(page)
  await pushSale(endpoint, auditor, richSale(), AT)
  await joinTill(page, network.url(), await auditor.pairingCode())
  await openPushed(page)
  for (const words of [
    '•••• 4242',
    '…H0PD',
    'Pier Bar',
    'Payment awaited',
    'K3M8-PX2A-90TW',
    'Take away',
    'Copy',
  ])
    await expect(paper(page)).toContainText(words)
  await page.getByTestId('receipt-print').click()
  const onRoll = page.getByTestId('paper-code')
  await expect(onRoll, 'the code is on paper, and has its own place on the screen').toBeHidden()
  const drawn = await onRoll.locator('path').getAttribute('d')
  for (const widthMm of [80, 58]) {
    await page.getByTestId('paper-width').selectOption(String(widthMm))
    const { pages, width, height } = await printed(page)
    expect(pages, `${widthMm} mm: pages`).toBe(1)
    expect(Math.round(width)).toBe(widthMm)
    const { heightMm, cutOff } = await onPaper(page)
    expect(cutOff).toEqual([])
    expect(height, 'nothing torn').toBeGreaterThan(heightMm + 6)
    expect(height, 'little paper wasted').toBeLessThan(heightMm * 1.2)
  }
  await linkOnScreen(page)
  expect(drawn).toBe(await page.getByTestId('receipt-qr').locator('path').getAttribute('d'))
  await page.reload()
  await openPushed(page)
  await expect(page.getByTestId('paper-width')).toHaveValue('58')
})

interface Printed {
  readonly pages: number
  /** Of the page, in mm. */
  readonly width: number
  readonly height: number
}

/** What the browser makes of it. */
async function printed(page: Page): Promise<Printed> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? []
  const millimetres = (points = '0') => (Number(points) * 25.4) / 72
  return {
    pages: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0,
    width: millimetres(width),
    height: millimetres(height),
  }
}

/** The printed paper's height, and the parts that stand out of it. */
async function onPaper(page: Page) {
  await page.emulateMedia({ media: 'print' })
  const found = await paper(page).evaluate((element) => {
    const edge = element.getBoundingClientRect()
    const isOut = ({ left, right }: DOMRect) => left < edge.left - 1 || right > edge.right + 1
    const parts = [...element.querySelectorAll('*')]
    const cutOff = parts.filter((part) => isOut(part.getBoundingClientRect()))
    return { heightMm: (edge.height * 25.4) / 96, cutOff: cutOff.map(({ textContent }) => textContent) }
  })
  await page.emulateMedia({ media: 'screen' })
  return found
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on a rich receipt, ${colorScheme}`, async ({
    page,
    endpoint,
    network,
    auditor,
  }) => {
    await page.emulateMedia({ colorScheme })
    await pushSale(endpoint, auditor, richSale(), AT)
    await joinTill(page, network.url(), await auditor.pairingCode())
    await openPushed(page)
    await expectAccessible(page)
    await page.getByTestId('receipt-code').click()
    await expect(page.getByTestId('receipt-qr')).toBeVisible()
    await expectAccessible(page)
  })
