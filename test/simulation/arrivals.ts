/**
 * What the endpoint must have named while entries arrived, one by one. Only of a history without a restore: after
 * one, entries arrive in another order than they were judged in.
 */
import { decisionKey } from '../../core/journal/decision.ts'
import type { Entry } from '../../core/journal/entry.ts'
import type { Truth } from './invariants.ts'

interface Price {
  /** Its place in the feed. */
  readonly v: number
  readonly lamport: number
  readonly device: string
  readonly priceMinor: number | null
}

export interface Arrival {
  /** By feed number: how long the feed was when the endpoint last had nothing to do before. */
  readonly quietBefore: readonly number[]
  readonly oneProcess: boolean
}

/**
 * Keys of decisions with the reason why each is due. Prices are judged by a view that may lack what another request,
 * or another process, commits at that very moment: only what it cannot lack counts.
 */
export function* expectedInOrder(
  { placed }: Truth,
  { quietBefore, oneProcess }: Arrival,
): Generator<[string, string]> {
  const prices = new Map<string, Price>()
  const removed = new Set<string>()
  for (const { v, entry } of placed) {
    const { device, seq, kind } = entry
    if (removed.has(device) && kind !== 'lease-returned' && kind !== 'shift-closed')
      yield [decisionKey('revoked-device', device, seq), 'an entry of a device that had been removed']
    if (entry.kind === 'settings') follow(v, entry, prices, removed)
    if (entry.kind === 'sale' && oneProcess)
      for (const { variant, listMinor, returned } of entry.body.lines)
        if (
          variant !== null &&
          listMinor !== null &&
          !returned &&
          wasOther(prices.get(variant), entry, listMinor) &&
          isSeen(prices, variant, quietBefore[v])
        )
          yield [decisionKey('price-differs', device, seq, variant), 'a price that had been changed']
  }
}

function follow(
  v: number,
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
    if (isLater) prices.set(id, { v, lamport, device, priceMinor: fields.priceMinor })
  }
}

const wasOther = (set: Price | undefined, { lamport }: Entry, listMinor: number): boolean =>
  set !== undefined && set.lamport < lamport && set.priceMinor !== listMinor

const isSeen = (prices: ReadonlyMap<string, Price>, variant: string, quiet = 0): boolean =>
  (prices.get(variant)?.v ?? 0) <= quiet
