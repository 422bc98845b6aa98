/** A browser before its first run, and an endpoint on which nobody has made anything yet. */
import { test as base, expect, type Page } from '@playwright/test'
import { createEndpoint, type Endpoint } from './endpoint.ts'
import { expectQuiet, watch } from './watch.ts'

export const test = base.extend<{ empty: Endpoint; firstRun: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter.
  empty: async ({}, use) => {
    const empty = createEndpoint()
    await empty.start()
    await use(empty)
    await empty.remove()
  },
  firstRun: async ({ page, context, empty }, use) => {
    const heard = watch(context, () => [empty.url()])
    await page.goto(empty.url())
    await expect(page.getByTestId('setup-name')).toBeVisible()
    await use(page)
    expectQuiet(heard)
  },
})

export async function nameLocation(page: Page, name = 'Pier Market'): Promise<void> {
  await page.getByTestId('setup-name').fill(name)
  await page.getByTestId('setup-next').click()
}

export async function nameOwner(page: Page): Promise<void> {
  await page.getByTestId('setup-owner-name').fill('Ada')
  await page.getByTestId('setup-owner-pin').fill('2468')
  await page.getByTestId('setup-next').click()
}
