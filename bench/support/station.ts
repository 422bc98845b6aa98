/** An endpoint on a folder of its own and a browser profile on disk, for one measurement. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { systemChromium } from '../../scripts/browser.ts'
import { catalogueCsv } from './catalogue.ts'
import { installProbe } from './in-page.ts'

export interface Station {
  readonly url: string
  readonly pairingUrl: string
  readonly port: number
  /** Where its database and its browser's profiles lie. */
  readonly folder: string
  /** Opens the browser on its profile, as a tablet of 1180 × 820. */
  readonly openBrowser: (profile?: string) => Promise<{ context: BrowserContext; page: Page }>
  /** A code for one more device. */
  readonly pairingCode: () => Promise<string>
  readonly startEndpoint: () => Promise<void>
  readonly killEndpoint: () => Promise<void>
  readonly dispose: () => Promise<void>
}

/** A location with a catalogue of `products`, its endpoint running. */
export async function openStation(products: number): Promise<Station> {
  const folder = mkdtempSync(join(tmpdir(), 'barrow-bench-'))
  const port = await freePort()
  const env = { ...process.env, DATA_DIR: join(folder, 'data'), PORT: String(port), LOG_LEVEL: 'silent' }
  const csv = join(folder, 'catalogue.csv')
  writeFileSync(csv, catalogueCsv(products))
  const init = [
    'init',
    '--name',
    'Bench',
    '--currency',
    'EUR',
    '--country',
    'DE',
    '--zone',
    'Europe/Berlin',
    '--owner-pin',
    '2468',
    '--catalogue',
    csv,
  ]
  const { pairingUrl } = JSON.parse(
    execFileSync(process.execPath, ['server/cli.ts', ...init], { env, encoding: 'utf8' }),
  ) as { pairingUrl: string }
  let endpoint: ChildProcess | null = null
  const startEndpoint = async () => {
    endpoint = spawn(process.execPath, ['server/main.ts'], { env, stdio: 'ignore' })
    await answers(`http://localhost:${port}/healthz`)
  }
  const killEndpoint = async () => {
    const dying = endpoint
    endpoint = null
    if (!dying || dying.exitCode !== null) return
    const gone = new Promise((resolve) => dying.once('exit', resolve))
    dying.kill('SIGKILL')
    await gone
  }
  await startEndpoint()
  return {
    url: `http://localhost:${port}`,
    pairingUrl,
    port,
    folder,
    openBrowser: (profile = 'profile') => openBrowser(join(folder, profile)),
    pairingCode: async () => {
      const said = execFileSync(process.execPath, ['server/cli.ts', 'pair', '--json'], {
        env,
        encoding: 'utf8',
      })
      return (JSON.parse(said) as { code: string }).code
    },
    startEndpoint,
    killEndpoint,
    dispose: async () => {
      await killEndpoint()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openBrowser(profile: string) {
  const executablePath = systemChromium()
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    viewport: { width: 1180, height: 820 },
    deviceScaleFactor: 2,
    hasTouch: true,
    locale: 'en-GB',
  })
  await context.addInitScript(installProbe)
  const page = context.pages()[0] ?? (await context.newPage())
  return { context, page }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${url} does not answer`)
}
