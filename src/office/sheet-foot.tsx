import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import styles from './office-form.module.css'

export interface SheetFootProps {
  readonly problem: string | null
  readonly saving: boolean
  /** What the green button says. */
  readonly save: string
  readonly onCancel: () => void
  /** What the form comes to, always in sight. */
  readonly told?: ReactNode
  /** Further buttons, such as one that removes. */
  readonly children?: ReactNode
  readonly testId: string
}

/** The foot of a form in a sheet: what is wrong, and what to press. */
export function SheetFoot({ problem, saving, save, onCancel, told, children, testId }: SheetFootProps) {
  return (
    <div className={styles.foot}>
      {told}
      {problem !== null && (
        <p className={styles.problem} role="alert" data-testid={`${testId}-problem`}>
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        <Button look="go" type="submit" disabled={saving} data-testid={`${testId}-save`}>
          {save}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
        {children}
      </div>
    </div>
  )
}
