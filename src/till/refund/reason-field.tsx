import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import styles from './refund.module.css'
import { MAX_REASON } from './take-back.ts'

const REASONS = ['Changed their mind', 'Faulty', 'Wrong size', 'Wrong product', 'Not as described'] as const

export interface ReasonFieldProps {
  readonly reason: string
  /** Whether somebody has tried to go on without one. */
  readonly missing: boolean
  readonly onReason: (reason: string) => void
}

/** Why the goods come back: one press, or a few words. */
export function ReasonField({ reason, missing, onReason }: ReasonFieldProps) {
  return (
    <>
      <div className={styles.reasons}>
        {REASONS.map((preset) => (
          <Button
            key={preset}
            aria-pressed={reason === preset}
            data-testid="return-reason"
            onClick={() => onReason(preset)}
          >
            {preset}
          </Button>
        ))}
      </div>
      <TextField
        label="Reason"
        maxLength={MAX_REASON}
        value={reason}
        error={missing ? 'Say why: choose a reason or write one.' : null}
        data-testid="return-reason-text"
        onChange={onReason}
      />
    </>
  )
}
