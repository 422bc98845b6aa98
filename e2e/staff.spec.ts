import type { Page } from '@playwright/test'
import { auditorOf, pairAuditor } from './support/auditor.ts'
import { createEndpoint, type Endpoint } from './support/endpoint.ts'
import { test as base, expect } from './support/fixtures.ts'
import { type Network, startNetwork } from './support/network.ts'
import { enterPin, expectTotal, joinTill, nextSale, payExactCash, whenOfflineReady } from './support/till.ts'

const PIN = '2468'
const MINUTES_MS = 60_000

/** The demo has three people: a till where more than one works. */
const test = base.extend<{ demo: Endpoint; line: Network; page: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter.
  demo: async ({}, use) => {
    const demo = createEndpoint({ args: ['--demo'] })
    await demo.start()
    await use(demo)
    await demo.remove()
  },
  line: async ({ demo }, use) => {
    const line = await startNetwork(demo.port)
    await use(line)
    await line.close()
  },
  page: async ({ context, line }, use) => {
    const page = await context.newPage()
    await page.goto(line.url())
    await expect(page.getByTestId('product-tile').first()).toBeVisible({ timeout: 20_000 })
    await use(page)
  },
})

const person = (page: Page, role: string) =>
  page.getByTestId('staff-option').filter({ hasText: role }).first()
const lock = (page: Page) => page.getByTestId('lock-screen')

/** Something in stock and with one price. */
async function addSomething(page: Page): Promise<number> {
  const plain = page.getByTestId('product-tile').filter({ hasNotText: /Sold out|from|Ask/ })
  await plain.first().click()
  return Number(await page.getByTestId('cart-total').getAttribute('data-minor'))
}

test('P1: without a network two taps and a PIN make another person the seller', async ({ page, line }) => {
  await whenOfflineReady(page)
  await line.cut()
  await page.reload()
  let taps = 0
  const tap = async (what: ReturnType<typeof person>) => {
    await what.click()
    taps += 1
  }
  await tap(page.getByTestId('till-staff'))
  await tap(person(page, 'cashier'))
  const name = /PIN of (.+)/.exec(
    (await page.locator('dialog[open]').last().getByRole('heading').textContent()) ?? '',
  )
  await enterPin(page, PIN)
  await expect(page.locator('dialog[open]')).toHaveCount(0)
  expect(taps).toBe(2)
  await expect(page.getByTestId('till-staff')).toHaveAccessibleName(new RegExp(name?.[1] ?? 'nobody'))
})

test('P2, P3: an idle till locks, keeps the cart, and neither a reload nor a key nor another tab opens it', async ({
  page,
  context,
  line,
}) => {
  await whenOfflineReady(page)
  const total = await addSomething(page)
  await page.clock.install()
  await page.clock.fastForward(4 * MINUTES_MS)
  await expect(lock(page)).toHaveCount(0)
  await page.clock.fastForward(MINUTES_MS + 2000)
  await expect(lock(page)).toBeVisible()
  await page.reload()
  await expect(lock(page)).toBeVisible()
  await expect(page.getByTestId('lock-status')).toContainText(/synced|Syncing/, { timeout: 15_000 })
  await page.keyboard.press('Escape')
  await page.keyboard.press('F9')
  await page.keyboard.press('c')
  await expect(lock(page)).toBeVisible()
  await expect(page.locator('dialog[open]')).toHaveCount(1)
  const other = await context.newPage()
  await other.goto(`${line.url()}/till`)
  await expect(lock(other)).toBeVisible()
  await other.close()

  await person(page, 'manager').click()
  await enterPin(page, '1357')
  await expect(page.getByTestId('pin-pad').getByRole('alert')).toContainText('not the PIN')
  await enterPin(page, PIN)
  await expect(lock(page)).toHaveCount(0)
  await expectTotal(page, total)
})

test('P2: a till does not lock while money is being taken', async ({ page }) => {
  await addSomething(page)
  await page.getByTestId('charge').click()
  await page.clock.install()
  await page.clock.fastForward(20 * MINUTES_MS)
  await page.clock.runFor(3000)
  await expect(lock(page)).toHaveCount(0)
  await page.clock.resume()
  await page.getByTestId('cash-exact').click()
  await page.getByTestId('tender-done').click()
  await expect(page.getByTestId('receipt')).toBeVisible()
  await nextSale(page)
})

test('P2: a till left on its receipt locks', async ({ page }) => {
  await addSomething(page)
  await payExactCash(page)
  await expect(page.getByTestId('receipt')).toBeVisible()
  await page.clock.install()
  await page.clock.fastForward(5 * MINUTES_MS + 2000)
  await expect(lock(page)).toBeVisible()
})

