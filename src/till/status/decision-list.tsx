import { useEffect, useState } from 'react'
import { useSync, useViews } from '../../app/app-context.tsx'
import { refusedEntries } from '../../replica/outbox.ts'
import { Button } from '../../ui/button.tsx'
import { Price, useTill } from '../till-context.tsx'
import { refusalWords } from './refusal-words.ts'
import styles from './status.module.css'

type Refused = Awaited<ReturnType<typeof refusedEntries>>[number]

/** What waits for a person, each with its reason. Nothing of it is lost meanwhile. */
export function DecisionList() {
  const { sheets } = useTill()
  const questions = useViews((views) => views.questions)
  const doubts = useViews((views) => views.decisions.length)
  const refused = useRefused()
  if (questions.length + doubts + refused.length === 0) return null
  return (
    <ul className={styles.decisions} aria-label="Needs a decision">
      {questions.map((question) => (
        <li
          key={question.tender}
          className={styles.decision}
          data-testid="decision"
          data-kind="card-question"
        >
          <p>
            Was the card payment of <Price minor={question.amountMinor} /> approved?
          </p>
          <Button onClick={() => sheets.swap({ kind: 'questions' })}>Answer</Button>
        </li>
      ))}
      {refused.map((row) => (
        <li key={row.seq} className={styles.decision} data-testid="decision" data-kind={row.outcome}>
          <p>
            {refusalWords(row.outcome)}{' '}
            <span className={styles.detail}>
              Entry {row.seq}: {row.detail}
            </span>
          </p>
        </li>
      ))}
      {doubts > 0 && (
        <li className={styles.decision} data-testid="decision" data-kind="doubt">
          <p>
            {doubts === 1 ? 'One sale does' : `${doubts} sales do`} not add up by their own figures. They are
            kept as they are; a manager finds them in the office.
          </p>
        </li>
      )}
    </ul>
  )
}

function useRefused(): readonly Refused[] {
  const { app } = useTill()
  const decisions = useSync((status) => status.decisions)
  const [rows, setRows] = useState<readonly Refused[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the number of decisions has changed.
  useEffect(() => {
    void refusedEntries(app.replica).then(setRows, () => setRows([]))
  }, [app, decisions])
  return rows
}
