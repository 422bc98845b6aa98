import Gift from 'lucide-react/icons/gift'
import type { TenderId } from '../../../core/domain/ids.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { newVoucherCode } from '../../../core/domain/voucher-code.ts'
import { Button } from '../../ui/button.tsx'
import { useMoneyWriting, useTill } from '../till-context.tsx'
import { negate } from './parts.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'
import { useGivingBack } from './use-refund-hints.ts'

/** Money back as a voucher: its code is made here, shown with the receipt and printed on it. */
export function CreditTender() {
  const { part, take } = usePay()
  const { replica } = useTill().app
  const { currency, locale } = useMoneyWriting()
  const { give } = useGivingBack('else', part)
  const issue = () => {
    const id = replica.deps.newId() as TenderId
    const voucher = newVoucherCode((count) => crypto.getRandomValues(new Uint8Array(count)))
    void take({ ...part, kind: 'store-credit', id, voucher, expiresAt: null })
  }
  return (
    <div className={styles.form}>
      <p className={styles.note}>
        The customer gets a code instead of money. It is shown next, stands on the receipt, and pays here at
        any till.
      </p>
      <span className={styles.space} />
      <Button look="go" size="large" wide icon={Gift} data-testid="tender-done" onClick={() => give(issue)}>
        Give {formatMoney(negate(part.amountMinor), currency, locale)} as store credit
      </Button>
    </div>
  )
}
