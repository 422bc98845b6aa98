/** The way to cancelling a sale, by somebody who may. No React. */
import type { SaleId } from '../../../core/domain/ids.ts'
import { voidObstacleWords } from '../../../core/journal/void-obstacle.ts'
import { voidRefusal } from '../../replica/void-sale.ts'
import { say } from '../../ui/toast-store.ts'
import { type TillModel, withPermission } from '../till-model.ts'

/** `run` goes on to the reason; a sale that is not to be voided is refused by name. */
export async function startVoid(till: TillModel, sale: SaleId, run: () => void): Promise<void> {
  const refusal = await voidRefusal(till.app.replica, sale)
  if (refusal) say(voidObstacleWords(refusal), { tone: 'warn' })
  else withPermission(till, 'void-sale', 'Voiding a sale', run)
}
