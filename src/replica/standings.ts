/** What this device knows of a voucher, of an account, of what came back, and of transfers that nobody has seen yet. */
import type { AccountId, Millis, SaleId, TenderId, VoucherCode } from '../../core/domain/ids.ts'
import { type Minor, subtract, type Thousandths } from '../../core/domain/money.ts'
import type { BackSoFar } from '../../core/domain/refund.ts'
import { voidIssuer } from '../../core/journal/money-decisions.ts'
import type { State, VoucherPurpose } from '../../core/journal/state.ts'
import { voucherExpiry } from '../../core/journal/voucher-expiry.ts'
import type { Replica } from './replica.ts'
import { subset } from './sale-checks.ts'
import type { Views } from './views-store.ts'

/** A voucher as known here. Another till that is cut off may have used it meanwhile. */
export interface VoucherStanding {
  readonly code: VoucherCode
  /** Below nought where it was used twice. */
  readonly balanceMinor: Minor
  readonly purpose: VoucherPurpose
  /** ms since epoch; null: it does not expire. */
  readonly expiresAt: number | null
  readonly issued: {
    readonly sale: SaleId
    readonly receipt: string
    readonly at: Millis
    readonly amountMinor: Minor
  }
  /** What was taken from it, the first sale first. */
  readonly uses: readonly { readonly sale: SaleId; readonly receipt: string; readonly amountMinor: Minor }[]
}

/** Null where nobody whom this device has heard of has issued it. */
export function voucherStanding(replica: Replica, code: VoucherCode): Promise<VoucherStanding | null> {
  return replica.readState((state) => {
    const known = state.vouchers.get(code)
    const [issue] = known?.issues ?? []
    if (!known || !issue) return null
    const { sale, amountMinor, purpose } = issue
    const { receipt = '', at = 0 as Millis } = state.sales.get(sale) ?? {}
    const uses = [...known.uses].sort((a, b) => a.at - b.at)
    return {
      ...{ code, purpose, balanceMinor: known.balanceMinor, expiresAt: voucherExpiry(known) },
      issued: { sale, receipt, at, amountMinor },
      uses: uses.map((use) => ({
        sale: use.sale,
        receipt: state.sales.get(use.sale)?.receipt ?? '',
        amountMinor: use.amountMinor,
      })),
    }
  })
}

/** What is owed on each house account that was ever charged or paid into, as known here. */
export const owedByAccount = ({ accounts }: Pick<State, 'accounts'>): ReadonlyMap<AccountId, Minor> =>
  new Map([...accounts].map(([id, one]) => [id, subtract(one.chargedMinor, one.paidMinor)]))

/** What is on some vouchers, as far as they are known here. */
export const voucherBalances = (
  replica: Replica,
  codes: readonly VoucherCode[],
): Promise<ReadonlyMap<VoucherCode, Minor>> =>
  replica.readState(
    ({ vouchers }) =>
      new Map([...subset(vouchers, codes)].map(([code, { balanceMinor }]) => [code, balanceMinor])),
  )

/** The receipt of the void sale that issued a voucher which no other sale has issued; null for any other code. */
export const voidedBy = (replica: Replica, code: VoucherCode): Promise<string | null> =>
  replica.readState((state) =>
    state.vouchers.get(code)?.issues.length ? null : (voidIssuer(state, code)?.receipt ?? null),
  )

/** What has come back of each line of a sale, from the sums by `sale/line`. */
export function backOf(sale: SaleId, sums: Pick<Views, BackSums>): (line: number) => BackSoFar {
  const of = (name: BackSums, line: number) => sums[name].get(`${sale}/${line}`) ?? 0
  return (line) => ({
    quantity: of('returned', line) as Thousandths,
    amountMinor: of('returnedMinor', line) as Minor,
    taxMinor: of('returnedTaxMinor', line) as Minor,
  })
}

type BackSums = 'returned' | 'returnedMinor' | 'returnedTaxMinor'

/** A transfer that was shown to the customer and of which nobody has seen the money. */
export interface AwaitingTransfer {
  readonly tender: TenderId
  readonly sale: SaleId
  readonly receipt: string
  readonly at: Millis
  readonly currency: string
  readonly amountMinor: Minor
  readonly reference: string
}

/** All of the location, the oldest first; void sales await nothing. Their number is `views.awaiting`. */
export const awaitingTransfers = ({
  awaiting,
  sales,
}: Pick<State, 'awaiting' | 'sales'>): readonly AwaitingTransfer[] => transfersOf(sales, awaiting)

/** Those of which somebody has said that they do not come, the oldest first: their money may come after all. */
export function failedTransfers({
  tenderSettlements,
  sales,
}: Pick<State, 'tenderSettlements' | 'sales'>): readonly AwaitingTransfer[] {
  const failed = [...tenderSettlements].flatMap(([tender, { outcome, sale }]) =>
    outcome === 'failed' && sales.get(sale)?.voided === null ? [[tender, sale] as const] : [],
  )
  return transfersOf(sales, failed)
}

function transfersOf(
  sales: State['sales'],
  which: Iterable<readonly [TenderId, SaleId]>,
): readonly AwaitingTransfer[] {
  const all = [...which].flatMap(([tender, of]): AwaitingTransfer[] => {
    const sale = sales.get(of)
    const part = sale?.tenders.find(({ kind, id }) => kind === 'transfer' && id === tender)
    if (!sale || !part) return []
    const { id, receipt, at, currency } = sale
    const { amountMinor, reference = '' } = part
    return [{ tender, sale: id, receipt, at, currency, amountMinor, reference }]
  })
  return all.sort((a, b) => a.at - b.at || (a.tender < b.tender ? -1 : 1))
}

export interface UnpaidTransfer {
  readonly sale: SaleId
  readonly outcome: 'awaited' | 'failed'
}

/** Transfers that are awaited, and those that somebody has said do not come, with the sales that they were to pay. */
export function unpaidTransfers({
  awaiting,
  tenderSettlements,
}: Pick<State, 'awaiting' | 'tenderSettlements'>): ReadonlyMap<TenderId, UnpaidTransfer> {
  const unpaid = new Map<TenderId, UnpaidTransfer>()
  for (const [tender, sale] of awaiting) unpaid.set(tender, { sale, outcome: 'awaited' })
  for (const [tender, { sale, outcome }] of tenderSettlements)
    if (outcome === 'failed') unpaid.set(tender, { sale, outcome })
  return unpaid
}
