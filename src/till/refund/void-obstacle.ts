/** A sale of which goods came back is not cancelled: its money would go back twice. No React. */
import type { SaleId } from '../../../core/domain/ids.ts'
import type { SaleRecord } from '../../../core/journal/state.ts'
import type { Replica } from '../../replica/replica.ts'

/** Why a sale cannot be voided, and what to do; null where it can. Reads what other tabs have written too. */
export async function voidObstacle(replica: Replica, id: SaleId): Promise<string | null> {
  await replica.catchUp()
  const { sales, returned } = replica.store.getState()
  const sale = sales.get(id)
  return sale && cameBack(sale, returned) ? obstacleWords(sale, sales) : null
}

/** Whether anything of a sale is back, returns that were voided left out. */
export const cameBack = (
  { id, quantities }: Pick<SaleRecord, 'id' | 'quantities'>,
  returned: ReadonlyMap<string, number>,
): boolean => quantities.some((_, line) => (returned.get(`${id}/${line}`) ?? 0) > 0)

function obstacleWords({ id, receipt }: SaleRecord, sales: ReadonlyMap<string, SaleRecord>): string {
  const [last] = [...sales.values()]
    .filter(({ voided, returns = [] }) => !voided && returns.some(({ sale }) => sale === id))
    .sort((a, b) => b.at - a.at)
  const on = last ? ` on ${last.receipt}` : ''
  return `Goods of ${receipt} came back${on}, and their money with them. Void that refund first, or return the rest.`
}
