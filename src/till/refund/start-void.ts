/** The way to cancelling a sale, by somebody who may. No React. */
import type { SaleId } from '../../../core/domain/ids.ts'
import { say } from '../../ui/toast-store.ts'
import { type TillModel, withPermission } from '../till-model.ts'
import { voidObstacle } from './void-obstacle.ts'

/** `run` goes on to the reason; a sale of which goods came back is refused by name. */
export async function startVoid(till: TillModel, sale: SaleId, run: () => void): Promise<void> {
  const obstacle = await voidObstacle(till.app.replica, sale)
  if (obstacle !== null) say(obstacle, { tone: 'warn' })
  else withPermission(till, 'void-sale', 'Voiding a sale', run)
}
