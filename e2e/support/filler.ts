/** Months of sales in seconds: written by the app's own replica, as one more tab of the device would. */
import type { BrowserContext, Page } from '@playwright/test'
import { buildFiller } from '../../bench/support/build-filler.ts'
import type * as Filler from '../../bench/support/filler.ts'

const PATH = '/e2e-filler.js'

let built: Promise<string> | null = null

/** To be called before a page of this context fills. */
export async function lendFiller(context: BrowserContext): Promise<void> {
  built ??= buildFiller()
  const body = await built
  await context.route(`**${PATH}`, (route) => route.fulfill({ contentType: 'text/javascript', body }))
}

/** Records so many sales of the first product on this page's device. */
export async function fillSales(page: Page, count: number): Promise<void> {
  await page.evaluate(
    async ([path, wanted]) => {
      const filler = (await import(path)) as typeof Filler
      await filler.fill(wanted, 1)
    },
    [PATH, count] as const,
  )
}
