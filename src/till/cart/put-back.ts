/** The way back from a removal. No React. */
import { putBack, type Undoing } from '../../../core/domain/put-back.ts'
import { say } from '../../ui/toast-store.ts'
import { refusesChange, type TillModel } from '../till-model.ts'

/** Puts what was taken out into the open cart again, beside what came since, if it still is that cart. */
export function putBackInto(till: TillModel, { before, after }: Pick<Undoing, 'before' | 'after'>): void {
  const now = till.carts.getState().cart
  if (now.id !== before.id || refusesChange(till)) return
  const whole = putBack({ before, after, now })
  if (whole) till.carts.replace(whole)
  else say('Both do not fit into one cart. Park this one, and ring the rest up again.', { tone: 'warn' })
}
