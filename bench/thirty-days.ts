/**
 * Thirty days without a network: 50,000 queued sales on one tablet. It sells within its budget at every length of the
 * queue; then the line comes, the browser is killed ten times while it hands over, and nothing is lost or doubled.
 * At last a new tablet joins the location.
 */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { createProfile, type Profile } from '../e2e/support/profile.ts'
import { type BenchRow, timesRow } from './row.ts'
import { buildFiller } from './support/build-filler.ts'
import { type CountedLine, openCountedLine } from './support/counted-line.ts'
import type * as Filler from './support/filler.ts'
import { installProbe } from './support/in-page.ts'
import { openStation, type Station } from './support/station.ts'

/** `QUEUED` makes a shorter trip of it, to try the bench itself. */
const MOST = Number(process.env.QUEUED ?? 50_000)
const STAGES = [0, MOST / 5, MOST / 2, MOST]
const KILLS = 10
const PRESSED_SALES = 25
/** The filler sells the first half of the shelf; the other half keeps its stock, so that a press adds at once. */
const PRODUCTS = 200
const FILLED_GOODS = 100

interface Trip {
  readonly station: Station
  readonly line: CountedLine
  readonly profile: Profile
}

export async function benchThirtyDays(): Promise<readonly BenchRow[]> {
  const station = await openStation(PRODUCTS)
  const line = await openCountedLine(station.port, { '/bench-filler.js': await buildFiller() })
  const trip = { station, line, profile: createProfile() }
  try {
    await pair(trip)
    const commits = await sellThroughout(trip)
    const drainedMs = await drain(trip)
    const joined = await joinNewTablet(trip)
    return [...stageRows(commits), single('thirty-days-drain', drainedMs), ...joined]
  } finally {
    await trip.profile.remove()
    line.close()
    await station.dispose()
  }
}

function stageRows(commits: readonly (readonly number[])[]): readonly BenchRow[] {
  const [empty = [], ...queued] = commits
  return queued.map((samples, at) => timesRow(`sell-at-${STAGES[at + 1]}-queued`, samples, empty, 0.5))
}

const single = (name: string, value: number): BenchRow => {
  return { name, unit: 'ms', value, p50: value, p95: null, p99: null, n: 1, baseline: null, ratio: null }
}

async function open({ profile, line }: Trip, path = '/till'): Promise<Page> {
  const page = await profile.open()
  await page.addInitScript(installProbe)
  await page.goto(`${line.url}${path}`)
  await page.getByTestId('product-tile').first().waitFor({ timeout: 120_000 })
  return page
}

async function pair(trip: Trip): Promise<void> {
  const page = await open(trip, `/${new URL(trip.station.pairingUrl).hash}`)
  await page.locator('[data-testid="status"][data-state="synced"]').waitFor({ timeout: 120_000 })
  await page.waitForFunction(() => navigator.serviceWorker?.controller !== null)
  trip.line.setOffline(true)
  await trip.profile.close()
}

/** Fills to each stage, starts anew, and sells by hand. The commits of each stage, ms from press to durable. */
async function sellThroughout(trip: Trip): Promise<readonly (readonly number[])[]> {
  const commits: (readonly number[])[] = []
  for (const [at, queued] of STAGES.entries()) {
    const page = await open(trip)
    await fillBy(page, queued - (STAGES[at - 1] ?? 0))
    await trip.profile.close()
    const fresh = await open(trip)
    await fresh.waitForTimeout(10_000)
    commits.push(await sellByHand(fresh))
    await trip.profile.close()
  }
  return commits
}

function fillBy(page: Page, count: number): Promise<void> {
  return page.evaluate(
    async ([wanted, goods]) => {
      const { fill } = (await import('/bench-filler.js' as string)) as typeof Filler
      await fill(wanted, goods)
    },
    [count, FILLED_GOODS] as const,
  )
}

