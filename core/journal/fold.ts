/**
 * The fold: entries → views. The same code runs on the tablet, at the endpoint and in `barrow verify`.
 * Its result does not depend on the order in which entries of different devices arrive (rule J5); within a
 * device it takes them in sequence, each once (rule J4).
 */
import { unreachable } from '../assert.ts'
import type { SaleId, TenderId, VariantId } from '../domain/ids.ts'
import { type Thousandths, toMinor } from '../domain/money.ts'
import { saleFlaws } from '../domain/sale.ts'
import type { Entry, Envelope, ParsedEntry } from './entry.ts'
import type { Bodies } from './kinds.ts'
import type { Patch } from './settings.ts'
import {
  type RecordStamps,
  type SaleRecord,
  type Stamp,
  type State,
  saleRecordOf,
  type VoidRecord,
} from './state.ts'

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

function applyEntry(state: State, entry: Entry): void {
  switch (entry.kind) {
    case 'settings':
      for (const patch of entry.body.patches) applyPatch(state, patch, entry)
      return
    case 'sale':
      applySale(state, entry, entry.body)
      return
    case 'void':
      applyVoid(state, entry, entry.body)
      return
    case 'shift-opened':
      applyShift(state, entry, entry.body)
      return
    case 'tender-asked':
      applyQuestion(state, entry, entry.body)
      return
    case 'tender-outcome':
      applyOutcome(state, entry.body.tender, entry.body.outcome)
      return
    case 'stock-received':
    case 'stock-counted':
      for (const line of entry.body.lines) moveStock(state, line.variant, line.quantity)
      return
    default:
      unreachable(entry)
  }
}

function applyPatch(state: State, patch: Patch, stamp: Stamp): void {
  const records = state.settings[patch.record] as Map<string, Record<string, unknown>>
  const key = `${patch.record}/${patch.id}`
  const own: Stamp = { lamport: stamp.lamport, device: stamp.device }
  const fields = records.get(patch.id)
  const stamps = state.stamps.get(key)
  if (!fields || !stamps) {
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

/** The stamp of a field, or undefined while nobody has written it. */
export function stampOf(fields: object, stamps: RecordStamps, field: string): Stamp | undefined {
  return stamps.byField?.[field] ?? (Object.hasOwn(fields, field) ? stamps.all : undefined)
}

function isLater(a: Stamp, b: Stamp | undefined): boolean {
  if (!b) return true
  return a.lamport > b.lamport || (a.lamport === b.lamport && a.device > b.device)
}

function applySale(state: State, entry: Envelope, sale: Bodies['sale']): void {
  const record = saleRecordOf(sale, {
    entry: entry.id,
    device: entry.device,
    seq: entry.seq,
    at: entry.at,
    staff: entry.staff,
    shift: entry.shift,
  })
  if (saleFlaws(sale).length > 0) doubt(state, record, 'figures-do-not-add-up')
  const known = state.sales.get(sale.id)
  if (known) applySameSale(state, known, record)
  else addSale(state, record)
}

function addSale(state: State, record: SaleRecord): void {
  for (const [variant, quantity] of record.moved) moveStock(state, variant, -quantity)
  const voided = state.voids.get(record.id) ?? null
  state.sales.set(record.id, { ...record, voided })
  if (voided) giveBack(state, record)
}

/**
 * Two entries with one sale id: one deed written twice (a re-keyed device, a cloned profile). The one with
 * the smaller (device, seq) stands, whichever arrives first; the other is a doubt.
 */
function applySameSale(state: State, known: SaleRecord, record: SaleRecord): void {
  const knownStands =
    known.device < record.device || (known.device === record.device && known.seq < record.seq)
  doubt(state, knownStands ? record : known, 'same-sale-twice')
  if (knownStands) return
  if (!known.voided) giveBack(state, known)
  state.sales.delete(known.id)
  addSale(state, record)
}

function doubt(state: State, record: SaleRecord, kind: 'figures-do-not-add-up' | 'same-sale-twice'): void {
  if (kind === 'same-sale-twice' || !state.doubts.has(record.entry)) {
    const { entry, device, receipt, totalMinor } = record
    state.doubts.set(entry, { entry, device, kind, receipt, totalMinor })
  }
}

function applyVoid(state: State, entry: Envelope, body: Bodies['void']): void {
  const record: VoidRecord = {
    lamport: entry.lamport,
    device: entry.device,
    entry: entry.id,
    at: entry.at,
    staff: entry.staff,
    reason: body.reason,
  }
  const known = state.voids.get(body.sale)
  if (known && isLater(record, known)) return
  state.voids.set(body.sale, record)
  const sale = state.sales.get(body.sale)
  if (!sale) return
  if (!sale.voided) giveBack(state, sale)
  state.sales.set(body.sale, { ...sale, voided: record })
}

function giveBack(state: State, sale: SaleRecord): void {
  for (const [variant, quantity] of sale.moved) moveStock(state, variant, quantity)
}

function moveStock(state: State, variant: VariantId, quantity: number): void {
  state.stock.set(variant, ((state.stock.get(variant) ?? 0) + quantity) as Thousandths)
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
  })
}

/** Only the asking device answers, in its own sequence; "approved" wins should two answers meet. */
function applyOutcome(state: State, tender: TenderId, outcome: 'approved' | 'declined'): void {
  if (state.outcomes.get(tender) !== 'approved') state.outcomes.set(tender, outcome)
}
