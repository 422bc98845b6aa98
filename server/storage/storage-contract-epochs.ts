/** The storage contract: ended pairings, and what a restore asks for. */
import { beforeEach, describe, expect, it } from 'vitest'
import { CHAIN_START } from '../../core/journal/head.ts'
import { endpointDevice, type Storage } from './storage.ts'
import {
  after,
  D1,
  D2,
  D3,
  feedOf,
  KEY,
  L1,
  L2,
  lentTo,
  NOW,
  newDevice,
  note,
  planOf,
  range,
  recordOf,
  registration,
  write,
} from './storage-contract-support.ts'

export function describeEpochs(storage: () => Storage): void {
  describe('a pairing that is ended', () => {
    beforeEach(() => startWithTwo(storage()))
    describeRevoking(storage)
  })
  describe('a new epoch', () => {
    beforeEach(() => startWithTwo(storage()))
    describeBeginning(storage)
  })
  describe('a device that is admitted again', () => {
    beforeEach(() => startWithTwo(storage()))
    describeReadmitting(storage)
  })
  it('T69: the secret is made once, of 32 bytes', async () => {
    const [first, second] = await Promise.all([storage().secret(), storage().secret()])
    expect(first).toMatch(/^[0-9a-f]{64}$/)
    expect(second).toBe(first)
    expect(await storage().secret()).toBe(first)
  })
}

async function startWithTwo(storage: Storage): Promise<void> {
  await storage.registerLocation(registration())
  await storage.addDevice({ ...newDevice(D2), location: L1, till: true })
}

function describeRevoking(storage: () => Storage): void {
  it('T65: is known by the token, by the list, and lent to its next push, which is still kept', async () => {
    await storage().revokeDevice(L1, D2, after(1))
    expect((await storage().findDeviceByTokenHash('token-2'))?.revoked).toBe(true)
    expect(await recordOf(storage(), D2)).toMatchObject({ revokedAt: after(1), paired: true })
    expect((await lentTo(storage(), range(1, 0, { device: D2 }))).revoked).toBe(true)
    expect((await lentTo(storage(), range(1, 0))).revoked).toBe(false)
    const applied = await storage().applyPush(range(1, 1, { device: D2 }), planOf([write(1)]))
    expect(applied).toMatchObject({ kind: 'applied', firstV: 1 })
  })

  it('T65: the first moment stays', async () => {
    await storage().revokeDevice(L1, D2, after(1))
    await storage().revokeDevice(L1, D2, after(2))
    expect((await recordOf(storage(), D2))?.revokedAt).toBe(after(1))
  })

  it('T65: ends in the transaction of the push that says so', async () => {
    const doubled = planOf([write(1), write(1)], { revokes: [D2] })
    await expect(storage().applyPush(range(1, 2), doubled)).rejects.toThrow()
    expect((await storage().findDeviceByTokenHash('token-2'))?.revoked).toBe(false)
    await storage().applyPush(range(1, 1), planOf([write(1)], { revokes: [D2] }))
    expect((await storage().findDeviceByTokenHash('token-2'))?.revoked).toBe(true)
    expect((await recordOf(storage(), D2))?.revokedAt).toBe(NOW)
  })

  it('T65: of a device that is not known yet is remembered until it comes', async () => {
    await storage().applyPush(range(1, 1), planOf([write(1)], { revokes: [D3] }))
    const readmitted = await storage().readmitDevice({ ...newDevice(D3), location: L1, letter: 'C' })
    expect(readmitted).toBe('admitted')
    expect((await storage().findDeviceByTokenHash('token-3'))?.revoked).toBe(true)
  })

  it('T65: a device whose pairing was ended is not paired by the same name', async () => {
    await storage().revokeDevice(L1, D3, NOW)
    const added = { ...newDevice(D3), location: L1, till: true }
    expect(await storage().addDevice(added)).toEqual({ kind: 'taken' })
  })
}

