import type { SettleFailure } from '../../replica/decisions.ts'
import { failureText } from '../failure-text.ts'

/** Why a decision could not be settled this way. Pure. */
export function settleFailureText(failure: SettleFailure): string {
  if (failure.kind !== 'gone') return failureText(failure)
  return 'The entry that this is about is not on this device, so it cannot be done from here. The decision stays open: settle it on the device that wrote it, or choose another answer.'
}
