/** The seam for copies of a store: a backup while it serves, and putting one back. */
import type { DeviceId, LocationId, Millis } from '../../core/domain/ids.ts'

/** What a copy holds of one location, as it was found by reading all of it. */
export interface CopiedLocation {
  readonly location: LocationId
  readonly epoch: number
  readonly entries: number
  /** Where each device's journal ends in the copy. */
  readonly heads: readonly { readonly device: DeviceId; readonly seq: number; readonly hash: string }[]
}

/** What a copy came to when it was read back. */
export interface CopyProof {
  readonly locations: readonly CopiedLocation[]
  readonly pictures: number
  /** What is wrong in it, in words; a copy of data that was damaged has the same damage. */
  readonly faults: readonly string[]
}

export interface RestoreReport extends CopyProof {
  /** The epoch in which every location goes on. */
  readonly epoch: number
  /** Where the data that was there before lies now; null when there was none. */
  readonly setAside: string | null
}

export interface StoreCopies {
  /** Writes all that is committed, and the pictures, while the endpoint goes on; reads it back. Throws in words. */
  backUp(file: string, at: Millis): Promise<CopyProof>
  /** Puts a backup in the place of the data, which is set aside, in a new epoch. Throws in words, nothing changed. */
  restore(file: string, at: Millis): Promise<RestoreReport>
}

/** A copy that cannot be made or put back, in words for a person. */
export class CopyRefused extends Error {}

/**
 * The epoch after a restore: later than any that the backup or the present data knows, and never below the clock
 * (seconds), so that two restores of one backup on fresh machines do not share one.
 */
export const nextEpoch = (known: readonly number[], at: Millis): number =>
  Math.max(...known.map((epoch) => epoch + 1), Math.floor(at / 1000), 1)
