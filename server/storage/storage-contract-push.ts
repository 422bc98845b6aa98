/** The storage contract: the places of a push, what it keeps, and what the endpoint notes with it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { CHAIN_START } from '../../core/journal/head.ts'
import { endpointDevice, type Storage } from './storage.ts'
import {
  D1,
  D2,
  D3,
  feedOf,
  L1,
  L2,
  lentTo,
  NOTHING_ODD,
  NOW,
  newDevice,
  note,
  planOf,
  range,
  registration,
  write,
} from './storage-contract-support.ts'

export function describePushes(storage: () => Storage): void {
  describe('a push', () => {
    beforeEach(() => storage().registerLocation(registration()))
    describePlaces(storage)
    describeKeeping(storage)
    describeTogether(storage)
    describeNotes(storage)
    describeRelays(storage)
  })
}

function describePlaces(storage: () => Storage): void {
  it('Y4: beyond have + 1 is a gap, the plan is not asked, nothing is kept', async () => {
    await storage().applyPush(range(1, 1), planOf([write(1)]))
    const outcome = await storage().applyPush(range(3, 1), () => {
      throw new Error('asked')
    })
    expect(outcome).toEqual({ kind: 'gap', epoch: 1, have: { seq: 1, hash: 'hash-1' } })
  })

  it('Y5: is lent the head and the places that are taken, with what became of them', async () => {
    const broken = write(2, { state: 'chain-broken', detail: 'why' })
    await storage().applyPush(range(1, 3), planOf([write(1), broken, write(3)]))
    expect(await lentTo(storage(), range(2, 5))).toEqual({
      ...NOTHING_ODD,
      head: { seq: 3, hash: 'hash-3' },
      taken: [
        { seq: 2, hash: 'hash-2', state: 'chain-broken', detail: 'why' },
        { seq: 3, hash: 'hash-3', state: 'recorded', detail: '' },
      ],
    })
  })

  it('Y4: of a new device starts at the chain’s beginning', async () => {
    const known = await lentTo(storage(), range(1, 1))
    expect(known).toEqual({ ...NOTHING_ODD, head: { seq: 0, hash: CHAIN_START }, taken: [] })
  })
}

function describeKeeping(storage: () => Storage): void {
  it('Y6: keeps a fork once, beside the entry', async () => {
    await storage().applyPush(range(1, 1), planOf([write(1)]))
    const forks = [{ seq: 1, hash: 'other', raw: Buffer.from('other bytes') }]
    await storage().applyPush(range(1, 1), planOf([], { forks }))
    await storage().applyPush(range(1, 1), planOf([], { forks }))
    const kept = await storage().forks(L1)
    expect(kept.map(({ device, seq, hash }) => [device, seq, hash])).toEqual([[D1, 1, 'other']])
    expect(Buffer.from(kept[0]?.raw ?? []).toString()).toBe('other bytes')
    expect((await storage().devices(L1))[0]?.head.hash).toBe('hash-1')
  })

  it('Y7: keeps a quarantined entry whole in its place', async () => {
    const raw = Buffer.from([0xff, 0x00, 0x7b])
    const bad = write(2, { state: 'quarantined', detail: 'not-json: no', raw })
    await storage().applyPush(range(1, 3), planOf([write(1), bad, write(3)]))
    const [kept, ...others] = await storage().quarantined(L1)
    expect(others).toEqual([])
    expect(kept).toMatchObject({ device: D1, seq: 2, v: 2, detail: 'not-json: no' })
    expect(Buffer.from(kept?.raw ?? []).equals(raw)).toBe(true)
  })

  it('Y9: is kept whole or not at all', async () => {
    const failing = storage().applyPush(range(1, 2), () => {
      throw new Error('the plan fails')
    })
    await expect(failing).rejects.toThrow('the plan fails')
    const doubled = storage().applyPush(range(1, 2), planOf([write(1), write(1)], { notes: [note(1)] }))
    await expect(doubled).rejects.toThrow()
    expect(await storage().locations()).toEqual([{ location: L1, epoch: 1, lastV: 0 }])
    expect((await storage().devices(L1))[0]?.head.seq).toBe(0)
  })
}

function describeTogether(storage: () => Storage): void {
  it('Y9: two at once of one device are taken one after the other', async () => {
    const tryPush = () =>
      storage().applyPush(range(1, 1), (known) => planOf(known.taken.length > 0 ? [] : [write(1)])(known))
    await Promise.all([tryPush(), tryPush(), tryPush()])
    expect((await storage().locations())[0]?.lastV).toBe(1)
  })

  it('T71: one that fails among others at once fails alone', async () => {
    for (const device of [D2, D3])
      await storage().addDevice({ ...newDevice(device), location: L1, till: true })
    const push = (device: typeof D1, ...seqs: number[]) =>
      storage().applyPush(range(1, seqs.length, { device }), planOf(seqs.map((seq) => write(seq))))
    const outcomes = await Promise.allSettled([push(D1, 1, 2), push(D2, 1, 1), push(D3, 1)])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await feedOf(storage())).toEqual([
      [1, D1, 1],
      [2, D1, 2],
      [3, D3, 1],
    ])
  })

  it('T71: a hundred at once get feed numbers without a gap, each what its answer said', async () => {
    await storage().registerLocation(registration({ location: L2, device: D3, tokenHash: 'token-9' }))
    const firsts = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const at = index % 2 === 0 ? { location: L1, device: D1 } : { location: L2, device: D3 }
        const seq = (index >> 1) + 1
        const applied = await storage().applyPush(range(seq, 1, at), planOf([write(seq)]))
        return applied.kind === 'applied' ? [at.location, seq, applied.firstV] : applied
      }),
    )
    expect(firsts).toEqual(
      firsts.map((_, index) => [index % 2 === 0 ? L1 : L2, (index >> 1) + 1, (index >> 1) + 1]),
    )
    expect(await feedOf(storage())).toHaveLength(50)
    expect(await feedOf(storage(), L2)).toHaveLength(50)
  })
}

function describeNotes(storage: () => Storage): void {
  const own = endpointDevice(1)

  it('T60: what the endpoint notes follows the entries in the feed, in a journal of its own', async () => {
    const applied = await storage().applyPush(range(1, 1), planOf([write(1)], { notes: [note(1), note(2)] }))
    expect(applied).toMatchObject({ kind: 'applied', firstV: 1 })
    await storage().applyPush(range(2, 1), planOf([write(2)]))
    expect(await feedOf(storage())).toEqual([
      [1, D1, 1],
      [2, own, 1],
      [3, own, 2],
      [4, D1, 2],
    ])
    expect((await lentTo(storage(), range(3, 1))).notes).toEqual({ seq: 2, hash: 'note-hash-2' })
    const [kept] = await storage().readDevice(L1, own, { from: 2, limit: 1 })
    expect(Buffer.from(kept?.raw ?? []).toString()).toBe('note-2')
  })

  it('T60: its journal is a device of the location without letter and token', async () => {
    await storage().applyPush(range(1, 1), planOf([write(1)], { notes: [note(1)] }))
    const devices = await storage().devices(L1)
    expect(devices.map(({ device, letter, paired }) => [device, letter, paired])).toEqual([
      [own, '', false],
      [D1, 'A', true],
    ])
  })

  it('T60: notes are appended without a push, behind the head that the plan is lent', async () => {
    await storage().applyPush(range(1, 1), planOf([write(1)], { notes: [note(1)] }))
    const appended = await storage().appendNotes(L1, ({ epoch, head }) => {
      expect({ epoch, head }).toEqual({ epoch: 1, head: { seq: 1, hash: 'note-hash-1' } })
      return [note(2), note(3)]
    })
    expect(appended).toEqual({ firstV: 3, count: 2 })
    expect(await storage().appendNotes(L1, () => [])).toEqual({ firstV: 5, count: 0 })
    expect((await feedOf(storage())).slice(2)).toEqual([
      [3, own, 2],
      [4, own, 3],
    ])
  })

  it('T60: notes appended at once are taken one after the other', async () => {
    const append = () => storage().appendNotes(L1, ({ head }) => [note(head.seq + 1)])
    await Promise.all([append(), append(), append()])
    expect(await feedOf(storage())).toEqual([
      [1, own, 1],
      [2, own, 2],
      [3, own, 3],
    ])
  })
}

function describeRelays(storage: () => Storage): void {
  const relayed = (from: number, count: number) => range(from, count, { device: D2, relayedBy: D1 })

  it('T64: brings the entries of a device that is not known, which gets no token by it', async () => {
    const applied = await storage().applyPush(relayed(1, 2), planOf([write(1), write(2)]))
    expect(applied).toMatchObject({ kind: 'applied', firstV: 1 })
    const record = (await storage().devices(L1)).find(({ device }) => device === D2)
    expect(record).toMatchObject({ letter: '', paired: false, epochSeen: 0, heardAt: null, build: '' })
    expect(record?.head).toEqual({ seq: 2, hash: 'hash-2' })
  })

  it('T64: that begins too far on is a gap from the start, and leaves no device behind', async () => {
    const outcome = await storage().applyPush(relayed(4, 1), planOf([write(4)]))
    expect(outcome).toEqual({ kind: 'gap', epoch: 1, have: { seq: 0, hash: CHAIN_START } })
    expect(await storage().devices(L1)).toHaveLength(1)
  })

  it('T64: is not the word of the device that it is of', async () => {
    await storage().addDevice({ ...newDevice(D2), location: L1, till: true })
    const told = { head: 1, skewMs: 5000, epoch: 1, relayed: true }
    await storage().applyPush({ ...relayed(1, 1), told }, planOf([write(1)]))
    const record = (await storage().devices(L1)).find(({ device }) => device === D2)
    expect(record).toMatchObject({ toldSeq: null, skewMs: null, heardAt: null, build: '', head: { seq: 1 } })
  })

  it('T64: a device known by relay may be paired, and goes on where its entries end', async () => {
    await storage().applyPush(relayed(1, 1), planOf([write(1)]))
    const paired = await storage().addDevice({ ...newDevice(D2), location: L1, till: true, at: NOW })
    expect(paired).toMatchObject({ kind: 'paired', letter: 'B' })
    const applied = await storage().applyPush(range(2, 1, { device: D2 }), planOf([write(2)]))
    expect(applied).toMatchObject({ kind: 'applied', firstV: 2 })
  })
}