async function sellByHand(page: Page): Promise<readonly number[]> {
  await page
    .getByTestId('tile-search')
    .or(page.locator('#till-search'))
    .first()
    .fill(`SKU-00${PRODUCTS - 1}`)
  const commits: number[] = []
  for (let sale = 0; sale < PRESSED_SALES; sale++) {
    await page.getByTestId('product-tile').first().click()
    await page.getByTestId('charge').click()
    await page.getByTestId('cash-exact').click()
    await page.evaluate(() => {
      ;(window as unknown as { barrowBench: { commits: number[] } }).barrowBench.commits = []
    })
    await page.getByTestId('tender-done').click()
    await page.getByTestId('next-sale').waitFor()
    const [commit] = await page.evaluate(
      () => (window as unknown as { barrowBench: { commits: number[] } }).barrowBench.commits,
    )
    if (commit !== undefined) commits.push(commit)
    await page.getByTestId('next-sale').click()
    await page.waitForTimeout(100)
  }
  return commits
}

/** Gives the tablet its line, and kills the browser on the way. The ms until the endpoint holds all of it. */
async function drain(trip: Trip): Promise<number> {
  const { station, line, profile } = trip
  const database = new Database(join(station.folder, 'data/barrow.sqlite'), { readonly: true })
  const count = database.prepare('select count(*) from entry').pluck()
  let page = await open(trip)
  const { head, acknowledged } = await standOf(page)
  const before = Number(count.get())
  const due = head - acknowledged
  const begun = performance.now()
  line.setOffline(false)
  await page.evaluate(() => void dispatchEvent(new Event('online')))
  for (let kill = 1; kill <= KILLS + 1; kill++) {
    const until = before + (kill > KILLS ? due : Math.floor((due * kill) / (KILLS + 1)))
    while (Number(count.get()) < until) await new Promise((done) => setTimeout(done, 20))
    if (kill > KILLS) break
    await profile.kill()
    page = await open(trip)
  }
  const drainedMs = performance.now() - begun
  await page.locator('[data-testid="status"][data-unsent="0"]').waitFor({ timeout: 60_000 })
  expectWhole(database, before + due)
  database.close()
  await profile.close()
  return drainedMs
}

async function standOf(page: Page) {
  return page.evaluate(async () => {
    const { stand } = (await import('/bench-filler.js' as string)) as typeof Filler
    return stand()
  })
}

/** Every entry once, every device's sequence without a gap, every sale and receipt number once. */
function expectWhole(database: Database.Database, entries: number): void {
  const rows = database.prepare('select device, seq, raw from entry order by device, seq').all() as {
    device: number
    seq: number
    raw: Buffer
  }[]
  const gaps = rows.filter(({ device, seq }, at) => {
    const before = rows[at - 1]
    return seq !== (before?.device === device ? before.seq + 1 : 1)
  })
  const sales = rows.flatMap(({ raw }) => {
    const { kind, id, body } = JSON.parse(raw.toString()) as {
      kind: string
      id: string
      body: { receipt: string }
    }
    return kind === 'sale' ? [{ id, receipt: body.receipt }] : []
  })
  const ids = new Set(sales.map(({ id }) => id))
  const receipts = new Set(sales.map(({ receipt }) => receipt))
  if (rows.length < entries) throw new Error(`${entries - rows.length} entries are lost`)
  if (gaps.length > 0) throw new Error(`${gaps.length} gaps`)
  if (ids.size !== sales.length || receipts.size !== sales.length) throw new Error('a sale is there twice')
}

/** A new tablet at the location with 50,000 sales: how long until it can sell, and until it has all of them. */
async function joinNewTablet({ station, line }: Trip): Promise<readonly BenchRow[]> {
  const code = await station.pairingCode()
  const { context, page } = await station.openBrowser('newcomer')
  const begun = performance.now()
  await page.goto(`${line.url}/#pair=${code}`)
  await page.getByTestId('product-tile').first().waitFor({ timeout: 120_000 })
  const sellsMs = performance.now() - begun
  await page.getByTestId('till-nav-sales').click()
  await page.getByTestId('sales-search').fill('000001')
  await page.getByTestId('sale-row').first().waitFor({ timeout: 120_000 })
  const wholeMs = performance.now() - begun
  await context.close()
  return [single('join-50k-sells', sellsMs), single('join-50k-whole', wholeMs)]
}
