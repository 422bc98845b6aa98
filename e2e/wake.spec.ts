/** The browser's own waking, which a Chromium without windows does not have. */
import { systemChromium } from '../scripts/browser.ts'
import { expect, test } from './support/fixtures.ts'
import { sellOne, whenOfflineReady } from './support/till.ts'

const executablePath = systemChromium()
// Playwright's own Chromium has windows only if it is asked for by name.
test.use(executablePath ? { launchOptions: { executablePath } } : { channel: 'chromium' })

test('cut off with unsent sales, the till asks the browser to wake it when there is a network', async ({
  till,
  context,
  network,
}) => {
  await context.grantPermissions(['background-sync'])
  await whenOfflineReady(till)
  const woken = till.evaluate(
    () =>
      new Promise<string>((resolve) =>
        navigator.serviceWorker.addEventListener('message', ({ data }) => resolve(String(data?.type))),
      ),
  )
  await network.cut()
  await sellOne(till)
  // The browser itself is online, so that it wakes the service worker at once.
  expect(await woken).toBe('barrow-wake')
})
