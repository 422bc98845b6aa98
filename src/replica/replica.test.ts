import { Dexie } from 'dexie'
import { describe, expect, test, vi } from 'vitest'
import { envelopeSchema, parseEntry } from '../../core/journal/entry.ts'
import { exactCash, oneLineCart, pricedOf } from '../../test/support/carts.ts'
import { sha256 } from '../../test/support/journals.ts'
import { freshName, furnish, OWNER, testDevice } from '../../test/support/replicas.ts'
import { adoptCart, keepCart, parkedCarts } from './carts.ts'
import { askCard, declineCard, readSale, recordSale } from './deeds.ts'
import { journalDatabase } from './journal-database.ts'
import { acknowledge, countUnsent, outboxAsText } from './outbox.ts'
import { nameFailure, withReopen } from './reopen.ts'
import type { Replica } from './replica.ts'
import { storeFeed } from './snapshots.ts'
import { voidSale } from './void-sale.ts'

async function sell(replica: Replica) {
  const cart = oneLineCart(replica)
  const result = await recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

async function furnishedDevice() {
  const device = testDevice()
  const replica = await device.openTab()
  await furnish(replica)
  return { device, replica }
}

const rows = (replica: Replica) => replica.deps.journal.entries.toArray()

/** What another device has written, as the endpoint's feed brings it. */
async function feedOfAnother(sales: number) {
  const { replica } = await furnishedDevice()
  for (let n = 0; n < sales; n++) await sell(replica)
  const { device } = replica.identity
  return (await rows(replica)).map(({ seq, bytes }) => ({ device, seq, bytes }))
}

describe('append', () => {
  test('J1: the sequence has no gap and each entry carries the hash of the one before', async () => {
    const { replica } = await furnishedDevice()
    for (let n = 0; n < 5; n++) await sell(replica)
    const journal = await rows(replica)
    let prev = '0'.repeat(64)
    for (const [index, row] of journal.entries()) {
      const parsed = parseEntry(row.bytes)
      if (!parsed.ok) throw new Error(parsed.error.detail)
      expect(parsed.value.entry).toMatchObject({ seq: index + 1, prev })
      expect(row.hash).toBe(sha256(row.bytes))
      prev = row.hash
    }
  })

  test('an entry holds its envelope and its facts, and no secret of the device that wrote it', async () => {
    const { device, replica } = await furnishedDevice()
    await sell(replica)
    for (const { bytes } of await rows(replica)) {
      expect(Object.keys(JSON.parse(bytes)).sort()).toEqual(Object.keys(envelopeSchema.entries).sort())
      expect(bytes).not.toContain(device.identity.token)
    }
  })

  test('J2: two tabs that sell at once use no sequence number and no receipt number twice', async () => {
    const { device, replica: first } = await furnishedDevice()
    const second = await device.openTab()
    await second.catchUp()
    const sales = await Promise.all(Array.from({ length: 40 }, (_, n) => sell(n % 2 ? first : second)))
    expect(new Set(sales.map(({ sale }) => sale.receipt)).size).toBe(40)
    const journal = await rows(first)
    expect(journal.map((row) => row.seq)).toEqual(journal.map((_, index) => index + 1))
    expect(journal.filter((row) => row.kind === 'shift-opened')).toHaveLength(1)
    await Promise.all([first.catchUp(), second.catchUp()])
    expect(await first.hash()).toBe(await second.hash())
  })

  test('S1: the same cart pressed twice is one sale', async () => {
    const { replica } = await furnishedDevice()
    const cart = oneLineCart(replica)
    const request = { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER }
    const [once, twice] = await Promise.all([recordSale(replica, request), recordSale(replica, request)])
    expect(once).toEqual(twice)
    expect((await rows(replica)).filter((row) => row.kind === 'sale')).toHaveLength(1)
    expect(replica.store.getState().stock.get('v0' as never)).toBe(-1000)
  })

  test('S3: the cart ends in the transaction of its sale', async () => {
    const { replica } = await furnishedDevice()
    const cart = oneLineCart(replica)
    await keepCart(replica, cart)
    expect(await replica.deps.journal.carts.count()).toBe(1)
    await recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER })
    expect(await replica.deps.journal.carts.count()).toBe(0)
  })

  test('a write that fails leaves screen and journal agreeing: nothing recorded, cart kept', async () => {
    const { replica } = await furnishedDevice()
    const cart = oneLineCart(replica)
    await keepCart(replica, cart)
    const { entries } = replica.deps.journal
    entries.hook('creating', () => {
      throw new DOMException('disk', 'QuotaExceededError')
    })
    const before = await replica.hash()
    const result = await recordSale(replica, {
      priced: pricedOf(cart),
      tenders: exactCash(cart),
      staff: OWNER,
    })
    expect(result).toEqual({ ok: false, error: { kind: 'full' } })
    expect(await replica.hash()).toBe(before)
    expect(await replica.deps.journal.carts.count()).toBe(1)
    expect((await rows(replica)).filter((row) => row.kind === 'sale')).toHaveLength(0)
  })
})

