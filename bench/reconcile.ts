/**
 * 2,000 sales queued offline on one tablet, the browser restarted, the network allowed: how long until the endpoint
 * holds all of them durably, and how many bytes that costs. Then a restored copy of the tablet pushes once more. The
 * peers of `PEERS_DIR` do the same in the same run, where they are there.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { type BenchRow, quantile } from './row.ts'
import { buildFiller } from './support/build-filler.ts'
import { type CountedLine, openCountedLine } from './support/counted-line.ts'
import type * as Filler from './support/filler.ts'
import { openStation, type Station } from './support/station.ts'

const SALES = 2000
const ROUNDS = 3
/** So long the line is watched behind the last entry, as in the peers' bench. */
const SETTLE_MS = 300

interface Reconciled {
  readonly durableMs: number
  readonly upBytes: number
  readonly downBytes: number
}

interface Round extends Reconciled {
  readonly again: Reconciled
}

const bytesOf = ({ upBytes, downBytes }: Reconciled) => upBytes + downBytes

export async function benchReconcile(): Promise<readonly BenchRow[]> {
  const filler = await buildFiller()
  const peers = installPeers()
  const [own, rxdb, outbox]: [Round[], Reconciled[], Reconciled[]] = [[], [], []]
  try {
    for (let round = 0; round < ROUNDS; round++) {
      own.push(await reconcileOnce(filler))
      if (peers === null) continue
      rxdb.push(runPeer(peers, 'rxdb'))
      outbox.push(runPeer(peers, 'outbox'))
    }
  } finally {
    if (peers) rmSync(peers, { recursive: true, force: true })
  }
  const again = own.map((round) => round.again)
  return [
    row('reconcile-2000', 'ms', own, (one) => one.durableMs, rxdb),
    row('reconcile-2000-outbox', 'ms', own, (one) => one.durableMs, outbox),
    row('reconcile-2000-bytes', 'kB', own, (one) => bytesOf(one) / 1000, rxdb),
    row('reconcile-2000-again', 'kB', again, (one) => bytesOf(one) / 1000, []),
  ]
}

function row(
  name: string,
  unit: string,
  own: readonly Reconciled[],
  figure: (one: Reconciled) => number,
  peer: readonly Reconciled[],
): BenchRow {
  const value = quantile(own.map(figure), 0.5)
  const baseline = peer.length > 0 ? quantile(peer.map(figure), 0.5) : null
  const ratio = baseline === null ? null : value / baseline
  return { name, unit, value, p50: value, p95: null, p99: null, n: own.length, baseline, ratio }
}

async function reconcileOnce(filler: string): Promise<Round> {
  const station = await openStation(200)
  const line = await openCountedLine(station.port, { '/bench-filler.js': filler })
  try {
    await fillOffline(station, line)
    cpSync(join(station.folder, 'profile'), join(station.folder, 'restored'), { recursive: true })
    const first = await reconcile(station, line, 'profile', SALES + 1)
    const again = await reconcile(station, line, 'restored', 0)
    return { ...first, again }
  } finally {
    line.close()
    await station.dispose()
  }
}

/** Pairs a tablet, brings it to rest, cuts the line, and records the sales. */
async function fillOffline(station: Station, line: CountedLine): Promise<void> {
  const { context, page } = await station.openBrowser()
  await page.goto(`${line.url}/${new URL(station.pairingUrl).hash}`)
  await page.getByTestId('product-tile').first().waitFor({ timeout: 60_000 })
  await page.locator('[data-testid="status"][data-state="synced"]').waitFor({ timeout: 60_000 })
  await page.waitForFunction(() => navigator.serviceWorker?.controller !== null)
  line.setOffline(true)
  await page.evaluate(async (count) => {
    const { fill } = (await import('/bench-filler.js' as string)) as typeof Filler
    await fill(count)
  }, SALES)
  await context.close()
}

/** Opens the tablet without a line, lets it come to rest, and gives it the line. */
async function reconcile(
  station: Station,
  line: CountedLine,
  profile: string,
  entries: number,
): Promise<Reconciled> {
  line.setOffline(true)
  const { context, page } = await station.openBrowser(profile)
  await page.goto(`${line.url}/till`)
  await page.locator('[data-testid="status"][data-state="offline"]').waitFor({ timeout: 60_000 })
  await page.waitForTimeout(3000)
  const database = new Database(join(station.folder, 'data/barrow.sqlite'), { readonly: true })
  const count = database.prepare('select count(*) from entry').pluck()
  const wanted = Number(count.get()) + entries
  const before = line.bytes()
  const begun = performance.now()
  line.setOffline(false)
  const told = page.evaluate(() => void dispatchEvent(new Event('online')))
  while (Number(count.get()) < wanted) await new Promise((done) => setTimeout(done, 10))
  const durableMs = performance.now() - begun
  await told
  if (entries === 0) await whenSynced(page)
  await page.waitForTimeout(SETTLE_MS)
  const after = line.bytes()
  database.close()
  await whenSynced(page)
  await context.close()
  return { durableMs, upBytes: after.up - before.up, downBytes: after.down - before.down }
}

const whenSynced = (page: Page) =>
  page.locator('[data-testid="status"][data-unsent="0"]').waitFor({ timeout: 60_000 })

/** A copy of the peers with what they need, outside of this repository; null where there are none. */
function installPeers(): string | null {
  const origin = resolve(process.env.PEERS_DIR ?? '../shared/bench/peers')
  if (!existsSync(join(origin, 'run.mjs'))) return null
  const copy = mkdtempSync(join(tmpdir(), 'barrow-peers-'))
  cpSync(origin, copy, { recursive: true })
  execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: copy, stdio: 'ignore' })
  return copy
}

function runPeer(folder: string, peer: string): Reconciled {
  const said = execFileSync(process.execPath, ['run.mjs', peer, String(SALES)], {
    cwd: folder,
    encoding: 'utf8',
  })
  const { first } = JSON.parse(said) as { first: { durableMs: number; upKB: number; downKB: number } }
  return { durableMs: first.durableMs, upBytes: first.upKB * 1000, downBytes: first.downKB * 1000 }
}
