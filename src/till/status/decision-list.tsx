import { useEffect, useState } from 'react'
import { decisionWords } from '../../../core/journal/decision-words.ts'
import { useSync, useViews } from '../../app/app-context.tsx'
import { useWordsContext } from '../../app/use-words-context.ts'
import { refusedEntries } from '../../replica/outbox.ts'
import { Button } from '../../ui/button.tsx'
import { Price, useTill } from '../till-context.tsx'
import { refusalWords } from './refusal-words.ts'
import styles from './status.module.css'

type Refused = Awaited<ReturnType<typeof refusedEntries>>[number]

/** The till tells what waits; the office is where it is settled. */
const MOST_SHOWN = 5

/** What waits for a person, each with its reason. Nothing of it is lost meanwhile, and none of it stops a sale. */
export function DecisionList() {
  const questions = useViews((views) => views.questions)
  const decisions = useViews((views) => views.decisions)
  const refused = useRefused()
  if (questions.length + decisions.length + refused.length === 0) return null
  return (
    <section className={styles.section} aria-label="Needs a decision">
      <ul className={styles.decisions}>
        <CardQuestions />
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
        <OpenDecisions />
      </ul>
      {decisions.length > 0 && (
        <a className={styles.toOffice} href="/office/decisions" data-testid="decisions-in-office">
          {decisions.length > MOST_SHOWN
            ? `See all ${decisions.length} in the office`
            : 'Settle them in the office'}
        </a>
      )}
    </section>
  )
}

function CardQuestions() {
  const { sheets } = useTill()
  const questions = useViews((views) => views.questions)
  return questions.map((question) => (
    <li
      key={question.tender}
      className={styles.decision}
      data-testid="decision"
      data-kind={`${question.kind}-question`}
    >
      {question.kind === 'card' ? (
        <p>
          Was the card payment of <Price minor={question.amountMinor} /> approved?
        </p>
      ) : (
        <p>
          Was <Price minor={question.amountMinor} /> paid on the customer’s phone?
        </p>
      )}
      <Button onClick={() => sheets.swap({ kind: 'questions' })}>Answer</Button>
    </li>
  ))
}

function OpenDecisions() {
  const decisions = useViews((views) => views.decisions)
  const context = useWordsContext()
  return decisions.slice(0, MOST_SHOWN).map((decision) => (
    <li key={decision.key} className={styles.decision} data-testid="decision" data-kind={decision.kind}>
      <p>{decisionWords(decision, context).title}</p>
    </li>
  ))
}

function useRefused(): readonly Refused[] {
  const { app } = useTill()
  const count = useSync((status) => status.decisions)
  const [rows, setRows] = useState<readonly Refused[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the number of decisions has changed.
  useEffect(() => {
    void refusedEntries(app.replica).then(setRows, () => setRows([]))
  }, [app, count])
  return rows
}
