import { useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import styles from './refund.module.css'
import { MAX_REASON } from './take-back.ts'

const REASONS = ['Changed their mind', 'Faulty', 'Wrong size', 'Wrong product', 'Not as described'] as const

export interface ReasonFieldProps {
  readonly reason: string
  /** How often somebody has tried to go on: without a reason it then comes into sight, and says so. */
  readonly asked: number
  readonly onReason: (reason: string) => void
}

/** Why the goods come back: one press, or a few words. */
export function ReasonField({ reason, asked, onReason }: ReasonFieldProps) {
  const missing = asked > 0 && reason.trim() === ''
  const field = useInSight(missing ? asked : 0)
  return (
    <div ref={field} className={styles.reason}>
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
    </div>
  )
}

/** Brings the element into sight each time the number rises. */
function useInSight(asked: number) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (asked > 0) element.current?.scrollIntoView({ block: 'center' })
  }, [asked])
  return element
}