describe('views', () => {
  test('J7: rebuild gives the hash of the running state', async () => {
    const { replica } = await furnishedDevice()
    const { sale } = await sell(replica)
    await sell(replica)
    await voidSale(replica, sale.id, 'wrong size', OWNER)
    const running = await replica.hash()
    expect(await replica.rebuild()).toBe(running)
  })

  test('a start after a crash catches up from the watermark, with and without a snapshot', async () => {
    const { device, replica } = await furnishedDevice()
    await replica.setLeading(true)
    for (let n = 0; n < 3; n++) await sell(replica)
    await replica.saveSnapshot()
    const { sale } = await sell(replica)
    await voidSale(replica, sale.id, 'crash before snapshot', OWNER)
    const again = await device.openTab()
    expect(again.store.getState().products).toHaveLength(3)
    await again.catchUp()
    expect(await again.hash()).toBe(await replica.hash())
    expect(again.store.getState().sales.size).toBe(4)
    await again.deps.views.snapshots.clear()
    const rebuilt = await device.openTab()
    await rebuilt.catchUp()
    expect(await rebuilt.hash()).toBe(await replica.hash())
  })

  test('J7: a snapshot taken while sales go on is true to one moment', async () => {
    const { device, replica } = await furnishedDevice()
    await replica.setLeading(true)
    for (let round = 0; round < 5; round++) {
      await sell(replica)
      const saving = replica.saveSnapshot()
      await Promise.all([saving, sell(replica), sell(replica)])
      const again = await device.openTab()
      await again.catchUp()
      expect(await again.hash()).toBe(await replica.hash())
    }
  })

  test('J7: what is folded is shown, also where a snapshot is saved amid the fold', async () => {
    const page = await feedOfAnother(25)
    let saveMeanwhile = async () => {}
    const newcomer = await testDevice('B').openTab(() => saveMeanwhile())
    await newcomer.catchUp()
    await newcomer.setLeading(true)
    await newcomer.saveSnapshot()
    saveMeanwhile = newcomer.saveSnapshot
    await storeFeed(newcomer.deps.views, page, { epoch: 1, cursor: page.length })
    await newcomer.catchUp()
    expect(newcomer.store.getState().location?.name).toBe('Test')
    expect(newcomer.store.getState().sales.size).toBe(25)
  })

  test('a catch-up that fails half-way is made up for when the feed has nothing new', async () => {
    const page = await feedOfAnother(25)
    let pause = async () => {}
    const newcomer = await testDevice('B').openTab(() => pause())
    await newcomer.catchUp()
    pause = () => Promise.reject(new Error('the connection was lost'))
    await storeFeed(newcomer.deps.views, page, { epoch: 1, cursor: page.length })
    await expect(newcomer.catchUp()).rejects.toThrow('the connection was lost')
    pause = async () => {}
    await newcomer.settleBase(1)
    expect(newcomer.store.getState().location?.name).toBe('Test')
  })

  test('a void gives the goods back and marks the sale', async () => {
    const { replica } = await furnishedDevice()
    const { sale } = await sell(replica)
    expect(replica.store.getState().stock.get('v0' as never)).toBe(-1000)
    await voidSale(replica, sale.id, 'changed mind', OWNER)
    expect(replica.store.getState().stock.get('v0' as never)).toBe(0)
    expect(replica.store.getState().sales.get(sale.id)?.voided?.reason).toBe('changed mind')
    expect((await readSale(replica, sale.id))?.sale).toEqual(sale)
  })

  test('S4: a card that was asked and never answered stays a question across a restart', async () => {
    const { device, replica } = await furnishedDevice()
    const cart = oneLineCart(replica)
    const asked = await askCard(replica, { sale: cart.id, amountMinor: 1000 as never, staff: OWNER })
    if (!asked.ok) throw new Error('not asked')
    const again = await device.openTab()
    await again.catchUp()
    expect(again.store.getState().questions.map((question) => question.tender)).toEqual([asked.value])
    await declineCard(again, asked.value, OWNER)
    expect(again.store.getState().questions).toEqual([])
  })

  test('an approved card answers its question in the transaction of the sale', async () => {
    const { replica } = await furnishedDevice()
    const cart = oneLineCart(replica)
    const asked = await askCard(replica, { sale: cart.id, amountMinor: 1000 as never, staff: OWNER })
    if (!asked.ok) throw new Error('not asked')
    const tender = {
      kind: 'card',
      id: asked.value,
      amountMinor: 1000 as never,
      last4: '4242',
      reference: '',
    } as const
    await recordSale(replica, { priced: pricedOf(cart), tenders: [tender], staff: OWNER })
    expect(replica.store.getState().questions).toEqual([])
    expect((await rows(replica)).map((row) => row.kind).slice(-3)).toEqual([
      'shift-opened',
      'sale',
      'tender-outcome',
    ])
  })
})

