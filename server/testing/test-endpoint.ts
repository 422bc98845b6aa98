/** The endpoint in a test's own folder, called with bare Requests, its clocks turned by hand. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocationId, Millis } from '../../core/domain/ids.ts'
import { type AppDeps, createApp } from '../app.ts'
import type { FetchDeps } from '../fetch-public.ts'
import { createLocationViews } from '../location-views.ts'
import { createPictures } from '../pictures.ts'
import { createRateLimit } from '../rate-limit.ts'
import { loadStaticFiles } from '../static-files.ts'
import { openSqliteStorage } from '../storage/sqlite-storage.ts'

export interface TestEndpointOptions
  extends Partial<Pick<AppDeps, 'openSetup' | 'tls' | 'snapshots' | 'stripe'>> {
  readonly demo?: { readonly code: string; readonly location: LocationId }
  readonly distFolder?: string
  readonly fetchDeps?: FetchDeps
}

/** Where a request seems to come from: its peer's address, as the Node adapter gives it. */
export const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } })

const NO_NETWORK: FetchDeps = { resolve: async () => [], isPublic: () => false, timeoutMs: 1000 }

export function testEndpoint(options: TestEndpointOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'barrow-test-'))
  const clock = { now: 1_790_000_000_000, monotonic: 0 }
  const logged: { readonly level: string; readonly fields: object }[] = []
  const log = (level: string) => (fields: object) => void logged.push({ level, fields })
  const storage = openSqliteStorage(join(folder, 'barrow.sqlite'))
  const views = createLocationViews(storage)
  const app = createApp({
    storage,
    views,
    pictures: createPictures(join(folder, 'pictures'), options.fetchDeps ?? NO_NETWORK),
    files: loadStaticFiles(options.distFolder ?? join(folder, 'dist')),
    rateLimit: createRateLimit(() => clock.monotonic),
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    now: () => clock.now as Millis,
    openSetup: options.openSetup ?? false,
    tls: options.tls ?? false,
    demo: options.demo ?? null,
    ...(options.snapshots ? { snapshots: options.snapshots } : {}),
    stripe: options.stripe ?? null,
  })
  const send = async (path: string, init: RequestInit = {}, peer = '192.168.1.20') =>
    app.fetch(new Request(`http://barrow.test${path}`, init), from(peer))
  const close = async () => {
    await storage.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { folder, clock, logged, storage, views, app, send, close }
}

export type TestEndpoint = ReturnType<typeof testEndpoint>

/** A POST of JSON. */
export const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})
