/** What a push tells of its device beside its entries, and whether that is worth writing down. Pure. */
import type { Millis } from '../../core/domain/ids.ts'
import type { DeviceRecord, PushPlan, PushRange } from './storage.ts'

export type Heard = Pick<DeviceRecord, 'build' | 'heardAt' | 'toldSeq' | 'skewMs' | 'epochSeen'>

/** Within this time of the last contact, a push that brings nothing new is not written down: it costs no disk. */
const HEARD_AGAIN_MS = 10_000

/** A change of a device's clock below this is the network's. */
const SAME_SKEW_MS = 1000

/** The device's record after its own push; null when it need not be written. */
export function hear(before: Heard, epoch: number, range: PushRange, plan: PushPlan): Heard | null {
  const { build, heardAt, told } = range
  // One that does not know of the epoch yet might still take a lease of the one before.
  const knows = told.epoch === epoch && told.relayed
  const isWhole = knows && told.head !== null && plan.have.seq >= told.head
  const after = {
    build,
    heardAt,
    toldSeq: told.head ?? before.toldSeq,
    skewMs: told.skewMs ?? before.skewMs,
    epochSeen: isWhole ? epoch : before.epochSeen,
  }
  const isNews = plan.writes.length > 0 || !isSame(before, after) || !isRecent(before.heardAt, heardAt)
  return isNews ? after : null
}

const isSame = (before: Heard, after: Heard): boolean =>
  before.build === after.build &&
  before.toldSeq === after.toldSeq &&
  before.epochSeen === after.epochSeen &&
  (before.skewMs === null) === (after.skewMs === null) &&
  Math.abs((before.skewMs ?? 0) - (after.skewMs ?? 0)) < SAME_SKEW_MS

const isRecent = (last: Millis | null, now: Millis): boolean =>
  last !== null && Math.abs(now - last) < HEARD_AGAIN_MS
