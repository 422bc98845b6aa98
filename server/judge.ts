/**
 * What is odd about a push, as notices: decided from the plan, what the store knows, and the live view. Only what
 * an endpoint alone can see is named here; the rest is derived by the fold on every replica.
 */
import type { DeviceId, EntryId, VariantId } from '../core/domain/ids.ts'
import type { Minor } from '../core/domain/money.ts'
import { type NoticeKind, noticeKey } from '../core/journal/decision.ts'
import type { Entry, ParsedEntry } from '../core/journal/entry.ts'
import type { Bodies } from '../core/journal/kinds.ts'
import { stampOf } from '../core/journal/stamp.ts'
import type { State } from '../core/journal/state.ts'
import type { KnownPlaces, PushPlan } from './storage/storage.ts'
import { endpointDevice } from './storage/storage.ts'

export type Notice = Bodies['notice']

/** A push as it is about to be kept. */
export interface JudgedPush {
  readonly device: DeviceId
  readonly known: KnownPlaces
  readonly plan: Pick<PushPlan, 'writes' | 'forks'>
  /** One for each write: null where the bytes cannot be read. */
  readonly parsed: readonly (ParsedEntry | null)[]
  readonly told: {
    readonly head: number | null
    readonly skewMs: number | null
    /** It says itself that its storage is an older copy. */
    readonly setBack: boolean
  }
  readonly relayedBy: DeviceId | null
  readonly state: State
  /** Whether devices are still handing over after a restore: what the catalogue was is not known yet. */
  readonly recovering: boolean
}

/** A clock that is off by more than this is named. It changes nothing. */
const CLOCK_LIMIT_MS = 10 * 60_000

/** The notices of a push, without those that stand already. */
export function noticesOf(push: JudgedPush): readonly Notice[] {
  const all = [...aboutDevice(push), ...aboutBytes(push), ...aboutEntries(push)]
  return all.filter((notice) => !push.state.decisions.has(noticeKey(notice)))
}

function aboutDevice(push: JudgedPush): readonly Notice[] {
  const { device, known, told, plan, relayedBy } = push
  const notices: Notice[] = []
  const say = (about: NoticeKind, of: DeviceId, seq: number, detail: string) =>
    notices.push(notice(about, of, seq, { detail }))
  if (known.epoch > 1 && known.notes.seq === 0) say('restored', endpointDevice(known.epoch), 0, '')
  if (isOff(told.skewMs) && !isOff(known.skewMs))
    say('clock-off', device, known.head.seq, `${Math.round((told.skewMs ?? 0) / 60_000)} min`)
  if (relayedBy === null && told.setBack)
    say('rolled-back', device, known.head.seq, `it tells of ${told.head ?? 0}, ${known.head.seq} are here`)
  if (relayedBy !== null && plan.writes.length > 0)
    say('relayed', device, known.epoch, `brought by ${relayedBy}`)
  return notices
}

const isOff = (skewMs: number | null) => Math.abs(skewMs ?? 0) > CLOCK_LIMIT_MS

function aboutBytes({ device, plan }: JudgedPush): readonly Notice[] {
  const flawed = plan.writes.flatMap(({ seq, state, detail }) =>
    state === 'recorded' ? [] : [notice(state, device, seq, { detail: detail.slice(0, 400) })],
  )
  return [...flawed, ...plan.forks.map(({ seq }) => notice('forked', device, seq, {}))]
}

function aboutEntries(push: JudgedPush): readonly Notice[] {
  const { parsed, known, recovering, state } = push
  const prices = recovering ? null : priceBook(state)
  return parsed.flatMap((one) => {
    if (!one?.known) return []
    const { entry } = one
    prices?.write(entry)
    const revoked = known.revoked && !HARMLESS.has(entry.kind) ? [aboutEntry('revoked-device', entry)] : []
    return entry.kind === 'sale' && prices ? [...revoked, ...priceNotices(entry, prices)] : revoked
  })
}

/** What a device that was removed may still bring without a word. */
const HARMLESS: ReadonlySet<Entry['kind']> = new Set(['lease-returned', 'shift-closed'])

type SaleEntry = Extract<Entry, { kind: 'sale' }>

/**
 * Lines whose catalogue price is not the one that had been set before the sale was made, by Lamport counter. What comes
 * back comes at the price that it was sold at.
 */
function priceNotices(entry: SaleEntry, prices: PriceBook): readonly Notice[] {
  return entry.body.lines.flatMap(({ variant, listMinor, name, returned }) => {
    if (variant === null || listMinor === null || returned) return []
    const set = prices.read(variant)
    if (!set || set.lamport >= entry.lamport || set.priceMinor === listMinor) return []
    const detail = `${name}: ${listMinor} instead of ${set.priceMinor ?? 'no price'}`.slice(0, 400)
    const worth = ((set.priceMinor ?? listMinor) - listMinor) as Minor
    return [{ ...aboutEntry('price-differs', entry), variant, amountMinor: worth, detail }]
  })
}

interface SetPrice {
  readonly priceMinor: Minor | null
  readonly lamport: number
}

type PriceBook = ReturnType<typeof priceBook>

/** The catalogue's prices as the view has them, and over them those that the push itself sets on the way. */
function priceBook(state: State) {
  const fresh = new Map<VariantId, SetPrice>()
  return {
    write: (entry: Entry) => {
      if (entry.kind !== 'settings') return
      for (const { record, id, fields } of entry.body.patches)
        if (record === 'variant' && fields.priceMinor !== undefined)
          fresh.set(id, { priceMinor: fields.priceMinor, lamport: entry.lamport })
    },
    read: (variant: VariantId): SetPrice | null => {
      const stored = storedPrice(state, variant)
      const pushed = fresh.get(variant)
      return pushed && pushed.lamport > (stored?.lamport ?? 0) ? pushed : stored
    },
  }
}

function storedPrice({ settings, stamps }: State, variant: VariantId): SetPrice | null {
  const fields = settings.variant.get(variant)
  const known = stamps.get(`variant/${variant}`)
  const stamp = fields && known && stampOf(fields, known, 'priceMinor')
  return stamp ? { priceMinor: fields.priceMinor ?? null, lamport: stamp.lamport } : null
}

function aboutEntry(about: NoticeKind, entry: Entry): Notice {
  const sale = entry.kind === 'sale' ? entry.body : null
  const { receipt = '', totalMinor: amountMinor = null } = sale ?? {}
  return notice(about, entry.device, entry.seq, { entry: entry.id, receipt, amountMinor, detail: entry.kind })
}

function notice(
  about: NoticeKind,
  device: DeviceId,
  seq: number,
  more: Partial<Omit<Notice, 'about' | 'device' | 'seq'>>,
): Notice {
  const nothing = { entry: null as EntryId | null, receipt: '', amountMinor: null, variant: null, detail: '' }
  return { about, device, seq, ...nothing, ...more }
}

/** Devices whose pairing the settings in a push end (the field `removed`); it is not taken back by a later patch. */
export function revokedBy(parsed: readonly (ParsedEntry | null)[]): readonly DeviceId[] {
  return parsed.flatMap((one) => {
    if (!one?.known || one.entry.kind !== 'settings') return []
    return one.entry.body.patches.flatMap(({ record, id, fields }) =>
      record === 'device' && fields.removed === true ? [id] : [],
    )
  })
}
