/** Sales, voids and closes, folded: each adds or corrects, whatever came first. */
import type { EntryId, ShiftId } from '../domain/ids.ts'
import { extend, isPayable, sum, type Thousandths, ZERO } from '../domain/money.ts'
import type { Sale } from '../domain/sale.ts'
import { saleFlaws } from '../domain/sale-flaws.ts'
import { type Decision, type DecisionKind, decisionKey } from './decision.ts'
import type { Envelope } from './entry.ts'
import { countUses } from './fold-lease.ts'
import { countMoney } from './fold-money.ts'
import { moveStock } from './fold-stock.ts'
import { indexSale, unindexSale } from './index-sale.ts'
import type { Bodies } from './kinds.ts'
import { saleRecordOf } from './sale-record.ts'
import { isLater, stampFrom } from './stamp.ts'
import type { SaleRecord, ShiftClose, State, VoidRecord } from './state.ts'

export function applySale(state: State, entry: Envelope, sale: Bodies['sale']): void {
  const record = saleRecordOf(sale, {
    entry: entry.id,
    device: entry.device,
    seq: entry.seq,
    at: entry.at,
    staff: entry.staff,
    shift: entry.shift,
  })
  if (saleFlaws(sale).length > 0) raise(state, 'figures-do-not-add-up', record)
  if (sale.overrides && sale.overrides.length > 0) raiseOverride(state, record, sale)
  if (record.returns?.some((one) => one.sale === null)) raiseBlind(state, record)
  const known = state.sales.get(sale.id)
  if (known) applySameSale(state, known, record)
  else addSale(state, record)
}

function addSale(state: State, record: SaleRecord): void {
  for (const [variant, quantity] of record.moved) {
    moveStock(state, variant, -quantity)
    if (!state.settings.variant.has(variant)) state.strangers.add(variant)
  }
  const voided = state.voids.get(record.id) ?? null
  const standing = { ...record, voided }
  state.sales.set(record.id, standing)
  if (voided) giveBack(state, record)
  indexSale(state, standing)
  if (record.leases) countUses(state, record, 1)
  if (!voided) countMoney(state, record, 1)
  if (record.shift !== null) raiseLate(state, record, record.shift)
}

function removeSale(state: State, record: SaleRecord): void {
  if (!record.voided) {
    giveBack(state, record)
    countMoney(state, record, -1)
  }
  state.sales.delete(record.id)
  unindexSale(state, record)
  if (record.leases) countUses(state, record, -1)
  state.decisions.delete(lateKey(record.entry))
}

/**
 * Two entries with one sale id: one deed written twice (a re-keyed device, a cloned profile). The one with
 * the smaller (device, seq) stands, whichever arrives first; the other is a decision.
 */
function applySameSale(state: State, known: SaleRecord, record: SaleRecord): void {
  const knownStands =
    known.device < record.device || (known.device === record.device && known.seq < record.seq)
  raise(state, 'same-sale-twice', knownStands ? record : known)
  if (knownStands) return
  removeSale(state, known)
  addSale(state, record)
}

function raise(
  state: State,
  kind: DecisionKind,
  record: SaleRecord,
  about: Partial<Pick<Decision, 'variant' | 'quantity' | 'amountMinor'>> = {},
): void {
  const key = decisionKey(kind, record.entry)
  const { device, seq, entry, receipt, totalMinor: amountMinor } = record
  const known = state.decisions.get(key)
  // A deed that was carried over to another identity keeps its entry's id: the smaller (device, seq) speaks for both.
  if (known && (known.device < device || (known.device === device && known.seq < seq))) return
  const place = { key, kind, device, seq, entry, receipt, amountMinor, detail: '' }
  state.decisions.set(key, { ...place, variant: null, quantity: null, ...about })
}

function raiseOverride(state: State, record: SaleRecord, { overrides = [], lines }: Sale): void {
  const worth = overrides.map(({ variant, quantity }) => {
    const unitMinor = lines.find((line) => line.variant === variant)?.unitMinor ?? ZERO
    return isPayable(unitMinor, quantity) ? extend(unitMinor, quantity) : null
  })
  const known = worth.filter((one) => one !== null)
  const amountMinor = known.length === worth.length ? sum(known) : null
  const quantity = overrides.reduce((total, one) => total + one.quantity, 0) as Thousandths
  raise(state, 'override', record, { variant: overrides[0]?.variant ?? null, quantity, amountMinor })
}

/** Goods that came back without their sale: what was paid out for them, by whose word. */
function raiseBlind(state: State, record: SaleRecord): void {
  const blind = (record.returns ?? []).filter(({ sale }) => sale === null)
  const amountMinor = sum(blind.map((one) => one.amountMinor))
  const quantity = blind.reduce((total, one) => total + one.quantity, 0) as Thousandths
  raise(state, 'blind-return', record, { quantity, amountMinor })
}

export function applyVoid(state: State, entry: Envelope, body: Bodies['void']): void {
  const { at, staff, id } = entry
  const record: VoidRecord = { ...stampFrom(entry), entry: id, at, staff, reason: body.reason }
  const known = state.voids.get(body.sale)
  if (known && isLater(record, known)) return
  state.voids.set(body.sale, record)
  const sale = state.sales.get(body.sale)
  if (!sale) return
  if (!sale.voided) {
    giveBack(state, sale)
    countMoney(state, sale, -1)
  }
  const standing = { ...sale, voided: record }
  state.sales.set(body.sale, standing)
  indexSale(state, standing)
}

function giveBack(state: State, sale: SaleRecord): void {
  for (const [variant, quantity] of sale.moved) moveStock(state, variant, quantity)
}

/** Of several closes of a shift the earliest by stamp counts, also for which sales came late. */
export function applyShiftClosed(state: State, entry: Envelope, body: Bodies['shift-closed']): void {
  const { shift, device: of, lastSeq } = body
  const close: ShiftClose = { ...stampFrom(entry), shift, of, lastSeq, at: entry.at, staff: entry.staff }
  const known = state.closes.get(shift)
  if (known && isLater(close, known)) return
  state.closes.set(shift, close)
  for (const sale of state.sales.values()) {
    if (sale.shift !== shift) continue
    state.decisions.delete(lateKey(sale.entry))
    raiseLate(state, sale, shift)
  }
}

const lateKey = (entry: EntryId) => decisionKey('late-after-close', entry)

function raiseLate(state: State, sale: SaleRecord, shift: ShiftId): void {
  const close = state.closes.get(shift)
  if (close && close.of === sale.device && sale.seq > close.lastSeq) raise(state, 'late-after-close', sale)
}
