import HandHeart from 'lucide-react/icons/hand-heart'
import { useState } from 'react'
import type { TenderId } from '../../../core/domain/ids.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { useMoneyWriting, useTill } from '../till-context.tsx'
import { withPermission } from '../till-model.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'

const REASONS = ['Regular guest', 'Something went wrong', 'Staff meal', 'Press and friends']
const MAX_REASON = 280

/** Given away: somebody with the permission says why. */
export function HouseTender() {
  const { part, take } = usePay()
  const till = useTill()
  const { currency, locale } = useMoneyWriting()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const give = () => {
    const words = reason.trim()
    if (words === '') return setProblem('Say why: it stands in the day’s report.')
    withPermission(till, 'on-the-house', 'Giving this away', (by) => {
      const id = till.app.replica.deps.newId() as TenderId
      void take({ kind: 'on-the-house', id, reason: words, by, ...part })
    })
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        give()
      }}
    >
      <TextField
        label="Why is it on the house?"
        maxLength={MAX_REASON}
        ref={focusOnMount}
        data-testid="house-reason"
        value={reason}
        error={problem}
        onChange={(text) => {
          setReason(text)
          setProblem(null)
        }}
      />
      <div className={styles.pair}>
        {REASONS.map((words) => (
          <Button key={words} onClick={() => setReason(words)}>
            {words}
          </Button>
        ))}
      </div>
      <span className={styles.space} />
      <Button look="go" size="large" wide icon={HandHeart} type="submit" data-testid="tender-done">
        Give away {formatMoney(part.amountMinor, currency, locale)}
      </Button>
    </form>
  )
}
