/** The storage contract: who is known, by registration and by pairing. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, StaffId } from '../../core/domain/ids.ts'
import { endpointDevice, type Storage, tillLetter } from './storage.ts'
import {
  after,
  D1,
  D2,
  D3,
  KEY,
  L1,
  L2,
  NOW,
  newDevice,
  PIN,
  planOf,
  range,
  recordOf,
  registration,
  write,
} from './storage-contract-support.ts'

export function describeIdentity(storage: () => Storage): void {
  describe('registration', () => describeRegistration(storage))
  describe('pairing', () => {
    beforeEach(async () => {
      await storage().registerLocation(registration({ pins: [PIN] }))
      const code = { codeHash: 'code-1', location: L1, expiresAt: after(1000), replaces: null }
      await storage().createPairingCode(code)
    })
    describePairing(storage)
    describeLetters(storage)
    describeReplacing(storage)
  })
}

function describeRegistration(storage: () => Storage): void {
  it('Y15: the same call again is known, whatever is open', async () => {
    expect(await storage().registerLocation(registration())).toEqual({ kind: 'made', epoch: 1 })
    const again = await storage().registerLocation(registration({ onlyFirst: true }))
    expect(again).toEqual({ kind: 'known', epoch: 1 })
    expect(await storage().locations()).toHaveLength(1)
  })

  it('is empty until there is a location, and finds one by its name', async () => {
    expect(await storage().isEmpty()).toBe(true)
    expect(await storage().findLocation(L1)).toBeNull()
    await storage().registerLocation(registration())
    await storage().applyPush(range(1, 1), planOf([write(1)]))
    expect(await storage().isEmpty()).toBe(false)
    expect(await storage().findLocation(L1)).toEqual({ location: L1, epoch: 1, lastV: 1 })
    expect(await storage().findLocation(L2)).toBeNull()
  })

  it('Y15: a location or a token that is known is not given to another', async () => {
    await storage().registerLocation(registration())
    const otherDevice = registration({ device: D2, tokenHash: 'token-2' })
    const otherLocation = registration({ location: L2 })
    expect(await storage().registerLocation(otherDevice)).toEqual({ kind: 'taken' })
    expect(await storage().registerLocation(otherLocation)).toEqual({ kind: 'taken' })
  })

  it('Y15: a second location is closed to those who may only make the first', async () => {
    const first = registration({ onlyFirst: true })
    expect(await storage().registerLocation(first)).toMatchObject({ kind: 'made' })
    const second = registration({ location: L2, device: D2, tokenHash: 'token-2', onlyFirst: true })
    expect(await storage().registerLocation(second)).toEqual({ kind: 'closed' })
  })

  it('finds a device by its token’s hash, with the key that the token is bound to, or nobody', async () => {
    await storage().registerLocation(registration({ publicKey: KEY }))
    const known = { location: L1, device: D1, tokenHash: 'token-1', publicKey: KEY, revoked: false }
    expect(await storage().findDeviceByTokenHash('token-1')).toEqual(known)
    await storage().addDevice({ ...newDevice(D2), location: L1, till: false })
    expect((await storage().findDeviceByTokenHash('token-2'))?.publicKey).toBeNull()
    expect(await storage().findDeviceByTokenHash('token-9')).toBeNull()
  })

  it('I2: binds a token to its first key, and to no other after it', async () => {
    const other = { x: 'C'.repeat(43), y: 'D'.repeat(43) }
    await storage().registerLocation(registration())
    expect(await storage().bindKey(L1, D1, KEY)).toBe(true)
    expect(await storage().bindKey(L1, D1, KEY)).toBe(true)
    expect(await storage().bindKey(L1, D1, other)).toBe(false)
    expect(await storage().bindKey(L2, D1, KEY)).toBe(false)
    expect(await storage().findDeviceByTokenHash('token-1')).toMatchObject({ publicKey: KEY })
  })

  it('adds and replaces PIN hashes by staff', async () => {
    await storage().registerLocation(registration({ pins: [PIN] }))
    const other = { ...PIN, staff: 'staff-2' as StaffId }
    await storage().putPins(L1, [{ ...PIN, hash: 'c'.repeat(64) }, other])
    expect(await storage().readPins(L1)).toEqual([{ ...PIN, hash: 'c'.repeat(64) }, other])
    expect(await storage().readPins(L2)).toEqual([])
  })

  it('T75: nobody takes a name that the endpoint keeps for itself', async () => {
    const own = endpointDevice(1)
    expect(await storage().registerLocation(registration({ device: own }))).toEqual({ kind: 'taken' })
    await storage().registerLocation(registration())
    const added = { ...newDevice(own), location: L1, till: true }
    expect(await storage().addDevice(added)).toEqual({ kind: 'taken' })
    expect(await storage().readmitDevice({ ...newDevice(own), location: L1, letter: 'B' })).toBe('taken')
  })
}

const redeemWith =
  (storage: () => Storage) =>
  (codeHash: string, device: DeviceId, tokenHash: string, at = NOW) =>
    storage().redeemPairingCode({ codeHash, device, tokenHash, at, publicKey: KEY })

function describePairing(storage: () => Storage): void {
  const redeem = redeemWith(storage)

  it('Y16: a code lets one device in, with the next letter and the PINs', async () => {
    const paired = await redeem('code-1', D2, 'token-2')
    expect(paired).toEqual({
      kind: 'paired',
      location: L1,
      epoch: 1,
      letter: 'B',
      pins: [PIN],
      replaces: null,
    })
    expect(await redeem('code-1', D3, 'token-3')).toEqual({ kind: 'code-invalid' })
    expect((await storage().findDeviceByTokenHash('token-2'))?.publicKey).toEqual(KEY)
  })

  it('Y16: the same device and token get the same answer again', async () => {
    const first = await redeem('code-1', D2, 'token-2')
    expect(await redeem('code-1', D2, 'token-2', after(5000))).toEqual(first)
    expect(await redeem('code-1', D2, 'token-9')).toEqual({ kind: 'code-invalid' })
    expect(await storage().devices(L1)).toHaveLength(2)
  })

  it('Y16: a code that ran out, or never was, is invalid', async () => {
    expect(await redeem('code-1', D2, 'token-2', after(1000))).toEqual({ kind: 'code-invalid' })
    expect(await redeem('code-9', D2, 'token-2')).toEqual({ kind: 'code-invalid' })
  })

  it('Y16: a device that is known already does not use a code up', async () => {
    expect(await redeem('code-1', D1, 'token-2')).toEqual({ kind: 'taken' })
    expect(await redeem('code-1', D2, 'token-2')).toMatchObject({ kind: 'paired' })
  })

  it('Y16: of two devices at once with one code, one gets in', async () => {
    const outcomes = await Promise.all([redeem('code-1', D2, 'token-2'), redeem('code-1', D3, 'token-3')])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['code-invalid', 'paired'])
  })
}

function describeLetters(storage: () => Storage): void {
  it('Y16: letters go on behind Z', async () => {
    for (let index = 1; index < 28; index++) {
      const added = { ...newDevice(`device-${index + 1}` as DeviceId), location: L1, till: true }
      expect(await storage().addDevice(added)).toMatchObject({ letter: tillLetter(index) })
    }
    const letters = (await storage().devices(L1)).map(({ letter }) => letter)
    expect(letters.slice(24)).toEqual(['Y', 'Z', 'AA', 'AB'])
  })

  it('a device that sells nothing takes no letter', async () => {
    const added = { ...newDevice(D2), location: L1, till: false }
    expect(await storage().addDevice(added)).toMatchObject({ kind: 'paired', letter: '' })
    expect(await redeemWith(storage)('code-1', D3, 'token-3')).toMatchObject({ letter: 'B' })
  })
}

function describeReplacing(storage: () => Storage): void {
  const redeem = redeemWith(storage)
  const expiresAt = after(1000)
  beforeEach(() => storage().createPairingCode({ codeHash: 'code-2', location: L1, expiresAt, replaces: D1 }))

  it('T66: a device paired in another’s place gets a letter of its own, and the other’s pairing ends', async () => {
    const paired = await redeem('code-2', D2, 'token-2', after(1))
    expect(paired).toMatchObject({ kind: 'paired', letter: 'B', replaces: D1 })
    expect((await storage().findDeviceByTokenHash('token-1'))?.revoked).toBe(true)
    expect((await recordOf(storage(), D1))?.revokedAt).toBe(after(1))
    expect((await storage().findDeviceByTokenHash('token-2'))?.revoked).toBe(false)
  })

  it('T66: the answer that was lost is the same again', async () => {
    const first = await redeem('code-2', D2, 'token-2')
    expect(await redeem('code-2', D2, 'token-2', after(500))).toEqual(first)
    expect((await recordOf(storage(), D1))?.revokedAt).toBe(NOW)
  })

  it('T66: a code that is not used ends nobody’s pairing', async () => {
    expect(await redeem('code-2', D2, 'token-2', expiresAt)).toEqual({ kind: 'code-invalid' })
    expect((await storage().findDeviceByTokenHash('token-1'))?.revoked).toBe(false)
  })
}
