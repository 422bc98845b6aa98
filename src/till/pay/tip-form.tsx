import { useState } from 'react'
import type { Tip } from '../../../core/domain/cart.ts'
import { tipWords } from '../../../core/domain/check-words.ts'
import { type Minor, subtract } from '../../../core/domain/money.ts'
import { checkTip } from '../../../core/domain/tip-check.ts'
import { useLocation, useStaff } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { MoneyForm } from '../keypad-form.tsx'
import { useMoneyWriting } from '../till-context.tsx'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'

/** A tip by the keypad, for the pool or for whoever is selling. More than the sale itself is asked about once. */
export function TipForm() {
  const { priced, setTip, show } = usePay()
  const { tips } = useLocation()
  const writing = useMoneyWriting()
  const own = useStaff()
  const { tip } = priced.cart
  const [whose, setWhose] = useState<'pool' | 'cashier'>(tips === 'cashier' && own ? 'cashier' : 'pool')
  const [doubtful, setDoubtful] = useState<Minor | null>(null)
  const baseMinor = subtract(priced.totals.totalMinor, priced.totals.tipMinor)
  const give = (amountMinor: Minor) => {
    const staff: Tip['staff'] = whose === 'cashier' ? (own?.id ?? null) : null
    setTip(amountMinor === 0 ? undefined : { staff, ppm: null, amountMinor })
  }
  const isDoubtful = (amountMinor: Minor) => !checkTip({ ppm: null, amountMinor }, baseMinor).ok
  if (doubtful !== null)
    return (
      <div className={styles.form}>
        <p className={`${styles.note} ${styles.warn}`} role="alert">
          {tipWords({ kind: 'doubtful', totalMinor: baseMinor }, writing)}
        </p>
        <span className={styles.space} />
        <Button size="large" wide onClick={() => setDoubtful(null)}>
          Key it in again
        </Button>
        <Button look="go" size="large" wide data-testid="tip-sure" onClick={() => give(doubtful)}>
          Yes, that much
        </Button>
      </div>
    )
  return (
    <>
      {own && (
        <SegmentedControl
          label="Whose tip"
          value={whose}
          onChange={setWhose}
          options={[
            { value: 'pool', label: 'For the pool', testId: 'tip-pool' },
            { value: 'cashier', label: `For ${own.name}`, testId: 'tip-cashier' },
          ]}
        />
      )}
      <MoneyForm
        {...(tip?.amountMinor != null ? { start: tip.amountMinor } : {})}
        doneWords="Set the tip"
        onDone={(amountMinor) => (isDoubtful(amountMinor) ? setDoubtful(amountMinor) : give(amountMinor))}
      />
      <Button wide onClick={() => show({ kind: 'take', by: 'cash' })}>
        Back
      </Button>
    </>
  )
}