describe('J16: views that cannot be read', () => {
  /** A tab of a furnished device, before its first catch-up; `fail` says whether its views fail. */
  async function tabWithBrokenViews() {
    const { device, replica } = await furnishedDevice()
    await replica.setLeading(true)
    await replica.saveSnapshot()
    const tab = await device.openTab()
    const { snapshots, feed } = tab.deps.views
    const broken = [vi.spyOn(snapshots, 'get'), vi.spyOn(feed, 'orderBy')]
    for (const spy of broken)
      spy.mockImplementation(() => {
        throw new DOMException('damaged', 'UnknownError')
      })
    const mend = () => {
      for (const spy of broken) spy.mockRestore()
    }
    return { tab, mend }
  }

  test('keep no sale from being recorded, and are read again once they can be', async () => {
    const { tab, mend } = await tabWithBrokenViews()
    const heard = vi.fn()
    tab.onAppend(heard)
    await expect(tab.catchUp()).rejects.toThrow()
    const { sale } = await sell(tab)
    expect(heard).toHaveBeenCalledOnce()
    expect((await rows(tab)).at(-1)?.id).toBe(sale.id)
    mend()
    await tab.catchUp()
    expect(tab.store.getState().sales.has(sale.id)).toBe(true)
    expect(tab.store.getState().products).toHaveLength(3)
  })
})

describe('carts', () => {
  test('after a crash the newest open cart is adopted and the others are parked', async () => {
    const { replica } = await furnishedDevice()
    const older = oneLineCart(replica)
    const newer = oneLineCart(replica)
    await keepCart(replica, older)
    await keepCart(replica, newer)
    const adopted = await adoptCart(replica, async () => true)
    expect(adopted).toEqual(newer)
    expect((await parkedCarts(replica)).map((row) => row.id)).toEqual([older.id])
  })

  test('a cart that another living tab holds is left alone', async () => {
    const { replica } = await furnishedDevice()
    const theirs = oneLineCart(replica)
    await keepCart(replica, theirs)
    const adopted = await adoptCart(replica, async (id) => id !== theirs.id)
    expect(adopted.lines).toEqual([])
    expect(await parkedCarts(replica)).toEqual([])
  })
})

