import { defineConfig } from '@playwright/test'
import { testChromium } from './scripts/browser.ts'

const executablePath = testChromium()

export default defineConfig({
  testDir: 'e2e',
  timeout: 60_000,
  // Tests wait more than they compute.
  workers: 4,
  fullyParallel: true,
  // The machine is noisy: one more try, and whoever needed it is named in the report as flaky.
  retries: 1,
  ...(process.env.NIGHTLY ? {} : { grepInvert: /@nightly/ }),
  forbidOnly: true,
  reporter: 'list',
  use: {
    viewport: { width: 1180, height: 820 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    launchOptions: { ...(executablePath ? { executablePath } : {}) },
    contextOptions: { reducedMotion: 'reduce' },
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
  },
})
