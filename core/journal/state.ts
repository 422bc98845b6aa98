/** The views: what the journal comes to. Everything here can be thrown away and folded again. */
import type {
  DeviceId,
  EntryId,
  Millis,
  SaleId,
  ShiftId,
  StaffId,
  TenderId,
  VariantId,
} from '../domain/ids.ts'
import type { Minor, Thousandths } from '../domain/money.ts'
import type { Sale } from '../domain/sale.ts'
import type { TaxBucket } from '../domain/tax.ts'
import { RECORD_KINDS, type RecordFields, type RecordIds, type RecordKind } from './settings.ts'

/** How far one device's journal has been folded. */
export interface FoldedHead {
  readonly seq: number
  readonly lamport: number
}

/** Who wrote a field last: compared by Lamport counter, then device id. No clock. */
export interface Stamp {
  readonly lamport: number
  readonly device: DeviceId
}

/**
 * The stamps of a record's fields. Most records are written whole, once: `all` then stands for every field
 * that is present, and `byField` holds only those written by another entry.
 */
export interface RecordStamps {
  readonly all: Stamp
  readonly byField?: Readonly<Record<string, Stamp>>
}

export interface VoidRecord extends Stamp {
  readonly entry: EntryId
  readonly at: Millis
  readonly staff: StaffId | null
  readonly reason: string
}

/** What the lists and reports need of a sale; its lines stay in the entry. */
export interface SaleRecord {
  readonly id: SaleId
  readonly entry: EntryId
  readonly device: DeviceId
  readonly seq: number
  readonly at: Millis
  readonly staff: StaffId | null
  readonly shift: ShiftId | null
  readonly receipt: string
  readonly currency: string
  readonly totalMinor: Minor
  readonly taxes: readonly TaxBucket[]
  readonly tenders: readonly { readonly kind: string; readonly amountMinor: Minor }[]
  /** What left the stock: given back when the sale is voided. */
  readonly moved: readonly (readonly [VariantId, Thousandths])[]
  readonly voided: VoidRecord | null
}

export interface ShiftRecord {
  readonly id: ShiftId
  readonly device: DeviceId
  readonly number: number
  readonly openedAt: Millis
}

/** A card terminal was asked; until an outcome is known it is a question. */
export interface TenderQuestion {
  readonly tender: TenderId
  readonly sale: SaleId
  readonly device: DeviceId
  readonly at: Millis
  readonly amountMinor: Minor
}

export type Settings = { readonly [Kind in RecordKind]: Map<RecordIds[Kind], RecordFields[Kind]> }

/** The whole fold. Mutated only by `foldEntry`; everybody else reads. */
export interface State {
  readonly heads: Map<DeviceId, FoldedHead>
  readonly settings: Settings
  /** By `kind/id`. */
  readonly stamps: Map<string, RecordStamps>
  readonly stock: Map<VariantId, Thousandths>
  readonly sales: Map<SaleId, SaleRecord>
  /** Voids whose sale has not arrived yet, and those that have: the earliest by stamp wins. */
  readonly voids: Map<SaleId, VoidRecord>
  readonly shifts: Map<ShiftId, ShiftRecord>
  readonly questions: Map<TenderId, TenderQuestion>
  readonly outcomes: Map<TenderId, 'approved' | 'declined'>
  /** Sales found wrong by their own figures, and sales recorded more than once under one id. */
  readonly doubts: Map<EntryId, Doubt>
  /** Entries of kinds this build does not know: kept raw in the journal, counted here. */
  unknownEntries: number
}

/** Something in the journal that a person must look at. The entry stands all the same. */
export interface Doubt {
  readonly entry: EntryId
  readonly device: DeviceId
  readonly kind: 'figures-do-not-add-up' | 'same-sale-twice'
  readonly receipt: string
  readonly totalMinor: Minor
}

export function emptyState(): State {
  const settings = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, new Map()])) as unknown as Settings
  return {
    heads: new Map(),
    settings,
    stamps: new Map(),
    stock: new Map(),
    sales: new Map(),
    voids: new Map(),
    shifts: new Map(),
    questions: new Map(),
    outcomes: new Map(),
    doubts: new Map(),
    unknownEntries: 0,
  }
}

/** The largest Lamport counter that this state has seen. */
export function maxLamport(state: State): number {
  let max = 0
  for (const head of state.heads.values()) if (head.lamport > max) max = head.lamport
  return max
}

/** Card questions of one device that nobody has answered yet. */
export function openQuestions(state: State, device: DeviceId): readonly TenderQuestion[] {
  return [...state.questions.values()].filter(
    (question) => question.device === device && !state.outcomes.has(question.tender),
  )
}

/** The parts of a sale that the fold keeps. */
export function saleRecordOf(
  sale: Sale,
  place: Omit<SaleRecord, keyof Sale | 'moved' | 'voided'>,
): SaleRecord {
  const moved = sale.lines.flatMap((line) =>
    line.variant === null ? [] : [[line.variant, line.quantity] as const],
  )
  const tenders = sale.tenders.map(({ kind, amountMinor }) => ({ kind, amountMinor }))
  const { id, receipt, currency, totalMinor, taxes } = sale
  return { ...place, id, receipt, currency, totalMinor, taxes, tenders, moved, voided: null }
}
