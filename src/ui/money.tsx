import type { Minor } from '../../core/domain/money.ts'
import { formatMoney } from '../../core/domain/money-text.ts'
import { cx } from './cx.ts'
import styles from './money.module.css'

export interface MoneyProps {
  readonly minor: Minor
  readonly currency: string
  readonly locale: string
  readonly className?: string | undefined
  readonly testId?: string
}

/** An amount in the display face: never truncated, never wrapped. `data-minor` carries it for machines. */
export function Money({ minor, currency, locale, className, testId }: MoneyProps) {
  return (
    <span className={cx(styles.money, className)} data-minor={minor} data-testid={testId}>
      {formatMoney(minor, currency, locale)}
    </span>
  )
}
