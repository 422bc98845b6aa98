import Check from 'lucide-react/icons/check'
import { useState } from 'react'
import { formatMoment } from '../../../core/domain/format.ts'
import { useLocation } from '../../app/app-context.tsx'
import { settleTransfer } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import type { AwaitingTransfer } from '../../replica/standings.ts'
import { Button } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { TroubleWords } from '../storage/trouble-words.tsx'
import { useTill } from '../till-context.tsx'
import { staffNow } from '../till-model.ts'
import styles from './payments.module.css'

export interface AwaitingRowProps {
  readonly transfer: AwaitingTransfer
  /** Somebody has said that it does not come. */
  readonly hasFailed?: boolean
}

/** One transfer: its money was seen, or it does not come, or it came after all. */
export function AwaitingRow({ transfer, hasFailed = false }: AwaitingRowProps) {
  const { app } = useTill()
  const { zone } = useLocation()
  const [isDoubting, setDoubting] = useState(false)
  const [failure, setFailure] = useState<StorageFailure | null>(null)
  const { tender, sale, receipt, at, reference, amountMinor, currency } = transfer
  const settle = async (outcome: 'received' | 'failed') => {
    const staff = staffNow(app)?.id ?? null
    const settled = await settleTransfer(app.replica, { tender, sale, outcome, note: '' }, staff)
    if (!settled.ok) setFailure(settled.error)
  }
  return (
    <li
      className={styles.row}
      data-testid={hasFailed ? 'not-come' : 'awaiting'}
      data-receipt={receipt}
      data-minor={amountMinor}
    >
      <span className={styles.words}>
        <span className={styles.name}>{receipt}</span>
        <span className={styles.hint}>{formatMoment(at, zone, app.locale)}</span>
        {reference !== '' && <span className={styles.hint}>{reference}</span>}
      </span>
      <Money className={styles.amount} minor={amountMinor} currency={currency} locale={app.locale} />
      {failure && <TroubleWords failure={failure} />}
      {isDoubting && (
        <p className={styles.warn} role="alert">
          The sale stands, unpaid, and a manager decides what becomes of it.
        </p>
      )}
      <span className={styles.actions}>
        {hasFailed ? (
          <Button icon={Check} data-testid="transfer-came" onClick={() => void settle('received')}>
            It came after all
          </Button>
        ) : isDoubting ? (
          <>
            <Button onClick={() => setDoubting(false)}>Go on waiting</Button>
            <Button look="stop" data-testid="transfer-failed" onClick={() => void settle('failed')}>
              It does not come
            </Button>
          </>
        ) : (
          <>
            <Button look="plain" data-testid="transfer-doubt" onClick={() => setDoubting(true)}>
              Not coming
            </Button>
            <Button icon={Check} data-testid="transfer-received" onClick={() => void settle('received')}>
              Money seen
            </Button>
          </>
        )}
      </span>
    </li>
  )
}