describe('a cart that became a sale', () => {
  test('S3: is never kept again, however late a write of it comes', async () => {
    const { replica } = await furnishedDevice()
    const cart = oneLineCart(replica)
    await Promise.all([
      recordSale(replica, { priced: pricedOf(cart), tenders: exactCash(cart), staff: OWNER }),
      keepCart(replica, cart),
      keepCart(replica, cart),
    ])
    await keepCart(replica, cart)
    await keepCart(replica, cart, 'parked')
    expect(await replica.deps.journal.carts.toArray()).toEqual([])
  })
})

describe('outbox', () => {
  test('is the tail that the endpoint has not acknowledged, told in entries and in sales', async () => {
    const { replica } = await furnishedDevice()
    await sell(replica)
    await sell(replica)
    const journal = await rows(replica)
    expect(await countUnsent(replica)).toEqual({ entries: journal.length, sales: 2 })
    const upTo = journal.at(-2)
    await acknowledge(replica, { seq: upTo?.seq ?? 0, hash: upTo?.hash ?? '', epoch: 1 })
    expect(await countUnsent(replica)).toEqual({ entries: 1, sales: 1 })
    expect(await outboxAsText(replica)).toBe(`${journal.at(-1)?.bytes}\n`)
  })

  test('Y9: an endpoint that went back in time is believed: what it forgot is unsent again', async () => {
    const { replica } = await furnishedDevice()
    await sell(replica)
    const head = (await rows(replica)).at(-1)
    await acknowledge(replica, { seq: head?.seq ?? 0, hash: '', epoch: 1 })
    expect(await countUnsent(replica)).toEqual({ entries: 0, sales: 0 })
    await acknowledge(replica, { seq: 1, hash: '', epoch: 2 })
    expect(await countUnsent(replica)).toEqual({ entries: (head?.seq ?? 0) - 1, sales: 1 })
  })
})

describe('storage', () => {
  test('J10: a journal of the previous schema with an unsent outbox opens with it intact', async () => {
    const name = freshName()
    const old = new Dexie(name)
    old
      .version(1)
      .stores({ entries: 'seq, &id', meta: 'key', carts: 'id, state', keys: 'name', pins: 'staff' })
    const kept = Array.from({ length: 50 }, (_, n) => ({
      seq: n + 1,
      id: `e${n}`,
      kind: 'sale',
      bytes: `{"n":${n}}`,
      hash: 'x',
    }))
    await old.table('entries').bulkAdd(kept)
    await old
      .table('meta')
      .put({ key: 'head', value: { seq: 50, hash: 'x', lamport: 50, receipts: 50, shift: null, shifts: 1 } })
    old.close()
    const now = journalDatabase(name)
    expect(await now.entries.toArray()).toEqual(kept)
    expect(now.verno).toBe(3)
    expect(await now.refused.count()).toBe(0)
  })

  test('a connection that dies is opened again, at most three times', async () => {
    const database = journalDatabase(freshName())
    await database.open()
    let calls = 0
    const recovers = await withReopen(database, async () => {
      if (++calls < 3) throw new DOMException('gone', 'InvalidStateError')
      return database.entries.count()
    })
    expect(recovers).toEqual({ ok: true, value: 0 })
    const dead = await withReopen(database, async () => {
      throw new DOMException('gone', 'UnknownError')
    })
    expect(dead).toEqual({ ok: false, error: { kind: 'connection-lost' } })
  })

  test('failures are named by what they are, not by their text', () => {
    expect(nameFailure(new DOMException('whatever', 'QuotaExceededError'))).toEqual({ kind: 'full' })
    expect(nameFailure(new Dexie.AbortError('commit', new DOMException('x', 'QuotaExceededError')))).toEqual({
      kind: 'full',
    })
    expect(nameFailure(new Dexie.DatabaseClosedError('x'))).toEqual({ kind: 'connection-lost' })
    expect(nameFailure(new TypeError('boom'))).toEqual({ kind: 'failed', detail: 'TypeError: boom' })
  })
})
