import { Button } from '../../ui/button.tsx'
import { useTill } from '../till-context.tsx'
import { openBlindReturn } from './open-return.ts'

/** What is left to do for a customer whose sale's lines are not at hand. */
export function WithoutReceipt() {
  const till = useTill()
  return (
    <Button size="large" wide data-testid="return-blind" onClick={() => openBlindReturn(till)}>
      Return without a receipt
    </Button>
  )
}
