import { expect, test } from './support/fixtures.ts'
import { joinTill, sellMany, sellOne, status } from './support/till.ts'

/** What a thief who copies the till's database has: its token, and the key as the browser gives it to a page. */
function readIdentity(database: string): Promise<{ token: string; device: string; keyIsOpen: boolean }> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const stores = opening.result.transaction(['meta', 'keys'])
      const identity = stores.objectStore('meta').get('identity')
      const key = stores.objectStore('keys').get('device')
      stores.oncomplete = async () => {
        opening.result.close()
        const { token, device } = identity.result.value
        const open = await crypto.subtle.exportKey('pkcs8', key.result.key).then(
          () => true,
          () => false,
        )
        resolve({ token, device, keyIsOpen: open || key.result.key.extractable })
      }
    }
  })
}

test('a copied token opens nothing, and the key stays in the browser', async ({ till, endpoint }) => {
  await sellOne(till)
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 20_000 })
  const { token, keyIsOpen } = await till.evaluate(readIdentity, 'barrow-journal')
  expect(keyIsOpen).toBe(false)
  const stolen = await fetch(`${endpoint.url()}/api/pull?cursor=0`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(stolen.status).toBe(401)
})

for (const [year, clock] of [
  ['1970', new Date('1970-01-02T00:00:00Z')],
  ['2031', new Date('2031-06-01T00:00:00Z')],
] as const)
  test(`a till whose clock says ${year} is heard like any other`, async ({ page, network, auditor }) => {
    await page.clock.setSystemTime(clock)
    await joinTill(page, network.url(), await auditor.pairingCode())
    const receipts = await sellMany(page, 2)
    await expect
      .poll(async () => (await auditor.sales()).map(({ receipt }) => receipt), { timeout: 20_000 })
      .toEqual(receipts)
  })

test('a till that was replaced sells on, says that it was removed, and hands its sales over', async ({
  till,
  browser,
  network,
  auditor,
}) => {
  await sellOne(till)
  const { device } = await till.evaluate(readIdentity, 'barrow-journal')
  await expect(status(till)).toHaveAttribute('data-state', 'synced', { timeout: 20_000 })
  const other = await browser.newContext()
  const replacement = await other.newPage()
  await joinTill(replacement, network.url(), await auditor.pairingCode(device))
  const receipts = [await sellOne(till), await sellOne(replacement)]
  await expect
    .poll(async () => (await auditor.sales()).map(({ receipt }) => receipt), { timeout: 20_000 })
    .toEqual(expect.arrayContaining(receipts))
  await expect(status(till)).toHaveAttribute('data-state', 'decision', { timeout: 40_000 })
  await status(till).click()
  await expect(till.getByText('This device was removed from the location')).toBeVisible()
  await other.close()
})
