/** The indexes of a state's sales: made again wherever a state is read, never hashed or sent. */
import type { SaleId } from '../domain/ids.ts'
import type { SaleRecord, State, TenderRecord } from './state.ts'

export type SaleIndexes = Pick<State, 'receipts' | 'clashes' | 'awaiting' | 'paidOnline' | 'refunds'>

export const emptyIndexes = (): SaleIndexes => ({
  receipts: new Map(),
  clashes: new Set(),
  awaiting: new Map(),
  paidOnline: new Set(),
  refunds: new Map(),
})

/** Notes a sale as it stands; the same one again, after a void, corrects what was noted. */
export function indexSale(
  state: SaleIndexes & Pick<State, 'tenderSettlements'>,
  sale: Pick<SaleRecord, 'id' | 'receipt' | 'tenders' | 'returns' | 'voided'>,
): void {
  indexReceipt(state, sale)
  if (!sale.voided && sale.tenders.some(isPaidOnline)) state.paidOnline.add(sale.id)
  else state.paidOnline.delete(sale.id)
  for (const { kind, id } of sale.tenders) {
    if (kind !== 'transfer' || id === undefined) continue
    if (sale.voided) state.awaiting.delete(id)
    else if (!state.tenderSettlements.has(id)) state.awaiting.set(id, sale.id)
  }
  for (const of of salesBroughtBack(sale)) {
    const known = state.refunds.get(of) ?? []
    if (!known.includes(sale.id)) state.refunds.set(of, [...known, sale.id])
  }
}

/** Forgets a sale whose place another entry of it takes, as if it had never been; `sales` has it no more. */
export function unindexSale(state: SaleIndexes & Pick<State, 'sales'>, sale: SaleRecord): void {
  unindexReceipt(state, sale)
  state.paidOnline.delete(sale.id)
  for (const { id } of sale.tenders) if (id !== undefined) state.awaiting.delete(id)
  for (const of of salesBroughtBack(sale)) {
    const left = (state.refunds.get(of) ?? []).filter((id) => id !== sale.id)
    if (left.length > 0) state.refunds.set(of, left)
    else state.refunds.delete(of)
  }
}

/** Whether a provider has taken this money; below nought it gives back, and tells that of the payment that it was. */
export const isPaidOnline = ({ kind, amountMinor }: Pick<TenderRecord, 'kind' | 'amountMinor'>): boolean =>
  kind === 'online' && amountMinor > 0

const salesBroughtBack = ({ returns = [] }: Pick<SaleRecord, 'returns'>): ReadonlySet<SaleId> =>
  new Set(returns.flatMap(({ sale }) => (sale === null ? [] : [sale])))

/** A number on two sales is a clash, shown by `openDecisions`. */
function indexReceipt(state: SaleIndexes, { id, receipt }: Pick<SaleRecord, 'id' | 'receipt'>): void {
  const first = state.receipts.get(receipt)
  if (first === undefined) state.receipts.set(receipt, id)
  else if (first !== id) state.clashes.add(receipt)
}

/** Only a number that stood on several sales needs a look at all of them. */
function unindexReceipt(state: SaleIndexes & Pick<State, 'sales'>, { id, receipt }: SaleRecord): void {
  const isClash = state.clashes.delete(receipt)
  if (state.receipts.get(receipt) === id) state.receipts.delete(receipt)
  if (!isClash) return
  for (const other of state.sales.values()) if (other.receipt === receipt) indexReceipt(state, other)
}
