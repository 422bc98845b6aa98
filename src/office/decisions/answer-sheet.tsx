import { useState } from 'react'
import { readQuantity } from '../../../core/catalogue/read-number.ts'
import { separatorsOf } from '../../../core/domain/parse-money.ts'
import type { Decision } from '../../../core/journal/decision.ts'
import type { DecisionAction, ReadyAction } from '../../../core/journal/decision-words.ts'
import { useApp, useStaff } from '../../app/app-context.tsx'
import { type Answer, settleDecision } from '../../replica/decisions.ts'
import { Button } from '../../ui/button.tsx'
import { NumberField, TextField } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import styles from './decisions.module.css'
import { settleFailureText } from './settle-failure-text.ts'

export interface AnswerSheetProps {
  readonly decision: Decision
  readonly ready: ReadyAction
  /** The decision's own title. */
  readonly title: string
  readonly onClose: () => void
}

/** An answer that changes something is looked at before it is given, with room for a reason. */
export function AnswerSheet({ decision, ready, title, onClose }: AnswerSheetProps) {
  const { counted, setCounted, note, setNote, problem, busy, settle } = useAnswer(decision, ready, onClose)
  return (
    <Sheet title={ready.label} place="middle" onClose={onClose} testId="answer-sheet">
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void settle()
        }}
      >
        <p className={styles.about}>{title}</p>
        <p>{EFFECTS[ready.action]}</p>
        {ready.asks === 'count' && (
          <NumberField
            label="How many are there now?"
            value={counted}
            onChange={setCounted}
            data-autofocus=""
            data-testid="decision-count-field"
          />
        )}
        <TextField
          label="Note"
          hint="Kept with the decision, if you want to say why"
          value={note}
          onChange={setNote}
          maxLength={280}
          autoComplete="off"
          data-testid="decision-note"
        />
        {problem !== null && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <Button look="go" type="submit" disabled={busy} data-testid="decision-confirm">
          {ready.label}
        </Button>
      </form>
    </Sheet>
  )
}

/** What the answer does. */
const EFFECTS: Readonly<Record<DecisionAction, string>> = {
  seen: '',
  accept: '',
  count: 'Your count becomes the stock. What is sold stays sold.',
  'set-to-nought': 'The stock becomes nought. What is sold stays sold.',
  'void-sale': 'The sale is cancelled, its goods return to stock. Give the money back by hand.',
  'take-price': 'The catalogue takes over the price that this sale was made at, for all tills.',
  'add-product': 'The product comes into the catalogue with the name and price on the receipt, not counted.',
  'count-second': 'The second sale is written down too, with a receipt number of this device.',
}

function useAnswer(decision: Decision, ready: ReadyAction, onClose: () => void) {
  const { replica, endpoint, locale } = useApp()
  const staff = useStaff()
  const [counted, setCounted] = useState('')
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const settle = async () => {
    if (busy) return
    const answer = answerOf(ready.asks === 'count' ? counted : null, locale)
    if (!answer) return setProblem('Write a number of pieces, nought or more.')
    const { entry: fetchEntry } = endpoint
    const full: Answer = { decision, action: ready.action, note: note.trim(), fetchEntry, ...answer }
    setBusy(true)
    const settled = await settleDecision(replica, full, staff?.id ?? null)
    setBusy(false)
    if (!settled.ok) return setProblem(settleFailureText(settled.error))
    say('Settled')
    onClose()
  }
  return { counted, setCounted, note, setNote, problem, busy, settle }
}

/** The number that was typed, where one is asked for; null while it is none. */
function answerOf(counted: string | null, locale: string): Pick<Answer, 'counted'> | null {
  if (counted === null) return {}
  const quantity = readQuantity(counted.trim(), separatorsOf(locale).decimal === ',' ? ',' : '.')
  return quantity === null || quantity < 0 ? null : { counted: quantity }
}
