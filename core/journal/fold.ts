/**
 * The fold: entries → views. The same code runs on the tablet, at the endpoint and in `barrow verify`.
 * Its result does not depend on the order in which entries of different devices arrive (rule J5); within a
 * device it takes them in sequence, each once (rule J4).
 */
import type { SaleId, TenderId } from '../domain/ids.ts'
import { toMinor } from '../domain/money.ts'
import { addTo } from './add-to.ts'
import { isEndpointDevice } from './endpoint-device.ts'
import type { Entry, Envelope, ParsedEntry } from './entry.ts'
import { applyApproval, applyNotice, applySettlement } from './fold-decision.ts'
import { applyGrant, applyRecall, applyReclaim, applyReturn, applyTaken } from './fold-lease.ts'
import { applyPayment, applyTenderSettled } from './fold-money.ts'
import { applySale, applyShiftClosed, applyVoid } from './fold-sale.ts'
import { moveStock } from './fold-stock.ts'
import type { Bodies, EntryKind } from './kinds.ts'
import type { Patch } from './settings.ts'
import { isLater, stampFrom, stampOf } from './stamp.ts'
import type { Stamp, State, StockEntry } from './state.ts'

/** What folding an entry came to: `gap` means that an earlier entry of the device is still missing. */
export type FoldOutcome = 'folded' | 'already-folded' | 'gap'

/** Folds one entry into the state, in place. */
export function foldEntry(state: State, parsed: ParsedEntry): FoldOutcome {
  const { entry } = parsed
  const head = state.heads.get(entry.device)
  const foldedSeq = head?.seq ?? 0
  if (entry.seq <= foldedSeq) return 'already-folded'
  if (entry.seq > foldedSeq + 1) return 'gap'
  if (parsed.known) applyEntry(state, parsed.entry)
  else state.unknownEntries += 1
  state.heads.set(entry.device, { seq: entry.seq, lamport: Math.max(head?.lamport ?? 0, entry.lamport) })
  return 'folded'
}

/** Steps over a place in a device's sequence whose bytes nobody can read (quarantined at the endpoint). */
export function foldUnreadable(state: State, place: Pick<Envelope, 'device' | 'seq'>): FoldOutcome {
  const head = state.heads.get(place.device)
  const foldedSeq = head?.seq ?? 0
  if (place.seq <= foldedSeq) return 'already-folded'
  if (place.seq > foldedSeq + 1) return 'gap'
  state.heads.set(place.device, { seq: place.seq, lamport: head?.lamport ?? 0 })
  return 'folded'
}

type Fold<Kind extends EntryKind> = (state: State, entry: Extract<Entry, { kind: Kind }>) => void

/** What each kind does to the state. */
const FOLDS: { readonly [Kind in EntryKind]: Fold<Kind> } = {
  settings: (state, entry) => {
    for (const patch of entry.body.patches) applyPatch(state, patch, entry)
  },
  sale: (state, entry) => applySale(state, entry, entry.body),
  void: (state, entry) => applyVoid(state, entry, entry.body),
  'shift-opened': (state, entry) => applyShift(state, entry, entry.body),
  'shift-closed': (state, entry) => applyShiftClosed(state, entry, entry.body),
  'tender-settled': (state, entry) => applyTenderSettled(state, entry, entry.body),
  'payment-reported': (state, entry) => byEndpoint(entry, () => applyPayment(state, entry, entry.body)),
  'tender-asked': (state, entry) => applyQuestion(state, entry, entry.body),
  'tender-outcome': (state, { body }) => applyOutcome(state, body.tender, body.outcome),
  'stock-received': (state, entry) => applyStock(state, entry, entry.body.lines),
  'stock-counted': (state, entry) => applyStock(state, entry, entry.body.lines),
  'lease-granted': (state, entry) => byEndpoint(entry, () => applyGrant(state, entry.body)),
  'lease-taken': (state, entry) => applyTaken(state, entry, entry.body),
  'lease-returned': (state, { body }) => applyReturn(state, body),
  'lease-recalled': (state, { body }) => applyRecall(state, body),
  'lease-reclaimed': (state, entry) => applyReclaim(state, entry, entry.body),
  'approval-given': (state, entry) => applyApproval(state, entry, entry.body),
  'decision-made': (state, entry) => applySettlement(state, entry, entry.body),
  notice: (state, entry) => byEndpoint(entry, () => applyNotice(state, entry.body)),
}

