import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Millis } from '../../core/domain/ids.ts'
import type { GapAnswer, PushAnswer } from '../../core/protocol/push.ts'
import { hashLine } from '../push-plan.ts'
import { hashSecret } from '../register.ts'
import { openCopies } from '../storage/open-copies.ts'
import { openSqliteStorage } from '../storage/sqlite-storage.ts'
import { processesOn } from '../testing/test-process.ts'
import { bytesOf, pushBody, sealSales, tillOf } from '../testing/test-till.ts'

const TILL = tillOf('location-1', 'device-1')
const SALES = bytesOf(sealSales(TILL, 120))
const NOW = 1_790_000_000_000 as Millis
const PICTURE = `${'a'.repeat(32)}-320.webp`

let processes: ReturnType<typeof processesOn>
let backup: string
beforeEach(async () => {
  processes = processesOn({ LOG_LEVEL: 'error' })
  backup = path('monday.barrow')
  await makeData()
})
afterEach(() => processes.remove())

const path = (...parts: string[]) => join(processes.folder, ...parts)
const copies = () => openCopies({ databaseUrl: null, dataDir: processes.folder })
const openStorage = () => openSqliteStorage(path('barrow.sqlite'))
const barrow = (...args: string[]) => processes.run('cli.ts', ...args)

