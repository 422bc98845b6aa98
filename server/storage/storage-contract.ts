/** What every storage must hold, as one suite: an implementation's test file gives a factory and calls it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Storage } from './storage.ts'
import { describeCheckouts } from './storage-contract-checkout.ts'
import { describeEpochs } from './storage-contract-epochs.ts'
import { describeFeed } from './storage-contract-feed.ts'
import { describeIdentity } from './storage-contract-identity.ts'
import { describePushes } from './storage-contract-push.ts'
import { D1, L1, PIN, planOf, range, registration, write } from './storage-contract-support.ts'
import { describeTold } from './storage-contract-told.ts'

export interface StorageUnderTest {
  readonly storage: Storage
  /** Closes it and opens the same data again. */
  reopen(): Promise<Storage>
  remove(): Promise<void>
}

/** Runs the suite against fresh storages of the factory. */
export function describeStorage(name: string, make: () => Promise<StorageUnderTest>): void {
  describe(`${name}: the storage contract`, () => {
    let made: StorageUnderTest
    let storage: Storage
    beforeEach(async () => {
      made = await make()
      storage = made.storage
    })
    afterEach(() => made.remove())
    const current = () => storage
    describePushes(current)
    describeTold(current)
    describeFeed(current)
    describeIdentity(current)
    describeEpochs(current)
    describeCheckouts(current)

    it('keeps everything over a restart', async () => {
      await storage.registerLocation(registration({ pins: [PIN] }))
      await storage.applyPush(range(1, 2), planOf([write(1), write(2)]))
      const secret = await storage.secret()
      await storage.beginEpoch(7)
      storage = await made.reopen()
      expect(await storage.locations()).toEqual([{ location: L1, epoch: 7, lastV: 2 }])
      expect((await storage.devices(L1))[0]?.head).toEqual({ seq: 2, hash: 'hash-2' })
      expect(await storage.readPins(L1)).toEqual([PIN])
      expect((await storage.findDeviceByTokenHash('token-1'))?.device).toBe(D1)
      expect(await storage.secret()).toBe(secret)
    })
  })
}
