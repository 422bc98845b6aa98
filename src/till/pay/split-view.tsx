import Minus from 'lucide-react/icons/minus'
import Plus from 'lucide-react/icons/plus'
import { useState } from 'react'
import { tenderWords } from '../../../core/domain/check-words.ts'
import type { Minor } from '../../../core/domain/money.ts'
import { checkTender } from '../../../core/domain/tender-check.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { MoneyForm } from '../keypad-form.tsx'
import { Price, useMoneyWriting } from '../till-context.tsx'
import { firstShare, negate, type Part } from './parts.ts'
import { PartsList } from './parts-list.tsx'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'
import { SplitLines } from './split-lines.tsx'

type Way = 'rest' | 'amount' | 'shares' | 'lines'

const MIN_SHARES = 2
const MAX_SHARES = 20

/** Who pays how much: what has been taken, what is left, and the next part of it. */
export function SplitView() {
  const { shares, leftMinor } = usePay()
  const [way, setWay] = useState<Way>(shares ? 'shares' : 'amount')
  return (
    <>
      <PartsList />
      <p className={styles.left}>
        <span>{leftMinor < 0 ? 'Left to give back' : 'Left to pay'}</span>
        <Price
          className={styles.leftAmount}
          testId="left"
          minor={leftMinor < 0 ? negate(leftMinor) : leftMinor}
        />
      </p>
      <SegmentedControl
        label="How to split"
        value={way}
        onChange={setWay}
        options={[
          { value: 'amount', label: 'Amount', testId: 'split-amount' },
          { value: 'shares', label: 'Shares', testId: 'split-shares' },
          { value: 'lines', label: 'Items', testId: 'split-lines' },
        ]}
      />
      {way === 'amount' && <SplitAmount />}
      {way === 'shares' && <SplitShares />}
      {way === 'lines' && <SplitLines />}
    </>
  )
}

/** Any amount up to what is left. */
function SplitAmount() {
  const { leftMinor, cut, show } = usePay()
  const writing = useMoneyWriting()
  const [problem, setProblem] = useState<string | null>(null)
  const choose = (keyedMinor: Minor) => {
    const checked = checkTender('card', keyedMinor, leftMinor)
    if (!checked.ok) return setProblem(tenderWords(checked.error, writing))
    cut({ amountMinor: leftMinor < 0 ? negate(checked.value) : checked.value })
    show({ kind: 'take', by: 'cash' })
  }
  return (
    <>
      {problem && (
        <p className={`${styles.note} ${styles.warn}`} role="alert">
          {problem}
        </p>
      )}
      <MoneyForm doneWords={leftMinor < 0 ? 'Give back this part' : 'Take this part'} onDone={choose} />
    </>
  )
}

/** The same for everybody: the shares come to what is left, to the last cent. */
function SplitShares() {
  const pay = usePay()
  const { leftMinor, cut, show } = pay
  const [count, setCount] = useState(pay.shares ?? MIN_SHARES)
  const part: Part = { amountMinor: firstShare(leftMinor, count) }
  const canSplit = part.amountMinor !== 0
  return (
    <>
      <div className={styles.stepper}>
        <IconButton
          icon={Minus}
          label="One share less"
          look="outline"
          disabled={count <= MIN_SHARES}
          onClick={() => setCount(count - 1)}
        />
        <output className={styles.steps} aria-live="polite" data-testid="share-count">
          {count} shares
        </output>
        <IconButton
          icon={Plus}
          label="One share more"
          look="outline"
          data-testid="share-more"
          disabled={count >= MAX_SHARES}
          onClick={() => setCount(count + 1)}
        />
      </div>
      {!canSplit && <p className={styles.note}>There is too little left for so many shares.</p>}
      <span className={styles.space} />
      <Button
        look="go"
        size="large"
        wide
        data-testid="split-take"
        disabled={!canSplit}
        onClick={() => {
          cut(part, count)
          show({ kind: 'take', by: 'cash' })
        }}
      >
        <span>Next share</span>
        <Price minor={leftMinor < 0 ? negate(part.amountMinor) : part.amountMinor} />
      </Button>
    </>
  )
}