function describeBeginning(storage: () => Storage): void {
  it('T68: holds in every location, and devices have not come to it', async () => {
    await storage().registerLocation(registration({ location: L2, device: D3, tokenHash: 'token-3' }))
    await storage().beginEpoch(9)
    expect((await storage().locations()).map(({ epoch }) => epoch)).toEqual([9, 9])
    expect((await recordOf(storage(), D1))?.epochSeen).toBe(1)
    expect(await storage().applyPush(range(2, 1), planOf([write(2)]))).toMatchObject({ epoch: 9 })
    expect(await storage().readSince({ location: L1, after: 0, limit: 1, except: null })).toMatchObject({
      epoch: 9,
    })
  })

  it('T68: begins another journal of the endpoint; the one before stays', async () => {
    await storage().appendNotes(L1, () => [note(1)])
    await storage().beginEpoch(9)
    expect((await lentTo(storage(), range(1, 0))).notes).toEqual({ seq: 0, hash: CHAIN_START })
    await storage().appendNotes(L1, () => [note(1)])
    expect(await feedOf(storage())).toEqual([
      [1, endpointDevice(1), 1],
      [2, endpointDevice(9), 1],
    ])
  })

  it('T68: never goes back', async () => {
    await storage().beginEpoch(9)
    await expect(storage().beginEpoch(9)).rejects.toThrow()
    expect((await storage().locations())[0]?.epoch).toBe(9)
  })

  it('T68: a device paired in it has come to it', async () => {
    await storage().beginEpoch(9)
    await storage().addDevice({ ...newDevice(D3), location: L1, till: true })
    expect((await recordOf(storage(), D3))?.epochSeen).toBe(9)
  })
}

function describeReadmitting(storage: () => Storage): void {
  const readmit = (letter: string, change: Partial<typeof D3_AGAIN> = {}) =>
    storage().readmitDevice({ ...D3_AGAIN, letter, ...change })

  it('T67: is known by its token and key, with its letter, and has to hand over its journal', async () => {
    expect(await readmit('C')).toBe('admitted')
    expect(await storage().findDeviceByTokenHash('token-3')).toMatchObject({ device: D3, publicKey: KEY })
    expect(await recordOf(storage(), D3)).toMatchObject({ letter: 'C', paired: true, epochSeen: 0 })
  })

  it('T67: the same call again is the same call; another’s token is taken', async () => {
    await readmit('C')
    expect(await readmit('C')).toBe('admitted')
    expect(await readmit('C', { tokenHash: 'token-1' })).toBe('taken')
    expect(await storage().devices(L1)).toHaveLength(3)
  })

  it('T67: its letter is given to nobody else, nor one before it', async () => {
    await readmit('D')
    const added = { ...newDevice('device-4' as typeof D3), location: L1, till: true }
    expect(await storage().addDevice(added)).toMatchObject({ letter: 'E' })
    await readmit('AB', { device: 'device-5' as typeof D3, tokenHash: 'token-5' })
    const next = { ...newDevice('device-6' as typeof D3), location: L1, till: true }
    expect(await storage().addDevice(next)).toMatchObject({ letter: 'AC' })
  })

  it('T67: one of which only relayed entries were known keeps them and gets its letter', async () => {
    await storage().applyPush(range(1, 1, { device: D3, relayedBy: D1 }), planOf([write(1)]))
    expect(await readmit('C')).toBe('admitted')
    expect(await recordOf(storage(), D3)).toMatchObject({ letter: 'C', paired: true, head: { seq: 1 } })
  })

  it('T67: the token that it shows takes the place of an older one', async () => {
    await storage().readmitDevice({ ...newDevice(D2, { tokenHash: 'newer' }), location: L1, letter: 'B' })
    expect(await storage().findDeviceByTokenHash('token-2')).toBeNull()
    expect((await storage().findDeviceByTokenHash('newer'))?.device).toBe(D2)
  })
}

const D3_AGAIN = { ...newDevice(D3, { publicKey: KEY }), location: L1 }
