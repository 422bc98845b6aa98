import Landmark from 'lucide-react/icons/landmark'
import { useViews } from '../../app/app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { useTill } from '../till-context.tsx'

export interface AwaitingButtonProps {
  readonly className?: string | undefined
  /** In the place of the sheet from which it is opened. */
  readonly swaps?: boolean
}

/** How many transfers nobody has seen the money of; nothing where there are none. */
export function AwaitingButton({ className, swaps }: AwaitingButtonProps) {
  const { sheets } = useTill()
  const awaiting = useViews((views) => views.awaiting)
  if (awaiting === 0) return null
  const open = swaps ? sheets.swap : sheets.open
  return (
    <Button
      wide
      className={className}
      icon={Landmark}
      data-testid="awaiting-payments"
      onClick={() => open({ kind: 'payments' })}
    >
      Money awaited by transfer
      <Badge tone="warn">{awaiting}</Badge>
    </Button>
  )
}
