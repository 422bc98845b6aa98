/** The endpoint's composition root: environment, storage, clock, app, listen, stop. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Millis } from '../core/domain/ids.ts'
import { createApp } from './app.ts'
import { openStripe } from './checkout/stripe.ts'
import { ensureDemo } from './demo.ts'
import { baseUrl, type Environment, readEnvironment } from './environment.ts'
import { FETCH_DEPS } from './fetch-public.ts'
import { listen } from './listen.ts'
import { createLive } from './live.ts'
import { createLocationViews } from './location-views.ts'
import { newCode } from './pairing.ts'
import { createPictures } from './pictures.ts'
import { createRateLimit } from './rate-limit.ts'
import { loadStaticFiles } from './static-files.ts'
import { openStorage } from './storage/open-storage.ts'
import { whereToGo } from './where-to-go.ts'

const GRACE_MS = 10_000

try {
  const environment = readEnvironment(process.env)
  if (!environment.ok) throw new Error(environment.error)
  await start(environment.value, process.argv.includes('--demo'))
} catch (error) {
  process.stderr.write(`Barrow cannot start: ${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}

async function start(environment: Environment, demo: boolean): Promise<void> {
  mkdirSync(environment.dataDir, { recursive: true })
  const log = pino({ level: environment.logLevel, base: null })
  const storage = await openStorage(environment)
  const parts = {
    storage,
    log,
    views: createLocationViews(storage),
    live: createLive(storage),
    pictures: createPictures(join(environment.dataDir, 'pictures'), FETCH_DEPS),
    now: () => Date.now() as Millis,
  }
  const app = createApp({
    ...parts,
    files: loadStaticFiles(join(import.meta.dirname, '../dist')),
    rateLimit: createRateLimit(() => performance.now()),
    openSetup: environment.openSetup,
    tls: baseUrl(environment).startsWith('https:'),
    publicHost: environment.publicUrl && new URL(environment.publicUrl).host,
    stripe:
      environment.stripe &&
      (await openStripe({ ...environment.stripe, returnUrl: `${baseUrl(environment)}/paid.html` })),
    demo: demo ? { location: await ensureDemo(parts), code: newCode() } : null,
  })
  const listener = await listen(app, environment)
  const isSetUp = !(await storage.isEmpty())
  process.stdout.write(whereToGo({ ...environment, port: listener.port, demo, isSetUp }))
  const stop = async () => {
    log.info({}, 'stopping')
    parts.live.close()
    await listener.stop(GRACE_MS)
    await storage.close()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
