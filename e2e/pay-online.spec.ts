import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { expectHeldOnce } from './support/auditor.ts'
import { createEndpoint, tempFolder } from './support/endpoint.ts'
import { test as base, expect } from './support/fixtures.ts'
import { readCode } from './support/read-code.ts'
import { expectTotal, readReceiptNumber, tile } from './support/till.ts'

const ROOT = resolve(import.meta.dirname, '..')

interface StandIn {
  readonly env: Readonly<Record<string, string>>
  readonly stop: () => Promise<void>
}

/** An endpoint whose provider is a stand-in: a process with a page on which a button pays. */
const test = base.extend<{ standIn: StandIn; publicPort: number }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter.
  publicPort: async ({}, use) => use(await freePort()),
  standIn: async ({ publicPort }, use) => {
    const standIn = await startStandIn(publicPort)
    await use(standIn)
    await standIn.stop()
  },
  endpoint: async ({ seed, standIn, publicPort }, use) => {
    const origin = await seed.endpoint()
    await origin.stop()
    const dataDir = tempFolder('paid')
    cpSync(origin.dataDir, dataDir, { recursive: true })
    await origin.remove()
    const endpoint = createEndpoint({ dataDir, env: { ...standIn.env, PORT: String(publicPort) } })
    await endpoint.start()
    await use(endpoint)
    await endpoint.remove()
  },
})

function freePort(): Promise<number> {
  return new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => settle(port))
    })
  })
}

async function startStandIn(endpointPort: number): Promise<StandIn> {
  const port = await freePort()
  const node = join(ROOT, 'node_modules/.bin/node')
  const script = join(ROOT, 'scripts/stripe-stand-in.ts')
  const child = spawn(node, [script, String(port), `http://127.0.0.1:${endpointPort}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const env = await whenSaid(child)
  return {
    env,
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill()
      await ended
    },
  }
}

/** What it prints is the environment that the endpoint is to be started with. */
function whenSaid(child: ChildProcess): Promise<Record<string, string>> {
  return new Promise((settle, fail) => {
    let said = ''
    child.once('exit', (code) => fail(new Error(`the stand-in ended with ${code}: ${said}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const pairs = [...said.matchAll(/^([A-Z_]+)=(.+)$/gm)].map(([, name, value]) => [
        name ?? '',
        value ?? '',
      ])
      if (pairs.length >= 4) settle(Object.fromEntries(pairs))
    })
  })
}

/** From the cart to the code on the screen; gives its address, read off the screen. */
async function showCode(page: Page): Promise<string> {
  await tile(page, 'PRN-1').click()
  await page.getByTestId('charge').click()
  await page.getByTestId('tender-qr').click()
  await page.getByTestId('online-ask').click()
  const code = page.getByTestId('online-code')
  await expect(code).toBeVisible()
  return readCode(await code.screenshot())
}

/** The customer's phone opens the address and pays. */
async function payOnPhone(url: string): Promise<void> {
  const paid = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ deed: 'pay' }),
    redirect: 'manual',
  })
  expect(paid.status).toBe(303)
}

test('S28: a customer pays on their phone, and the till hears of it', async ({ till, auditor }) => {
  const url = await showCode(till)
  await payOnPhone(url)
  await expectHeldOnce(auditor, [await readReceiptNumber(till)])
  expect((await auditor.sales())[0]).toMatchObject({
    totalMinor: 3500,
    tenders: [{ kind: 'online', provider: 'stripe', amountMinor: 3500 }],
  })
  const kinds = (await auditor.entries()).map(({ kind }) => kind)
  expect(kinds.indexOf('tender-asked')).toBeLessThan(kinds.indexOf('sale'))
})

test('S28: a payment that is cancelled takes nothing; the cart is as it was', async ({ till, auditor }) => {
  const url = await showCode(till)
  await till.keyboard.press('Escape')
  await expect(till.getByTestId('online')).toBeVisible()
  await till.getByTestId('online-cancel').click()
  await expect(till.getByTestId('online')).toHaveCount(0)
  await expectTotal(till, 3500)
  const late = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ deed: 'pay' }),
    redirect: 'manual',
  })
  expect(late.status).toBe(200)
  const outcomes = async () =>
    (await auditor.entries()).flatMap(({ kind, body }) => (kind === 'tender-outcome' ? [body] : []))
  await expect.poll(outcomes).toMatchObject([{ outcome: 'declined' }])
})

test('S29: a till that dies while the customer pays asks, and the endpoint knows the answer', async ({
  till,
  auditor,
}) => {
  const url = await showCode(till)
  await till.reload()
  await payOnPhone(url)
  await expect(till.getByTestId('decision')).toHaveAttribute('data-kind', 'online-question')
  await expect(till.getByTestId('online-answer')).toHaveAttribute('data-status', 'paid', { timeout: 15_000 })
  await till.getByTestId('question-approved').click()
  await expectHeldOnce(auditor, [await readReceiptNumber(till)])
  expect((await auditor.sales())[0]).toMatchObject({ tenders: [{ kind: 'online', amountMinor: 3500 }] })
})

test('S28: cut off before it was asked, the till says so, and nothing was asked for', async ({
  till,
  network,
}) => {
  await tile(till, 'PRN-1').click()
  await till.getByTestId('charge').click()
  await till.getByTestId('tender-qr').click()
  await network.cut()
  await till.getByTestId('online-ask').click()
  await expect(till.getByTestId('online-problem')).toHaveAttribute('data-kind', 'offline')
  await till.getByTestId('online-cancel').click()
  await expect(till.getByTestId('online')).toHaveCount(0)
  await expectTotal(till, 3500)
})

test('S50: cut off while the customer pays, the till says so, sells on, and asks later', async ({
  till,
  network,
  auditor,
}) => {
  const url = await showCode(till)
  await network.cut()
  await expect(till.getByTestId('online-problem')).toHaveAttribute('data-kind', 'offline', {
    timeout: 15_000,
  })
  await payOnPhone(url)
  await till.getByTestId('online-leave').click()
  await expect(till.getByTestId('online')).toHaveCount(0)
  await tile(till, 'PRN-1').click()
  await till.getByTestId('charge').click()
  await till.getByTestId('cash-exact').click()
  await till.getByTestId('tender-done').click()
  const next = await readReceiptNumber(till)
  await till.keyboard.press('Escape')
  await network.mend()
  await till.reload()
  await expect(till.getByTestId('online-answer')).toHaveAttribute('data-status', 'paid', { timeout: 15_000 })
  await till.getByTestId('question-approved').click()
  await expectHeldOnce(auditor, [next, await readReceiptNumber(till)])
})
