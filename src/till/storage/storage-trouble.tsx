import RotateCcw from 'lucide-react/icons/rotate-ccw'
import type { StorageFailure } from '../../replica/reopen.ts'
import { Button } from '../../ui/button.tsx'
import { SaveUnsent } from './save-unsent.tsx'
import styles from './storage-trouble.module.css'
import { TroubleWords } from './trouble-words.tsx'

export interface StorageTroubleProps {
  readonly failure: StorageFailure
  readonly onRetry: () => void
  readonly onBack: () => void
}

/** A deed that could not be written: the cart is kept, and the deed can be tried again. */
export function StorageTrouble({ failure, onRetry, onBack }: StorageTroubleProps) {
  return (
    <div className={styles.trouble} data-testid="storage-trouble" data-kind={failure.kind}>
      <TroubleWords failure={failure} />
      <span className={styles.space} />
      <SaveUnsent />
      <Button wide size="large" onClick={onBack}>
        Back to the cart
      </Button>
      <Button look="go" size="large" wide icon={RotateCcw} onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
