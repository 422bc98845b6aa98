import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { StaffId } from '../../core/domain/ids.ts'
import { freshName } from '../../test/support/replicas.ts'
import { type JournalDatabase, journalDatabase } from './journal-database.ts'
import { bindPins, checkPin, hashPin, unlockPin } from './pins.ts'

const OWNER = 'owner' as StaffId
const MANAGER = 'manager' as StaffId
const CASHIER = 'cashier' as StaffId
const NOW = 1_790_000_000_000
const PINS = [
  [OWNER, '2468'],
  [MANAGER, '1357'],
] as const

let name: string
let journal: JournalDatabase
let clock: number
let monotonic: number
const now = () => clock
const check = (pin: string, managers: readonly StaffId[] = []) => checkPin(journal, OWNER, pin, now, managers)

/** Argon2id on purpose takes its time: here the hash of a PIN is the PIN. */
vi.mock('hash-wasm', () => ({
  argon2id: async ({ password }: { password: string }) => Buffer.from(password).toString('hex'),
}))

beforeEach(async () => {
  name = freshName()
  journal = journalDatabase(name)
  clock = NOW
  monotonic = 0
  vi.spyOn(performance, 'now').mockImplementation(() => monotonic)
  await bindPins(journal, await Promise.all(PINS.map(([staff, pin]) => hashPin(staff, pin))))
})

const waitFor = (ms: number) => {
  clock += ms
  monotonic += ms
}

async function failTimes(times: number, managers: readonly StaffId[] = []) {
  for (let tries = 0; tries < times; tries++) {
    await check('0000', managers)
    waitFor(15 * 60_000)
  }
}

/** As after a reload: the same database, nothing in memory. */
const reload = () => {
  journal.close()
  journal = journalDatabase(name)
}

describe('a PIN', () => {
  it('I12: is right or wrong; nobody has one that was never set', async () => {
    expect(await check('2468')).toEqual({ kind: 'right' })
    expect(await check('2467')).toEqual({ kind: 'wrong', attemptsLeft: 4 })
    expect(await checkPin(journal, CASHIER, '2468', now)).toEqual({ kind: 'unknown' })
  })

  it('I12: a copied database verifies nothing: its key is not in it, and another makes another verifier', async () => {
    const rows = await journal.pins.toArray()
    const copy = journalDatabase(freshName())
    await copy.pins.bulkPut(rows)
    expect(await checkPin(copy, OWNER, '2468', now)).toMatchObject({ kind: 'wrong' })
    const key = await journal.keys.get('pin')
    expect(key?.key.extractable).toBe(false)
    const raw = crypto.subtle.exportKey('raw', key?.key as CryptoKey)
    await expect(raw).rejects.toThrow()
  })

  it('I12: two tabs that bind at once bind to one key', async () => {
    const [one, two] = [journalDatabase(freshName()), journalDatabase(`db-shared-${name}`)]
    const other = journalDatabase(two.name)
    const hash = await hashPin(OWNER, '2468')
    await Promise.all([bindPins(two, [hash]), bindPins(other, [hash]), bindPins(one, [hash])])
    expect(await checkPin(two, OWNER, '2468', now)).toEqual({ kind: 'right' })
  })
})

describe('wrong PINs', () => {
  it('I13: five are free of waiting, then each waits longer, up to 15 minutes', async () => {
    const waits: number[] = []
    for (let tries = 0; tries < 12; tries++) {
      const answer = await check('0000')
      if (answer.kind === 'locked') waits.push((answer.untilMs - clock) / 1000)
      if (answer.kind === 'locked') waitFor(answer.untilMs - clock)
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900])
  })

  it('I13: while it waits nothing is checked, not even the right one', async () => {
    for (let tries = 0; tries < 5; tries++) await check('0000')
    expect(await check('2468')).toMatchObject({ kind: 'locked' })
    waitFor(30_000)
    expect(await check('2468')).toEqual({ kind: 'right' })
    expect(await check('0000')).toEqual({ kind: 'wrong', attemptsLeft: 4 })
  })

  it('I13: the count survives a reload, and a kill between count and check', async () => {
    for (let tries = 0; tries < 4; tries++) await check('0000')
    reload()
    vi.spyOn(crypto.subtle, 'sign').mockRejectedValueOnce(new Error('killed'))
    await expect(check('2468')).rejects.toThrow('killed')
    reload()
    expect(await check('2468')).toMatchObject({ kind: 'locked', untilMs: NOW + 30_000 })
  })

  it('I13: two tabs at once get two attempts counted', async () => {
    await Promise.all(Array.from({ length: 5 }, () => check('0000')))
    expect(await check('2468')).toMatchObject({ kind: 'locked' })
  })

  it('I14: a clock set forward opens nothing while the page lives', async () => {
    for (let tries = 0; tries < 5; tries++) await check('0000')
    clock += 365 * 86_400_000
    expect(await check('2468')).toMatchObject({ kind: 'locked', untilMs: clock + 30_000 })
    monotonic += 30_000
    expect(await check('2468')).toEqual({ kind: 'right' })
  })

  it('I14: a clock set back waits once more, and never longer than the wait is', async () => {
    for (let tries = 0; tries < 5; tries++) await check('0000')
    reload()
    clock -= 365 * 86_400_000
    const locked = await check('2468')
    expect(locked).toEqual({ kind: 'locked', untilMs: clock + 30_000 })
    waitFor(30_000)
    expect(await check('2468')).toEqual({ kind: 'right' })
  })
})

describe('after ten wrong PINs', () => {
  it('I15: only another manager opens the lock; no clock and no reload does', async () => {
    await failTimes(10, [OWNER, MANAGER])
    for (const days of [0, 1, 3650]) {
      clock += days * 86_400_000
      reload()
      expect(await check('2468', [OWNER, MANAGER])).toEqual({ kind: 'needs-manager' })
    }
    await unlockPin(journal, OWNER)
    expect(await check('2468', [OWNER, MANAGER])).toEqual({ kind: 'right' })
  })

  it('I15: the tenth says so at once', async () => {
    await failTimes(9, [MANAGER])
    expect(await check('0000', [MANAGER])).toEqual({ kind: 'needs-manager' })
  })

  it('I15: a new PIN opens it too', async () => {
    await failTimes(10, [MANAGER])
    await bindPins(journal, [await hashPin(OWNER, '9999')])
    expect(await check('9999', [MANAGER])).toEqual({ kind: 'right' })
  })

  it('I15: where nobody else could open it, only time does: nobody is shut out for good', async () => {
    await failTimes(14, [OWNER, CASHIER])
    expect(await check('2468', [OWNER, CASHIER])).toEqual({ kind: 'right' })
  })
})
