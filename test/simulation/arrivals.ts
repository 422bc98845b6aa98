/**
 * What the endpoint must have named while entries arrived, one by one. Only of a history without a restore: after
 * one, entries arrive in another order than they were judged in.
 */
import { decisionKey } from '../../core/journal/decision.ts'
import type { Entry } from '../../core/journal/entry.ts'
import type { Truth } from './invariants.ts'

interface Price {
  readonly lamport: number
  readonly device: string
  readonly priceMinor: number | null
}

/**
 * Keys of decisions with the reason why each is due. `entries` are in the order of the feed. Of several processes
 * each judges prices by its own view, which may not have the other's latest entries yet.
 */
export function* expectedInOrder({ entries }: Truth, oneProcess: boolean): Generator<[string, string]> {
  const prices = new Map<string, Price>()
  const removed = new Set<string>()
  for (const entry of entries) {
    const { device, seq, kind } = entry
    if (removed.has(device) && kind !== 'lease-returned' && kind !== 'shift-closed')
      yield [decisionKey('revoked-device', device, seq), 'an entry of a device that had been removed']
    if (entry.kind === 'settings') follow(entry, prices, removed)
    if (entry.kind === 'sale' && oneProcess)
      for (const { variant, listMinor } of entry.body.lines)
        if (variant !== null && listMinor !== null && wasOther(prices.get(variant), entry, listMinor))
          yield [decisionKey('price-differs', device, seq, variant), 'a price that had been changed']
  }
}

function follow(
  entry: Extract<Entry, { kind: 'settings' }>,
  prices: Map<string, Price>,
  removed: Set<string>,
) {
  const { lamport, device } = entry
  for (const { record, id, fields } of entry.body.patches) {
    if (record === 'device' && fields.removed === true) removed.add(id)
    if (record !== 'variant' || fields.priceMinor === undefined) continue
    const known = prices.get(id)
    const isLater = !known || lamport > known.lamport || (lamport === known.lamport && device > known.device)
    if (isLater) prices.set(id, { lamport, device, priceMinor: fields.priceMinor })
  }
}

const wasOther = (set: Price | undefined, { lamport }: Entry, listMinor: number): boolean =>
  set !== undefined && set.lamport < lamport && set.priceMinor !== listMinor
