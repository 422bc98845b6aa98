/** The views: what the journal comes to. Everything here can be thrown away and folded again. */
import type {
  AccountId,
  CouponId,
  DeviceId,
  EntryId,
  LeaseId,
  Millis,
  SaleId,
  ShiftId,
  StaffId,
  TenderId,
  VariantId,
  VoucherCode,
} from '../domain/ids.ts'
import type { Minor, Thousandths } from '../domain/money.ts'
import type { ProviderPayment } from '../domain/payment.ts'
import type { LeaseUse } from '../domain/sale.ts'
import type { TaxBucket } from '../domain/tax.ts'
import type { TenderKind } from '../domain/tender.ts'
import type { Decision, Settlement } from './decision.ts'
import type { SaleMoney } from './sale-money.ts'
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
  readonly tenders: readonly TenderRecord[]
  /** The quantity and the amount of each line: what of it may come back. */
  readonly quantities: readonly Thousandths[]
  readonly amounts: readonly Minor[]
  /** The tax in or on each line; absent where nothing is taxed. */
  readonly lineTaxes?: readonly Minor[]
  /** Absent where it is nothing but goods, at their price. */
  readonly money?: SaleMoney
  readonly returns?: readonly ReturnRecord[]
  readonly vouchers?: readonly VoucherMove[]
  readonly coupons?: readonly CouponId[]
  /** Paid into house accounts, by line. */
  readonly paidIn?: readonly { readonly account: AccountId; readonly amountMinor: Minor }[]
  /** Tips that are one person's; the others are the pool's. */
  readonly tips?: readonly { readonly staff: StaffId; readonly amountMinor: Minor }[]
  /** What left the stock: given back when the sale is voided. */
  readonly moved: readonly (readonly [VariantId, Thousandths])[]
  /** What of it was taken from leases; absent where nothing was. */
  readonly leases?: readonly LeaseUse[]
  readonly voided: VoidRecord | null
}

/** A tender as lists and reports need it. */
export interface TenderRecord {
  readonly kind: TenderKind
  readonly amountMinor: Minor
  /** Card, transfer and online only. */
  readonly id?: TenderId
  readonly last4?: string
  /** Transfer and online only: as it stands on the bank statement. */
  readonly reference?: string
  readonly account?: AccountId
}

/** A line that brings goods back. */
export interface ReturnRecord {
  readonly sale: SaleId | null
  readonly line: number
  /** Thousandths, above nought. */
  readonly quantity: Thousandths
  /** Of the line's amount and of its tax, above nought. */
  readonly amountMinor: Minor
  readonly taxMinor: Minor
}

export type VoucherPurpose = 'multi' | 'single' | 'store-credit'

/** What a sale adds to a voucher's balance, or takes from it. */
export interface VoucherMove {
  readonly code: VoucherCode
  readonly amountMinor: Minor
  /** Only where it was issued. */
  readonly issued?: { readonly purpose: VoucherPurpose; readonly expiresAt: number | null }
}

export interface VoucherIssue {
  readonly sale: SaleId
  readonly amountMinor: Minor
  readonly purpose: VoucherPurpose
  readonly expiresAt: number | null
}

export interface VoucherUse {
  readonly sale: SaleId
  /** What was taken from it; below nought what was given back onto it. */
  readonly amountMinor: Minor
  /** The label of the deed. */
  readonly at: Millis
}

/** A voucher, from every sale about it that is not void, in a stable order; they may arrive in any. */
export interface VoucherRecord {
  readonly code: VoucherCode
  /** Issued less used. */
  readonly balanceMinor: Minor
  /** One, or a clash; none where nobody here knows of it. */
  readonly issues: readonly VoucherIssue[]
  readonly uses: readonly VoucherUse[]
}

/** What is owed on a house account: charged less paid. */
export interface AccountRecord {
  readonly chargedMinor: Minor
  readonly paidMinor: Minor
}

/** What somebody has seen of a transfer that was awaited: of several, the earliest by stamp of those by which it came, or else of all. */
export interface TenderSettlement extends Stamp {
  readonly sale: SaleId
  readonly outcome: 'received' | 'failed'
  readonly note: string
  readonly at: Millis
  readonly staff: StaffId | null
}

/** What a payment provider has told the endpoint. */
export interface PaymentRecord extends ProviderPayment {
  /** Of the endpoint's entry: what the till writes behind it, it writes knowing of it. */
  readonly lamport: number
}

export interface ShiftRecord {
  readonly id: ShiftId
  readonly device: DeviceId
  readonly number: number
  readonly openedAt: Millis
}

/** The end of a shift: of several, the earliest by stamp counts. */
export interface ShiftClose extends Stamp {
  readonly shift: ShiftId
  /** Whose shift it is. */
  readonly of: DeviceId
  /** Sales of the shift behind this place of that till's journal came after the close. */
  readonly lastSeq: number
  readonly at: Millis
  readonly staff: StaffId | null
}

