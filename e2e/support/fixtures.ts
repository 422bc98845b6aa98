/** What each test starts from: an endpoint with a small catalogue, a network to break, and a paired till. */
import { test as base, expect, type Page } from '@playwright/test'
import type { Auditor } from './auditor.ts'
import type { Endpoint } from './endpoint.ts'
import { type Network, startNetwork } from './network.ts'
import { makeSeed, type Seed } from './seed.ts'
import { joinTill } from './till.ts'
import { expectQuiet, watch } from './watch.ts'

export interface Fixtures {
  readonly endpoint: Endpoint
  readonly auditor: Auditor
  readonly network: Network
  /** A page with a paired till, its tiles on the screen. */
  readonly till: Page
  readonly quiet: undefined
}

export const test = base.extend<Fixtures, { seed: Seed }>({
  seed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter.
    async ({}, use) => {
      const seed = await makeSeed()
      await use(seed)
      seed.remove()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  endpoint: async ({ seed }, use) => {
    const endpoint = await seed.endpoint()
    await use(endpoint)
    await endpoint.remove()
  },
  auditor: async ({ seed, endpoint }, use) => use(seed.auditorOf(endpoint)),
  network: async ({ endpoint }, use) => {
    const network = await startNetwork(endpoint.port)
    await use(network)
    await network.close()
  },
  quiet: [
    async ({ context, network }, use) => {
      const heard = watch(context, () => [
        network.url(),
        ...context.pages().map((page) => new URL(page.url()).origin),
      ])
      await use(undefined)
      expectQuiet(heard)
    },
    { auto: true },
  ],
  till: async ({ page, network, auditor }, use) => {
    await joinTill(page, network.url(), await auditor.pairingCode())
    await use(page)
  },
})

export { expect }
