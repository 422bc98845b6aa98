/** O2 and O8 in the browser: people are let in at the office and sign in at every till. */
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { joinTill, nextSale, payExactCash, status, tile } from './support/till.ts'

const PIN = '7531'

const row = (page: Page, name: string) => page.getByTestId('person-row').filter({ hasText: name })

async function letIn(page: Page, name: string, role: 'cashier' | 'manager'): Promise<void> {
  await page.getByTestId('person-add').click()
  await page.getByTestId('person-name').fill(name)
  await page.getByTestId('person-role').selectOption(role)
  await page.getByTestId('person-pin').fill(PIN)
  await page.getByTestId('person-pin-again').fill(PIN)
  await page.getByTestId('person-save').click()
  await expect(row(page, name)).toBeVisible()
}

async function signIn(page: Page, name: string, pin: string): Promise<void> {
  await page.getByTestId('till-staff').click()
  await page.getByTestId('staff-option').filter({ hasText: name }).click()
  await expect(page.getByTestId('pin-pad')).toBeVisible()
  await page.keyboard.type(pin)
  await page.getByTestId('pin-done').click()
}

test('a cashier let in at the office signs in on another till, sees what waits, and settles nothing', async ({
  till,
  browser,
  network,
  auditor,
}) => {
  const context = await browser.newContext()
  const other = await context.newPage()
  await joinTill(other, network.url(), await auditor.pairingCode())
  await till.goto(`${network.url()}/office/people`)
  await letIn(till, 'Sam', 'cashier')
  await other.getByTestId('till-staff').click()
  await expect(other.getByTestId('staff-option').filter({ hasText: 'Sam' })).toBeVisible({ timeout: 15_000 })
  await other.keyboard.press('Escape')
  await expect(async () => {
    await signIn(other, 'Sam', PIN)
    await expect(other.getByTestId('pin-pad')).toHaveCount(0, { timeout: 3000 })
  }).toPass({ timeout: 30_000 })

  await tile(other, 'OLD-1').click()
  await other.getByTestId('sell-anyway').click()
  await payExactCash(other)
  await nextSale(other)
  await status(other).click()
  await other.getByTestId('decisions-in-office').click()
  await expect(other.getByTestId('decision')).toHaveCount(1)
  await expect(other.getByTestId('decision-count')).toHaveCount(0)
  await expect(other.getByText('A manager or the owner settles these.')).toBeVisible()
  await other.getByTestId('office-nav-people').click()
  await expect(other.getByText('The office is for managers')).toBeVisible()
  await context.close()
})

test('what is wrong is said at its field; the only owner stays owner', async ({ till, network }) => {
  await till.goto(`${network.url()}/office/people`)
  await till.getByTestId('person-add').click()
  await till.getByTestId('person-name').fill('Jo')
  await till.getByTestId('person-pin').fill('1234')
  await till.getByTestId('person-save').click()
  await expect(till.getByTestId('person-sheet').getByRole('alert')).toContainText('Choose another')
  await till.getByTestId('person-pin').fill(PIN)
  await till.getByTestId('person-pin-again').fill('7532')
  await till.getByTestId('person-save').click()
  await expect(till.getByTestId('person-sheet').getByRole('alert')).toContainText('not the same')
  await till.keyboard.press('Escape')
  await till.getByTestId('person-change').click()
  await till.getByTestId('person-role').selectOption('manager')
  await till.getByTestId('person-save').click()
  await expect(till.getByTestId('person-sheet').getByRole('alert')).toContainText('only owner')
  await expect(till.getByTestId('person-remove')).toHaveCount(0)
})

test('a removed person can be brought back, and every change is told with who made it', async ({
  till,
  network,
}) => {
  await till.goto(`${network.url()}/office/people`)
  await letIn(till, 'Sam', 'cashier')
  await row(till, 'Sam').getByTestId('person-change').click()
  await till.getByTestId('person-role').selectOption('manager')
  await till.getByTestId('person-save').click()
  await expect(row(till, 'Sam')).toHaveAttribute('data-role', 'manager')
  await row(till, 'Sam').getByTestId('person-change').click()
  await till.getByTestId('person-remove').click()
  await expect(row(till, 'Sam')).toHaveCount(0)
  await till.getByRole('button', { name: 'Undo' }).click()
  await expect(row(till, 'Sam')).toBeVisible()
  await till.getByRole('button', { name: 'Who changed what' }).click()
  const changes = till.getByTestId('change-row')
  await expect(changes.filter({ hasText: 'Role: Cashier → Manager' })).toHaveCount(1)
  await expect(changes.filter({ hasText: 'New PIN: given' })).toHaveCount(1)
  await expect(changes.filter({ hasText: 'Removed: yes → no' })).toHaveCount(1)
  await expect(changes.first()).toContainText('Till')
  await expect(till.getByText(PIN)).toHaveCount(0)
})
