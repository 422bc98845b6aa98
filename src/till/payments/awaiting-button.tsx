import Landmark from 'lucide-react/icons/landmark'
import { useEffect, useState } from 'react'
import { decisionKey } from '../../../core/journal/decision.ts'
import type { State } from '../../../core/journal/state.ts'
import { useViews } from '../../app/app-context.tsx'
import { failedTransfers } from '../../replica/standings.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { useTill } from '../till-context.tsx'

export interface AwaitingButtonProps {
  readonly className?: string | undefined
  /** In the place of the sheet from which it is opened. */
  readonly swaps?: boolean
}

/** How many transfers nobody has seen the money of, or else how many have not come; nothing where there are none. */
export function AwaitingButton({ className, swaps }: AwaitingButtonProps) {
  const { sheets } = useTill()
  const awaiting = useViews((views) => views.awaiting)
  const failed = useFailed()
  if (awaiting === 0 && failed === 0) return null
  const open = swaps ? sheets.swap : sheets.open
  return (
    <Button
      wide
      className={className}
      icon={Landmark}
      data-testid="awaiting-payments"
      onClick={() => open({ kind: 'payments' })}
    >
      {awaiting > 0 ? 'Money awaited by transfer' : 'Transfers that did not come'}
      <Badge tone="warn">{awaiting > 0 ? awaiting : failed}</Badge>
    </Button>
  )
}

/** Those that no manager has dealt with. */
function useFailed(): number {
  const { app } = useTill()
  const version = useViews((views) => views.salesVersion)
  const [count, setCount] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that the journal has grown.
  useEffect(() => {
    let wanted = true
    const open = (state: State) =>
      failedTransfers(state).filter(
        ({ tender }) => !state.settlements.has(decisionKey('transfer-failed', tender)),
      )
    void app.replica.readState(open).then(({ length }) => wanted && setCount(length))
    return () => {
      wanted = false
    }
  }, [app, version])
  return count
}
