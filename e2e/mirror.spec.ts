import type { Page } from '@playwright/test'
import { expectHeldOnce } from './support/auditor.ts'
import { expect, test } from './support/fixtures.ts'
import { sellMany, status, whenOfflineReady } from './support/till.ts'

/** The mirror as it stands in the origin's private file system: one line an entry. */
const mirrorOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const file = await (await root.getFileHandle('barrow-outbox.ndjson')).getFile()
    return (await file.text()).split('\n').filter((line) => line !== '')
  })

const receiptsIn = (lines: readonly string[]) =>
  lines
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === 'sale')
    .map(({ body }) => body.receipt)

test('unsent entries stand in a second place, and leave it once the endpoint has them (J12)', async ({
  till,
  network,
  auditor,
}) => {
  await whenOfflineReady(till)
  await expect(status(till)).toHaveAttribute('data-state', 'synced')
  await network.cut()
  const receipts = await sellMany(till, 3)
  await expect.poll(async () => receiptsIn(await mirrorOf(till))).toEqual(receipts)
  await network.mend()
  await expectHeldOnce(auditor, receipts)
  await expect.poll(() => mirrorOf(till), { timeout: 20_000 }).toEqual([])
})
