/**
 * A browser on a profile that stays on disk. Playwright's ordinary contexts keep IndexedDB in memory, so whatever
 * is about crashes and cold starts needs this one.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { testChromium } from '../../scripts/browser.ts'
import { tempFolder } from './endpoint.ts'

export interface Profile {
  /** Where it lies, to be copied while no browser runs on it. */
  readonly folder: string
  /** Opens the browser on this profile and gives its page. */
  readonly open: () => Promise<Page>
  /** SIGKILL of every process of the browser, at once. */
  readonly kill: () => Promise<void>
  /** Closes it in good order. */
  readonly close: () => Promise<void>
  readonly remove: () => Promise<void>
}

export function createProfile(): Profile {
  const folder = tempFolder('profile')
  const executablePath = testChromium()
  let context: BrowserContext | null = null
  const close = async () => {
    await context?.close()
    context = null
  }
  return {
    folder,
    open: async () => {
      context = await chromium.launchPersistentContext(folder, {
        ...(executablePath ? { executablePath } : {}),
        viewport: { width: 1180, height: 820 },
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
      })
      return context.pages()[0] ?? (await context.newPage())
    },
    kill: async () => {
      const ended = context && new Promise((done) => context?.once('close', done))
      for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL')
      await ended
      context = null
    },
    close,
    remove: async () => {
      await close().catch(() => undefined)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

/** The processes that were started with this profile: the browser itself first, which ends its children. */
function processesOf(folder: string): readonly number[] {
  if (!existsSync('/proc')) throw new Error('to kill a browser its process is looked for in /proc')
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandOf(pid).includes(`--user-data-dir=${folder}`))
    .map(Number)
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    // It ended while we looked.
    return ''
  }
}
