import Minus from 'lucide-react/icons/minus'
import Plus from 'lucide-react/icons/plus'
import { formatQuantity } from '../../../core/domain/format.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import { useApp } from '../../app/app-context.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './refund.module.css'

export interface StepperProps {
  /** Of what, for screen readers. */
  readonly name: string
  readonly quantity: Thousandths
  /** No more than this can come back. */
  readonly most: Thousandths
  readonly onStep: (step: 1 | -1) => void
  /** The number was pressed, to key in another. */
  readonly onKeyed: () => void
}

/** How much of something comes back. */
export function Stepper({ name, quantity, most, onStep, onKeyed }: StepperProps) {
  const { locale } = useApp()
  const shown = formatQuantity(quantity, locale)
  return (
    <span className={styles.stepper}>
      <button
        type="button"
        aria-label={`One ${name} less comes back`}
        disabled={quantity === 0}
        onClick={() => onStep(-1)}
      >
        <Icon of={Minus} size={18} />
      </button>
      <button
        type="button"
        className={styles.count}
        aria-label={`So many of ${name} come back: ${shown}`}
        onClick={onKeyed}
      >
        {shown}
      </button>
      <button
        type="button"
        aria-label={`One ${name} more comes back`}
        disabled={quantity >= most}
        data-testid="return-more"
        onClick={() => onStep(1)}
      >
        <Icon of={Plus} size={18} />
      </button>
    </span>
  )
}