export interface LeaseGrant {
  readonly device: DeviceId
  readonly variant: VariantId
  readonly quantity: Thousandths
  /** Rises with each grant of the location. */
  readonly token: number
}

/** A manager has declared what the holder has not used as lost: of several, the earliest by stamp counts. */
export interface LeaseReclaim extends Stamp {
  /** How far its writer knew the holder's journal: uses behind it are late. */
  readonly seq: number
  readonly quantity: Thousandths
}

/** A lease, from everybody's entries about it; they may arrive in any order. */
export interface LeaseRecord {
  readonly id: LeaseId
  /** As the endpoint granted it, or else as its holder tells it. */
  readonly grant: LeaseGrant | null
  /** Whether the endpoint's own grant is known: one that only its holder tells of is a decision. */
  readonly granted: boolean
  readonly taken: boolean
  readonly used: number
  readonly returned: number
  readonly recalled: boolean
  readonly reclaim: LeaseReclaim | null
}

/** What an entry moved, and who wrote it: should two claim one id, the smaller device stands. */
export interface StockEntry {
  readonly device: DeviceId
  readonly lines: readonly (readonly [VariantId, number])[]
}

/** A manager's yes on another one's till. */
export interface Approval {
  readonly entry: EntryId
  readonly device: DeviceId
  readonly at: Millis
  readonly staff: StaffId | null
  readonly by: StaffId
  readonly permission: string
  readonly sale: SaleId | null
  readonly detail: string
}

/** A card terminal was asked; until an outcome is known it is a question. */
export interface TenderQuestion {
  readonly tender: TenderId
  readonly sale: SaleId
  readonly device: DeviceId
  readonly at: Millis
  readonly amountMinor: Minor
  readonly kind: 'card' | 'online'
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
  readonly outcomes: Map<TenderId, 'approved' | 'declined' | 'reversed'>
  /** What came back of a line, in thousandths, by `sale/line`: voided returns left out. */
  readonly returned: Map<string, number>
  /** The same in minor units of the line's amount, and of its tax. */
  readonly returnedMinor: Map<string, number>
  readonly returnedTaxMinor: Map<string, number>
  readonly vouchers: Map<VoucherCode, VoucherRecord>
  readonly accounts: Map<AccountId, AccountRecord>
  /** In how many sales each coupon was used. */
  readonly couponUses: Map<CouponId, number>
  readonly tenderSettlements: Map<TenderId, TenderSettlement>
  readonly payments: Map<TenderId, PaymentRecord>
  readonly closes: Map<ShiftId, ShiftClose>
  readonly leases: Map<LeaseId, LeaseRecord>
  readonly approvals: Map<EntryId, Approval>
  /** What has been raised, settled or not; `openDecisions` adds what is computed from the rest. */
  readonly decisions: Map<string, Decision>
  /** By decision: of several, the earliest by stamp counts. */
  readonly settlements: Map<string, Settlement>
  /** Entries that moved stock by hand: one that was carried over to another identity counts once. */
  readonly stockEntries: Map<EntryId, StockEntry>
  /** How often each variant's stock was received or counted: a shortage after that is another one. */
  readonly recounts: Map<VariantId, number>
  /** Variants whose stock is below nought. */
  readonly negative: Set<VariantId>
  /** Variants that were sold and of which no settings are known. */
  readonly strangers: Set<VariantId>
  /** Receipt numbers and the first sale seen with each, and numbers that stand on several: indexes of `sales`. */
  readonly receipts: Map<string, SaleId>
  readonly clashes: Set<string>
  /** Transfers that nobody has settled and the sales that they pay, and by sale those that bring its goods back, void ones too: indexes of `sales`. */
  readonly awaiting: Map<TenderId, SaleId>
  /** Sales that stand and that a provider is said to have taken money for: an index of `sales`. */
  readonly paidOnline: Set<SaleId>
  readonly refunds: Map<SaleId, readonly SaleId[]>
  /** Entries of kinds this build does not know: kept raw in the journal, counted here. */
  unknownEntries: number
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
    returned: new Map(),
    returnedMinor: new Map(),
    returnedTaxMinor: new Map(),
    vouchers: new Map(),
    accounts: new Map(),
    couponUses: new Map(),
    tenderSettlements: new Map(),
    payments: new Map(),
    closes: new Map(),
    leases: new Map(),
    approvals: new Map(),
    decisions: new Map(),
    settlements: new Map(),
    stockEntries: new Map(),
    recounts: new Map(),
    negative: new Set(),
    strangers: new Set(),
    receipts: new Map(),
    clashes: new Set(),
    awaiting: new Map(),
    paidOnline: new Set(),
    refunds: new Map(),
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