async function answerOf(...args: string[]) {
  const { code, stdout, stderr } = await barrow(...args, '--json')
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

async function makeData(): Promise<void> {
  const storage = openStorage()
  const { location, device, token } = TILL
  await storage.registerLocation({
    location,
    device,
    tokenHash: hashSecret(token),
    pins: [],
    till: true,
    onlyFirst: true,
    at: 0 as Millis,
    publicKey: null,
  })
  await storage.close()
  mkdirSync(path('pictures'))
  writeFileSync(path('pictures', PICTURE), 'a picture')
  writeFileSync(path('pictures', 'half.tmp'), 'no picture')
}

async function push(url: string, from: number, lines: readonly string[]) {
  const body = new Uint8Array(
    pushBody(TILL, lines, { from, header: { protocol: 2, head: from + lines.length - 1 } }),
  )
  const response = await fetch(`${url}/api/push`, { method: 'POST', headers: TILL.authorization, body })
  return { status: response.status, answer: (await response.json()) as PushAnswer & GapAnswer }
}

/** Keeps the sales up to and with this one, as a push does. */
async function sellTo(last: number, first = 1): Promise<void> {
  const storage = openStorage()
  const writes = SALES.slice(first - 1, last).map((line, index) => ({
    ...hashLine(Buffer.from(line)),
    seq: first + index,
    state: 'recorded' as const,
    detail: '',
  }))
  const { location, device } = TILL
  const told = { head: last, skewMs: 0, epoch: null, relayed: true }
  const range = { location, device, from: first, count: writes.length, build: '', heardAt: 0 as Millis, told }
  await storage.applyPush({ ...range, relayedBy: null }, ({ head }) => ({
    writes,
    forks: [],
    results: [],
    have: head,
    notes: [],
    revokes: [],
  }))
  await storage.close()
}

async function storedSales(): Promise<readonly string[]> {
  const storage = openStorage()
  const entries = await storage.readDevice(TILL.location, TILL.device, { from: 1, limit: 1000 })
  await storage.close()
  return entries.map(({ raw }) => Buffer.from(raw).toString())
}

describe('barrow backup', { timeout: 30_000 }, () => {
  it('T73: holds all that was answered before it began, while tills go on selling', async () => {
    const serving = await processes.serve()
    let answered = 0
    let isSelling = true
    const selling = (async () => {
      for (; isSelling && answered < SALES.length; answered++)
        expect((await push(serving.url, answered + 1, SALES.slice(answered, answered + 1))).status).toBe(200)
    })()
    while (answered < 20) await new Promise((resolve) => setTimeout(resolve, 5))
    const before = answered
    const { locations, pictures } = await answerOf('backup', backup)
    isSelling = false
    await selling
    serving.kill('SIGTERM')
    await serving.end
    const [{ entries, heads }] = locations
    expect(entries).toBeGreaterThanOrEqual(before)
    expect(entries).toBeLessThanOrEqual(answered)
    expect(heads[0]).toMatchObject({ device: TILL.device, seq: entries })
    expect(pictures).toBe(1)
    expect(await storedSales()).toEqual(SALES.slice(0, answered))
    await answerOf('restore', backup)
    expect(await storedSales()).toEqual(SALES.slice(0, entries))
  })

  it('T73: is one file that only its owner reads, and never takes the place of another', async () => {
    await answerOf('backup', backup)
    const first = readFileSync(backup)
    expect(statSync(backup).mode & 0o077).toBe(0)
    const { code, stderr } = await barrow('backup', backup)
    expect([code, stderr]).toEqual([1, expect.stringContaining('there already')])
    expect(readFileSync(backup).equals(first)).toBe(true)
    expect(readdirSync(processes.folder).filter((name) => name.startsWith('monday'))).toEqual([
      'monday.barrow',
    ])
  })

  it('T73: of damaged data is made, says what is damaged, and ends with 1', async () => {
    await sellTo(3)
    const database = new Database(path('barrow.sqlite'))
    database.exec(`update entry set raw = cast('{}' as blob) where seq = 2`)
    database.close()
    const { code, stdout } = await barrow('backup', backup)
    expect(code).toBe(1)
    expect(stdout).toContain('bytes of entry 2')
    expect(existsSync(backup)).toBe(true)
  })

  it('T73: where there is no data, or no folder for it, says so and makes nothing', async () => {
    const { code, stderr } = await barrow('backup', path('nowhere', 'backup'))
    expect([code, stderr]).toEqual([1, expect.stringMatching(/\w/)])
    rmSync(path('barrow.sqlite'))
    const empty = await barrow('backup', backup)
    expect([empty.code, empty.stderr]).toEqual([1, expect.stringContaining('no data')])
    expect(existsSync(path('barrow.sqlite'))).toBe(false)
  })
})

describe('barrow restore', { timeout: 30_000 }, () => {
  it('T74: puts data and pictures back, sets aside what was there, and the tills hand the rest over again', async () => {
    await sellTo(10)
    await answerOf('backup', backup)
    await sellTo(15, 11)
    rmSync(path('pictures', PICTURE))
    const before = Math.floor(Date.now() / 1000)
    const { epoch, setAside, pictures } = await answerOf('restore', backup)
    expect(epoch).toBeGreaterThanOrEqual(before)
    expect([pictures, setAside]).toEqual([1, path('barrow.sqlite.before-restore-1')])
    expect(readFileSync(path('pictures', PICTURE), 'utf8')).toBe('a picture')
    expect(await storedSales()).toHaveLength(10)
    const aside = new Database(setAside, { readonly: true })
    expect(aside.prepare('select count(*) from entry').pluck().get()).toBe(15)
    aside.close()
    const serving = await processes.serve()
    const gap = await push(serving.url, 16, SALES.slice(15, 16))
    expect(gap).toMatchObject({ status: 409, answer: { epoch, have: { seq: 10 } } })
    expect((await push(serving.url, 11, SALES.slice(10, 16))).answer).toMatchObject({
      epoch,
      have: { seq: 16 },
    })
    expect(JSON.parse((await barrow('verify', '--json')).stdout).locations[0].faults).toEqual([])
  })

  it('T74: refuses while the endpoint runs, and changes nothing', async () => {
    await answerOf('backup', backup)
    const serving = await processes.serve()
    expect((await push(serving.url, 1, SALES.slice(0, 3))).status).toBe(200)
    const { code, stderr } = await barrow('restore', backup)
    expect([code, stderr]).toEqual([1, expect.stringContaining('Stop it first')])
    expect((await push(serving.url, 4, SALES.slice(3, 4))).answer).toMatchObject({
      epoch: 1,
      have: { seq: 4 },
    })
    expect(readdirSync(processes.folder).some((name) => name.includes('before-restore'))).toBe(false)
  })

  it('T74: each restore begins an epoch of its own, also when the clock stands still or goes back', async () => {
    const { backUp, restore } = await copies()
    await backUp(backup, NOW)
    expect((await restore(backup, NOW)).epoch).toBe(NOW / 1000)
    const second = await restore(backup, 0 as Millis)
    expect(second.epoch).toBe(NOW / 1000 + 1)
    expect(second.setAside).toBe(path('barrow.sqlite.before-restore-2'))
    const storage = openStorage()
    expect((await storage.locations())[0]?.epoch).toBe(second.epoch)
    await storage.close()
  })

  it('T74: knows again by the same secret the devices that were paired after the backup', async () => {
    const { backUp, restore } = await copies()
    await backUp(backup, NOW)
    const secretOf = async () => {
      const storage = openStorage()
      const secret = await storage.secret()
      await storage.close()
      return secret
    }
    const secret = await secretOf()
    await restore(backup, NOW)
    expect(await secretOf()).toBe(secret)
  })

  it('T74: goes into an empty folder, and in the place of data that is broken', async () => {
    await sellTo(5)
    const { backUp, restore } = await copies()
    await backUp(backup, NOW)
    writeFileSync(path('barrow.sqlite'), Buffer.alloc(9000, 7))
    expect((await restore(backup, NOW)).setAside).toBe(path('barrow.sqlite.before-restore-1'))
    expect(await storedSales()).toHaveLength(5)
    rmSync(path('barrow.sqlite'))
    expect((await restore(backup, NOW)).setAside).toBeNull()
    expect(await storedSales()).toHaveLength(5)
  })
})

describe('what is no good backup', () => {
  const spoil: readonly (readonly [string, (file: string) => void, RegExp])[] = [
    ['is cut short', (file) => truncateSync(file, 20_000), /damaged/],
    ['is text', (file) => writeFileSync(file, 'Dear diary'.repeat(500)), /no backup|damaged/],
    ['is missing', (file) => rmSync(file), /cannot be opened/],
    [
      'is another program’s',
      (file) => overwrite(file, (database) => database.pragma('application_id = 7')),
      /no backup/,
    ],
    [
      'is of a newer program',
      (file) => overwrite(file, (database) => database.pragma('user_version = 99')),
      /newer/,
    ],
  ]

  it.each(spoil)('T74: a file that %s is refused, and nothing changes', async (_, spoilFile, words) => {
    await sellTo(40)
    await (await copies()).backUp(backup, NOW)
    const before = path('before.sqlite')
    copyFileSync(path('barrow.sqlite'), before)
    spoilFile(backup)
    await expect((await copies()).restore(backup, NOW)).rejects.toThrow(words)
    expect(readFileSync(path('barrow.sqlite')).equals(readFileSync(before))).toBe(true)
  })

  it('T74: a picture’s name never leads out of the folder', async () => {
    await (await copies()).backUp(backup, NOW)
    overwrite(backup, (database) =>
      database
        .prepare('insert into backup_picture (name, bytes) values (?, ?)')
        .run('../escaped', Buffer.from('x')),
    )
    await (await copies()).restore(backup, NOW)
    expect(existsSync(path('escaped'))).toBe(false)
  })
})

function overwrite(file: string, change: (database: Database.Database) => void): void {
  const database = new Database(file)
  change(database)
  database.close()
}
