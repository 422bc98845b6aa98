/** What has become of a sale's payment since, as far as this device knows. Pure. */
import type { TenderId, VoucherCode } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Sale } from '../../../core/domain/sale.ts'
import type { TenderKind } from '../../../core/domain/tender.ts'
import type { State } from '../../../core/journal/state.ts'

export interface ReceiptNews {
  /** Of transfers; one that is not here is awaited. */
  readonly settled: ReadonlyMap<TenderId, 'received' | 'failed'>
  /** What is left on the vouchers that paid; one that is not here is not known. */
  readonly balances: ReadonlyMap<VoucherCode, Minor>
}

export const NO_NEWS: ReceiptNews = { settled: new Map(), balances: new Map() }

const CHANGING: ReadonlySet<TenderKind> = new Set(['transfer', 'voucher', 'store-credit'])

/** Whether there can be any: most sales need not ask. */
export const canHaveNews = ({ tenders }: Pick<Sale, 'tenders'>): boolean =>
  tenders.some(({ kind }) => CHANGING.has(kind))

/**
 * `isFresh`: the sale has just been made. Only then is a voucher's balance what this sale has left on it, and only
 * once the sale is counted in it, on a voucher whose issue is known here.
 */
export function newsOf(
  state: Pick<State, 'tenderSettlements' | 'vouchers'>,
  { id, tenders }: Pick<Sale, 'id' | 'tenders'>,
  isFresh: boolean,
): ReceiptNews {
  const settled = new Map<TenderId, 'received' | 'failed'>()
  const balances = new Map<VoucherCode, Minor>()
  for (const tender of tenders) {
    const settlement = state.tenderSettlements.get(tender.id)
    if (tender.kind === 'transfer' && settlement) settled.set(tender.id, settlement.outcome)
    if (!isFresh || (tender.kind !== 'voucher' && tender.kind !== 'store-credit')) continue
    const voucher = state.vouchers.get(tender.voucher)
    if (voucher && voucher.issues.length > 0 && voucher.uses.some(({ sale }) => sale === id))
      balances.set(tender.voucher, voucher.balanceMinor)
  }
  return { settled, balances }
}
