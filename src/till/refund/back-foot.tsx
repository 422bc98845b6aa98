import Repeat2 from 'lucide-react/icons/repeat-2'
import Undo2 from 'lucide-react/icons/undo-2'
import { type Minor, toMinor } from '../../../core/domain/money.ts'
import type { ReturnDraft } from '../../../core/domain/refund.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { Price, useCart, useTill } from '../till-context.tsx'
import styles from './refund.module.css'
import { takeBack } from './take-back.ts'

export interface BackFootProps {
  readonly back: readonly ReturnDraft[]
  readonly totalMinor: Minor
  readonly reason: string
  /** Somebody has tried to go on without a reason. */
  readonly onAsk: () => void
}

/** Straight to the money, or into the cart beside what the customer takes instead. */
export function BackFoot({ back, totalMinor, reason, onAsk }: BackFootProps) {
  const till = useTill()
  const alone = useCart((open) => open.cart.lines.length === 0)
  const take = (payNow: boolean) => () => (reason === '' ? onAsk() : takeBack(till, back, { reason, payNow }))
  return (
    <div className={cx(styles.foot, alone && styles.two)}>
      {alone && (
        <Button
          size="large"
          icon={Repeat2}
          disabled={back.length === 0}
          data-testid="return-exchange"
          onClick={take(false)}
        >
          Exchange
        </Button>
      )}
      <Button
        type="submit"
        look="go"
        size="large"
        wide
        icon={Undo2}
        disabled={back.length === 0}
        data-testid="return-done"
        onClick={take(alone)}
      >
        {alone ? (
          <>
            Give back <Price minor={toMinor(-totalMinor)} />
          </>
        ) : (
          'Into the cart'
        )}
      </Button>
    </div>
  )
}
