import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sealEntry } from '../core/journal/chain.ts'
import { START_HEAD } from '../core/journal/head.ts'
import { json } from './testing/test-endpoint.ts'
import { processesOn } from './testing/test-process.ts'
import { pushBody, sha256, tillOf } from './testing/test-till.ts'

let processes: ReturnType<typeof processesOn>
beforeEach(() => {
  processes = processesOn({ PUBLIC_URL: 'https://till.example/' })
})
afterEach(() => processes.remove())

const INIT = ['init', '--name', 'Pier', '--currency', 'EUR', '--country', 'DE', '--zone', 'Europe/Berlin']
const PIN = ['--owner-pin', '2468']

const barrow = (...args: string[]) => processes.run('cli.ts', ...args)
const answerOf = async (...args: string[]) => {
  const { code, stdout, stderr } = await barrow(...args, '--json')
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

const CATALOGUE = 'Name,Price,SKU,Stock\nPrint,12.50,P-1,10\nZine,seven,Z-1,3\nTote,18.00,T-1,5\n'

function file(text: string): string {
  const path = join(processes.folder, 'catalogue.csv')
  writeFileSync(path, text)
  return path
}

function database(): Database.Database {
  return new Database(join(processes.folder, 'barrow.sqlite'))
}

describe('barrow', { timeout: 30_000 }, () => {
  it('init makes a location and gives an address that pairs its first till as A', async () => {
    const made = await answerOf(...INIT, ...PIN)
    expect(made.pairingUrl).toMatch(/^https:\/\/till\.example\/#pair=[0-9A-Z]{12}$/)
    const serving = await processes.serve()
    const { token } = tillOf(made.locationId, 'device-1')
    const request = json({ protocol: 1, code: made.pairingUrl.split('=')[1], device: 'device-1', token })
    const paired = (await (await fetch(`${serving.url}/api/pair`, request)).json()) as { pins: unknown[] }
    expect(paired).toMatchObject({ location: made.locationId, letter: 'A' })
    expect(paired.pins).toHaveLength(1)
  })

  it('init takes a catalogue along, good rows and not the bad ones, which are named', async () => {
    const made = await answerOf(...INIT, ...PIN, '--catalogue', file(CATALOGUE))
    expect(made.imported).toMatchObject({ added: 2, skipped: 1 })
    expect(made.imported.left).toEqual([{ row: 3, name: 'Zine', reason: expect.stringContaining('price') }])
  })

  it('init --demo makes the demo’s shelf and history under a name of one’s own', async () => {
    await answerOf(...INIT, ...PIN, '--demo')
    const { locations } = await answerOf('verify')
    expect(locations[0]).toMatchObject({ faults: [], decisions: 0 })
    expect(locations[0].entries).toBeGreaterThan(300)
  })

  it('import again changes nothing, a changed file what it changes', async () => {
    await answerOf(...INIT, ...PIN)
    const rejects = join(processes.folder, 'rejects.csv')
    const first = await answerOf('import', file(CATALOGUE), '--rejects', rejects)
    expect(first).toMatchObject({ added: 2, changed: 0, skipped: 1 })
    expect(readFileSync(rejects, 'utf8')).toContain('Zine')
    expect(await answerOf('import', file(CATALOGUE))).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
    const dearer = CATALOGUE.replace('12.50', '13.50')
    expect(await answerOf('import', file(dearer))).toMatchObject({ added: 0, changed: 1, unchanged: 1 })
    expect((await answerOf('verify')).ok).toBe(true)
  })

  it('import into a location whose first device has not pushed its set-up yet says so', async () => {
    const serving = await processes.serve()
    const { location, device, token } = tillOf('location-1', 'device-1')
    await fetch(`${serving.url}/api/register`, json({ protocol: 1, location, device, token, pins: [] }))
    const { code, stderr } = await barrow('import', file(CATALOGUE))
    expect([code, stderr]).toEqual([2, expect.stringContaining('not set up yet')])
  })

  it('import into a location that a browser made adds the command line as a device without a letter', async () => {
    const serving = await processes.serve()
    const till = tillOf('location-1', 'device-1')
    const { location, device, token } = till
    await fetch(`${serving.url}/api/register`, json({ protocol: 1, location, device, token, pins: [] }))
    const fields = { name: 'Pier', currency: 'EUR', country: 'DE', defaultTaxRate: 'rate-1' }
    const patches = [{ record: 'location', id: location, fields }]
    const draft = { id: 'e-1', kind: 'settings', at: 0, staff: null, shift: null, body: { patches } } as never
    const { sealed } = sealEntry(draft, till, START_HEAD, sha256)
    const body = new Uint8Array(pushBody(till, [sealed.bytes]))
    await fetch(`${serving.url}/api/push`, { method: 'POST', headers: till.authorization, body })
    expect(await answerOf('import', file(CATALOGUE))).toMatchObject({ added: 2 })
    const state = await fetch(`${serving.url}/api/state`, { headers: till.authorization })
    const { devices } = (await state.json()) as { devices: { letter: string }[] }
    expect(devices.map(({ letter }) => letter)).toEqual(['', 'A'])
    expect((await answerOf('verify')).ok).toBe(true)
  })

  it('verify finds bytes that were changed, a gap, and a broken chain, and ends with 1', async () => {
    await answerOf(...INIT, ...PIN, '--catalogue', file(CATALOGUE))
    const store = database()
    store.exec(
      "update entry set raw = cast(replace(cast(raw as text), 'Pier', 'Pear') as blob) where seq = 1",
    )
    store.exec('delete from entry where seq = 2')
    store.close()
    const { code, stdout } = await barrow('verify', '--json')
    expect(code).toBe(1)
    const kinds = JSON.parse(stdout).locations[0].faults.map(({ kind }: { kind: string }) => kind)
    expect(kinds).toContain('bytes-changed')
    expect(kinds).toContain('gap')
    expect(kinds).toContain('feed-gap')
  })

  it('pair makes a new code each time', async () => {
    await answerOf(...INIT, ...PIN)
    const urls = await Promise.all([answerOf('pair'), answerOf('pair')])
    expect(urls[0].pairingUrl).not.toBe(urls[1].pairingUrl)
    expect((await barrow('pair')).stdout).toContain('https://till.example/#pair=')
  })

  it.each([
    [[], /No command/],
    [['frobnicate'], /There is no command "frobnicate"/],
    [['__proto__'], /There is no command/],
    [['init', '--nam', 'x'], /--nam/],
    [['import'], /one file/],
    [['verify', 'extra'], /no file/],
  ])('asked wrongly (%j) shows the usage and ends with 2', async (args, words) => {
    const { code, stdout, stderr } = await barrow(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(words)
    expect(stderr).toContain('Usage:')
  })

  it.each([
    ['name', [...INIT.slice(0, 1), ...INIT.slice(3), ...PIN]],
    ['currency', [...INIT, ...PIN, '--currency', 'EURO']],
    ['country', [...INIT, ...PIN, '--country', 'Germany']],
    ['zone', [...INIT, ...PIN, '--zone', 'Europe/Nowhere']],
    ['owner-pin', INIT],
    ['file', [...INIT, ...PIN, '--catalogue', '/nowhere.csv']],
    ['location', ['pair']],
  ])('names the value that is wrong (%s), with its mend, and makes nothing', async (field, args) => {
    const { code, stdout } = await barrow(...args, '--json')
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, field, mend: expect.stringMatching(/\w/) })
    const store = database()
    expect(store.prepare('select count(*) as n from location').get()).toEqual({ n: 0 })
    store.close()
  })
})
