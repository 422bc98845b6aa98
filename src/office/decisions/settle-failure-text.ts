import { voidObstacleWords } from '../../../core/journal/void-obstacle.ts'
import type { SettleFailure } from '../../replica/decisions.ts'
import { failureText } from '../failure-text.ts'

/** Why a decision could not be settled this way. Pure. */
export function settleFailureText(failure: SettleFailure): string {
  switch (failure.kind) {
    case 'gone':
      return 'The entry that this is about is not on this device, and the endpoint does not give it now. The decision stays open: try again when the endpoint is reached, or choose another answer.'
    case 'came-back':
    case 'voucher-spent':
      return `${voidObstacleWords(failure)} Nothing was written, and the decision stays open.`
    default:
      return failureText(failure)
  }
}
