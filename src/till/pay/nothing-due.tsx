import Check from 'lucide-react/icons/check'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { PartsList } from './parts-list.tsx'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'
import { nothingDueWords } from './tender-words.ts'

/** An even exchange, or goods that cost nothing: the sale is recorded without a tender. */
export function NothingDue() {
  const { finish, priced } = usePay()
  return (
    <div className={styles.form}>
      <PartsList />
      <p className={styles.note}>{nothingDueWords(priced)}</p>
      <span className={styles.space} />
      <Button
        look="go"
        size="large"
        wide
        icon={Check}
        ref={focusOnMount}
        data-autofocus=""
        data-testid="tender-done"
        onClick={() => void finish()}
      >
        Done — nothing to pay
      </Button>
    </div>
  )
}

/** A price has fallen behind the parts, as when a promotion began in between. */
export function TooMuchPaid() {
  return (
    <div className={styles.form}>
      <p className={`${styles.note} ${styles.warn}`} role="alert">
        The price has changed, and more was paid than is due now. Take a part back, then take what is due.
      </p>
      <PartsList />
    </div>
  )
}