test('P3: Escape pressed again and again does not close a locked till', async ({ page }) => {
  await page.getByTestId('till-staff').click()
  await page.getByTestId('lock-now').click()
  await expect(lock(page)).toBeVisible()
  for (let press = 0; press < 4; press++) {
    await page.keyboard.press('Escape')
    await expect(lock(page)).toHaveAttribute('open')
  }
  await person(page, 'owner').click()
  await enterPin(page, PIN)
  await expect(lock(page)).toHaveCount(0)
})

test('P6: the till of a cashier who is removed in the office locks; it is not the owner’s', async ({
  page,
  browser,
  line,
}) => {
  await page.getByTestId('till-staff').click()
  await person(page, 'cashier').click()
  await enterPin(page, PIN)
  await expect(page.locator('dialog[open]')).toHaveCount(0)
  const office = await (await browser.newContext()).newPage()
  await office.goto(line.url())
  await expect(office.getByTestId('product-tile').first()).toBeVisible({ timeout: 20_000 })
  await office.goto(`${line.url()}/office/people`)
  const cashier = office.locator('[data-testid="person-row"][data-role="cashier"]')
  await cashier.getByTestId('person-change').click()
  await office.getByTestId('person-remove').click()
  await expect(cashier).toHaveCount(0)
  // The office tells it while it is open.
  await expect(lock(page)).toBeVisible({ timeout: 20_000 })
  await office.context().close()
  await expect(page.getByTestId('staff-option')).toHaveCount(2)
  await expect(person(page, 'here now')).toHaveCount(0)
})

test('P5: a till paired by a code sells at once as nobody; the office asks for a sign-in', async ({
  browser,
  demo,
  line,
}) => {
  const { token } = await pairAuditor(demo)
  const other = await (await browser.newContext()).newPage()
  await joinTill(other, line.url(), await auditorOf(demo, token).pairingCode())
  await addSomething(other)
  await payExactCash(other)
  await nextSale(other)
  await addSomething(other)
  await other.getByTestId('cart-line').getByRole('button').first().click()
  await other.getByTestId('override-price').click()
  await expect(person(other, 'manager')).toBeVisible()
  await other.goto(`${line.url()}/office`)
  await expect(other.getByText('The office is for managers')).toBeVisible()
  await other.context().close()
})

test('P3: locked by hand, it still hands over what it has', async ({ page, line }) => {
  await whenOfflineReady(page)
  await line.cut()
  await addSomething(page)
  await payExactCash(page)
  await nextSale(page)
  await page.getByTestId('till-staff').click()
  await page.getByTestId('lock-now').click()
  await expect(lock(page)).toBeVisible()
  await line.mend()
  await expect(page.getByTestId('lock-status')).toHaveAttribute('data-state', 'synced', { timeout: 20_000 })
})

test('I13: five wrong PINs cost a wait that a reload does not shorten', async ({ page }) => {
  await page.getByTestId('till-staff').click()
  await person(page, 'cashier').click()
  for (let attempt = 0; attempt < 5; attempt++) {
    await enterPin(page, '9999')
    await expect(page.getByTestId('pin-pad').getByRole('alert')).not.toBeEmpty()
  }
  await expect(page.getByTestId('pin-pad').getByRole('alert')).toContainText('Try again in')
  await page.reload()
  await page.getByTestId('till-staff').click()
  await person(page, 'cashier').click()
  await enterPin(page, PIN)
  await expect(page.getByTestId('pin-pad').getByRole('alert')).toContainText('Try again in')
})

test('P4: a manager’s PIN on the cashier’s till is an entry before the price changes', async ({
  page,
  demo,
}) => {
  const { token } = await pairAuditor(demo)
  const auditor = auditorOf(demo, token)
  await page.getByTestId('till-staff').click()
  await person(page, 'cashier').click()
  await enterPin(page, PIN)
  await addSomething(page)
  await page.getByTestId('cart-line').getByRole('button').first().click()
  await page.getByTestId('override-price').click()
  await person(page, 'manager').click()
  await enterPin(page, PIN)
  await expect(page.getByTestId('keypad-done')).toBeVisible()
  const approvals = async () => (await auditor.entries()).filter(({ kind }) => kind === 'approval-given')
  await expect.poll(approvals, { timeout: 15_000 }).toHaveLength(1)
  const [approval] = await approvals()
  expect(approval?.body).toMatchObject({
    permission: 'override-price',
    detail: expect.stringContaining('price'),
    sale: expect.any(String),
    by: expect.any(String),
  })
})