/** What only an endpoint may say counts for nothing when another device says it. */
function byEndpoint({ device }: Envelope, apply: () => void): void {
  if (isEndpointDevice(device)) apply()
}

function applyEntry(state: State, entry: Entry): void {
  const fold = FOLDS[entry.kind] as (state: State, entry: Entry) => void
  fold(state, entry)
}

/** One entry written twice, by a device and by the identity that it went on with, moves stock once. */
function applyStock(state: State, entry: Envelope, lines: Bodies['stock-received']['lines']): void {
  const { id, device } = entry
  const known = state.stockEntries.get(id)
  if (known && known.device <= device) return
  if (known) moveByHand(state, known, -1)
  const moved: StockEntry = { device, lines: lines.map(({ variant, quantity }) => [variant, quantity]) }
  state.stockEntries.set(id, moved)
  moveByHand(state, moved, 1)
}

function moveByHand(state: State, { lines }: StockEntry, sign: 1 | -1): void {
  for (const [variant, quantity] of lines) {
    moveStock(state, variant, sign * quantity)
    addTo(state.recounts, variant, sign)
  }
}

function applyPatch(state: State, patch: Patch, stamp: Stamp): void {
  const records = state.settings[patch.record] as Map<string, Record<string, unknown>>
  const key = `${patch.record}/${patch.id}`
  const own = stampFrom(stamp)
  const fields = records.get(patch.id)
  const stamps = state.stamps.get(key)
  if (!fields || !stamps) {
    if (patch.record === 'variant') state.strangers.delete(patch.id)
    records.set(patch.id, { ...patch.fields })
    state.stamps.set(key, { all: own })
    return
  }
  const winners = Object.entries(patch.fields).filter(([field]) =>
    isLater(own, stampOf(fields, stamps, field)),
  )
  if (winners.length === 0) return
  records.set(patch.id, { ...fields, ...Object.fromEntries(winners) })
  const byField = { ...stamps.byField, ...Object.fromEntries(winners.map(([field]) => [field, own])) }
  state.stamps.set(key, { all: stamps.all, byField })
}

/** Ids are minted once; should two devices claim one, the smaller device id stands, in any order. */
function applyShift(state: State, entry: Envelope, body: Bodies['shift-opened']): void {
  const known = state.shifts.get(body.shift)
  if (known && known.device <= entry.device) return
  const { shift: id, number } = body
  state.shifts.set(id, { id, device: entry.device, number, openedAt: entry.at })
}

function applyQuestion(state: State, entry: Envelope, body: Bodies['tender-asked']): void {
  const known = state.questions.get(body.tender)
  if (known && known.device <= entry.device) return
  state.questions.set(body.tender, {
    tender: body.tender,
    sale: body.sale as SaleId,
    device: entry.device,
    at: entry.at,
    amountMinor: toMinor(body.amountMinor),
    kind: body.kind,
  })
}

type TenderOutcome = Bodies['tender-outcome']['outcome']

const WEIGHTS: Readonly<Record<TenderOutcome, number>> = { declined: 0, approved: 1, reversed: 2 }

/** Only the asking device answers, in its own sequence; should answers meet, "reversed" wins over "approved". */
function applyOutcome(state: State, tender: TenderId, outcome: TenderOutcome): void {
  const known = state.outcomes.get(tender)
  if (known === undefined || WEIGHTS[outcome] > WEIGHTS[known]) state.outcomes.set(tender, outcome)
}
