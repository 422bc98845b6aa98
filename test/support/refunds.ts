/** Sales and refunds on a replica, for tests about what comes back. */
import type { CartLine } from '../../core/domain/cart.ts'
import type { SaleId } from '../../core/domain/ids.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import { NOTHING_BACK, returnLines } from '../../core/domain/refund.ts'
import type { Sale } from '../../core/domain/sale.ts'
import type { Tender } from '../../core/domain/tender.ts'
import type { Result } from '../../core/result.ts'
import { type RecordedSale, recordSale, type SaleFailure } from '../../src/replica/deeds.ts'
import type { Replica } from '../../src/replica/replica.ts'
import { exactCash, oneLineCart, pricedOf } from './carts.ts'
import { OWNER } from './replicas.ts'

/** One piece for 10.00 in cash. */
export async function sellPiece(replica: Replica): Promise<RecordedSale> {
  const cart = oneLineCart(replica)
  const recorded = await recordSale(replica, {
    priced: pricedOf(cart),
    tenders: exactCash(cart),
    staff: OWNER,
  })
  if (!recorded.ok) throw new Error(`the sale was not recorded: ${recorded.error.kind}`)
  return recorded.value
}

/** The first line's piece as it comes back, as if nothing of it had come back before. */
export function pieceBack(sale: Sale): readonly CartLine[] {
  const choice = [{ line: 0, quantity: 1000 as Thousandths, restock: true }]
  const drafts = returnLines(sale, () => NOTHING_BACK, choice)
  if (!drafts.ok) throw new Error(`nothing comes back: ${drafts.error.kind}`)
  return drafts.value.map((line) => ({ ...line, key: 'back' }))
}

/** It comes back for cash. */
export function refundPiece(replica: Replica, sale: Sale): Promise<Result<RecordedSale, SaleFailure>> {
  const id = replica.deps.newId() as SaleId
  const priced = pricedOf({ id, label: '', reason: 'Faulty', lines: pieceBack(sale) })
  const amountMinor = priced.totals.totalMinor
  const cash = { kind: 'cash', id: `${id}-cash`, amountMinor, tenderedMinor: 0, changeMinor: -amountMinor }
  return recordSale(replica, { priced, tenders: [cash as Tender], staff: OWNER })
}
