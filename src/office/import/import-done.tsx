import CircleCheck from 'lucide-react/icons/circle-check'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './import.module.css'
import { SaveBadRows } from './import-preview-step.tsx'
import type { ImportState } from './import-store.ts'
import { doneWords, leftOutWords } from './import-words.ts'

/** Where to go from here. */
export interface Leave {
  readonly label: string
  readonly go: () => void
}

export interface ImportDoneProps {
  readonly state: Extract<ImportState, { kind: 'done' }>
  readonly leave: Leave | undefined
  readonly onAgain: () => void
}

/** What came of it, and the rows that a person must mend. */
export function ImportDone({ state: { preview, file }, leave, onAgain }: ImportDoneProps) {
  const leftOut = leftOutWords(preview)
  return (
    <div className={styles.done} data-testid="import-done" role="status">
      <Icon of={CircleCheck} size={40} />
      <h2 className={styles.title}>{doneWords(preview)}</h2>
      {leftOut !== null && <p className={styles.quiet}>{leftOut}</p>}
      <div className={styles.actions}>
        {leave && (
          <Button look="go" onClick={leave.go} data-testid="import-finish">
            {leave.label}
          </Button>
        )}
        <SaveBadRows preview={preview} fileName={file.name} />
        <Button onClick={onAgain}>Import another file</Button>
      </div>
    </div>
  )
}
