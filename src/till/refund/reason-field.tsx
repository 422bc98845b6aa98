import { useEffect, useRef } from 'react'
import { RETURN_REASONS } from '../../../core/domain/preset-reasons.ts'
import { ReasonChoice } from '../cart/reason-choice.tsx'
import styles from './refund.module.css'

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
      <ReasonChoice
        presets={RETURN_REASONS}
        reason={reason}
        error={missing ? 'Say why: choose a reason or write one.' : null}
        onReason={onReason}
        testId="return-reason"
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
