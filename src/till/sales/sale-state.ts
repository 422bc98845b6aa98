/** What has become of a sale, from its record and from what came back of it. Pure. */
import type { SaleRecord } from '../../../core/journal/state.ts'

/** `refund`: it only takes goods back. An exchange is a sale like any other. */
export type SaleState = 'completed' | 'voided' | 'partly-returned' | 'returned' | 'refund'

/** `returned` counts thousandths by `sale/line`, returns that were voided left out. */
export function saleState(sale: SaleRecord, returned: ReadonlyMap<string, number>): SaleState {
  if (sale.voided) return 'voided'
  if (sale.quantities.every((quantity) => quantity < 0)) return 'refund'
  const back = sale.quantities.map((_, line) => returned.get(`${sale.id}/${line}`) ?? 0)
  if (back.every((quantity) => quantity <= 0)) return 'completed'
  const kept = sale.quantities.filter((sold, line) => sold > 0 && (back[line] ?? 0) < sold)
  return kept.length <= staying(sale) ? 'returned' : 'partly-returned'
}

/** Whether goods came back in it and others went out. */
export const isExchange = ({ returns = [], quantities }: SaleRecord): boolean =>
  returns.length > 0 && quantities.some((quantity) => quantity > 0)

/** Lines that stay when all goods are back: the tip, vouchers for anything, what was paid into accounts. */
function staying({ money, vouchers = [], paidIn = [] }: SaleRecord): number {
  const issued = vouchers.filter((move) => move.issued?.purpose === 'multi').length
  return (money?.tipMinor ? 1 : 0) + issued + paidIn.length
}
