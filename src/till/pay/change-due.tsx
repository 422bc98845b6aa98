import type { CSSProperties } from 'react'
import { type Minor, ZERO } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { cx } from '../../ui/cx.ts'
import { Price, useMoneyWriting } from '../till-context.tsx'
import styles from './change-due.module.css'

export interface ChangeDueProps {
  /** Nought where money only goes back. */
  readonly tenderedMinor: Minor
  /** null while the amount tendered does not cover the total. */
  readonly changeMinor: Minor | null
  /** It is recorded: what only goes back has been handed over. */
  readonly done?: boolean
}

/** What goes back to the customer: the biggest thing on the sheet, and read aloud. */
export function ChangeDue({ tenderedMinor, changeMinor, done = false }: ChangeDueProps) {
  const { currency, locale } = useMoneyWriting()
  const isRefund = tenderedMinor === 0 && changeMinor !== null && changeMinor > 0
  const shownMinor = changeMinor ?? ZERO
  const characters = formatMoney(shownMinor, currency, locale).length
  return (
    <div className={styles.change} role="status">
      <div className={styles.row} style={{ '--characters': characters } as CSSProperties}>
        <span className={styles.words}>
          {tenderedMinor > 0 && (
            <span>
              Handed over <Price className={styles.tendered} minor={tenderedMinor} />
            </span>
          )}
          <span>{isRefund ? (done ? 'Given back in cash' : 'Give back in cash') : 'Change due'}</span>
        </span>
        <Price
          className={cx(styles.amount, changeMinor === null && styles.none)}
          testId="change-due"
          minor={shownMinor}
        />
      </div>
    </div>
  )
}
