/** The endpoint's own journal: lease grants, what became of payments, and what only it has seen. Sealed like everybody's entries. */
import { hash } from 'node:crypto'
import type { DeviceId, EntryId, LocationId, Millis } from '../core/domain/ids.ts'
import { sealEntry } from '../core/journal/chain.ts'
import type { Draft, ParsedEntry } from '../core/journal/entry.ts'
import type { Bodies } from '../core/journal/kinds.ts'
import { type EntryWrite, endpointDevice, type StoredHead } from './storage/storage.ts'

/** What the endpoint writes down: a kind and its body. */
export type NoteBody =
  | { readonly kind: 'notice'; readonly body: Bodies['notice'] }
  | { readonly kind: 'lease-granted'; readonly body: Bodies['lease-granted'] }
  | { readonly kind: 'payment-reported'; readonly body: Bodies['payment-reported'] }

export interface SealedNote {
  readonly device: DeviceId
  readonly write: EntryWrite
  readonly parsed: ParsedEntry
}

/** Whose journal it is, and when it is written (a label). */
export interface NotePlace {
  readonly location: LocationId
  readonly epoch: number
  readonly at: Millis
}

/**
 * Seals notes behind `head`. The Lamport counter of an endpoint's entry is its sequence number: it writes no
 * settings, so that nothing is ever decided by it.
 */
export function sealNotes(
  { location, epoch, at }: NotePlace,
  head: StoredHead,
  bodies: readonly NoteBody[],
): readonly SealedNote[] {
  const device = endpointDevice(epoch)
  let end = { ...head, lamport: head.seq }
  return bodies.map((body) => {
    const id = `${device}-${end.seq + 1}` as EntryId
    const draft = { id, at, staff: null, shift: null, ...body } as Draft
    const step = sealEntry(draft, { location, device }, end, sha256)
    end = step.head
    const { entry, bytes } = step.sealed
    const write = { seq: entry.seq, hash: step.sealed.hash, raw: Buffer.from(bytes) }
    return {
      device,
      write: { ...write, state: 'recorded', detail: '' },
      parsed: { known: true, entry },
    }
  })
}

const sha256 = (text: string): string => hash('sha256', text, 'hex')
