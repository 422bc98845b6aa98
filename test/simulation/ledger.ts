/** What really happened, written down beside the product: what was on a disk, what was called recorded, who died. */
import type { DeviceId } from '../../core/domain/ids.ts'
import type { SealedEntry } from '../../core/journal/chain.ts'
import { decisionKey } from '../../core/journal/decision.ts'
import type { JournalRow } from '../../src/replica/journal-database.ts'
import type { Write } from '../support/memory-storage.ts'
import type { Device } from './device.ts'
import type { HeldHashes } from './endpoint-host.ts'
import { isPoison } from './odd-entries.ts'

/** An entry that was durable on a device, at some time. */
export interface Written {
  readonly device: DeviceId
  readonly seq: number
  readonly hash: string
  readonly id: string
  readonly kind: string
  readonly bytes: string
}

export class Broken extends Error {
  override readonly name = 'Broken'
}

export class Ledger {
  /** By hash. */
  readonly written = new Map<string, Written>()
  /** Hashes of entries that somebody was told are recorded. */
  readonly recorded = new Set<string>()
  /** Hashes that a restored backup did not have any more, though an epoch before had held them. */
  readonly forgotten = new Set<string>()
  /** Hashes of entries that went when an old copy of a device's storage was put back. */
  readonly erased = new Set<string>()
  /** Devices whose pairing somebody has ended. */
  readonly removed = new Set<DeviceId>()
  /** Devices whose clock was off by minutes or years at some time. */
  readonly clockWasOff = new Set<DeviceId>()
  /** The keys of the decisions about entries that no schema takes, by hash: what of them arrives must be named. */
  readonly poison = new Map<string, string>()
  /** What happened, for a person who looks at a failing seed. */
  readonly story: string[] = []

  tell(line: string): void {
    this.story.push(line)
  }

  onCommit(
    device: Device,
    writes: readonly Write[],
    heldIn: (epoch: number) => HeldHashes | undefined,
  ): void {
    for (const { store, after } of writes) {
      if (store === 'entries' && after) this.#write(device.id, after as JournalRow)
      if (store === 'meta' && after) this.#checkAcknowledged(device, after, heldIn)
    }
  }

  onClaim(device: Device, sealed: readonly SealedEntry[], seen: number): void {
    for (const { hash, entry } of sealed) {
      this.recorded.add(hash)
      this.tell(`${device.identity.letter} recorded ${entry.kind} ${entry.seq}`)
      // Whoever writes a setting after having seen another one of it wins over that one (rule J6).
      if (entry.kind === 'settings' && entry.lamport <= seen)
        throw new Broken(`${device.identity.letter} wrote a setting as if it had not seen what it had`)
    }
  }

  #write(device: DeviceId, { seq, hash, id, kind, bytes }: JournalRow): void {
    this.written.set(hash, { device, seq, hash, id, kind, bytes })
    if (isPoison(bytes)) this.poison.set(hash, decisionKey('quarantined', device, seq))
  }

  /** Nothing is called acknowledged that the endpoint did not hold in the epoch of its answer (rule Y9). */
  #checkAcknowledged(device: Device, row: object, heldIn: (epoch: number) => HeldHashes | undefined): void {
    const { key, value } = row as { key: string; value: { seq: number; epoch: number | null } }
    if (key !== 'acknowledged' || device.wasSetBack || value.seq === 0 || value.epoch === null) return
    const held = heldIn(value.epoch)?.get(device.id)
    for (let seq = 1; seq <= value.seq; seq++)
      if (held?.[seq] === undefined)
        throw new Broken(
          `${device.identity.letter} takes ${value.seq} for acknowledged in epoch ${value.epoch}, but ${seq} is not there`,
        )
  }

  /** After a restore: what the endpoint has lost by it. */
  onRestore(before: HeldHashes, after: HeldHashes): void {
    for (const [device, hashes] of before) {
      for (const [seq, hash] of hashes.entries())
        if (hash !== undefined && after.get(device)?.[seq] !== hash) this.forgotten.add(hash)
    }
  }
}
