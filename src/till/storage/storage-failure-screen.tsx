import '../../ui/base.css'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import type { StorageFailure } from '../../replica/reopen.ts'
import { Button } from '../../ui/button.tsx'
import { SaveUnsent } from './save-unsent.tsx'
import styles from './storage-trouble.module.css'
import { TroubleWords } from './trouble-words.tsx'

/** The whole screen, when the device's database does not even open. */
export function StorageFailureScreen({ failure }: { failure: StorageFailure }) {
  return (
    <main className={styles.screen} data-testid="storage-failure" data-kind={failure.kind}>
      <TroubleWords failure={failure} />
      <SaveUnsent />
      <Button look="go" size="large" wide icon={RotateCcw} onClick={() => window.location.reload()}>
        Open the till again
      </Button>
    </main>
  )
}
