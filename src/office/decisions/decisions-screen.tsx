/** The inbox: what waits for a person, and what was decided before. */
import CircleCheckBig from 'lucide-react/icons/circle-check-big'
import { useMemo, useState } from 'react'
import type { Decision } from '../../../core/journal/decision.ts'
import { decisionKindWords } from '../../../core/journal/decision-words.ts'
import { useApp, useMay, useStaff, useViews } from '../../app/app-context.tsx'
import { useWordsContext } from '../../app/use-words-context.ts'
import { settleAll } from '../../replica/decisions.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SelectField } from '../../ui/field.tsx'
import { say } from '../../ui/toast-store.ts'
import { failureText } from '../failure-text.ts'
import officeStyles from '../office.module.css'
import { ScreenHead } from '../shell/screen-head.tsx'
import { DecisionCard } from './decision-card.tsx'
import styles from './decisions.module.css'
import { SettledList } from './settled-list.tsx'
import { inOrder, kindsOf, simpleAnswer } from './sort-decisions.ts'
import { useSoldBy } from './use-sold-by.ts'

const PAGE = 30

/** Every open decision with its ready answers. None of them ever stops a sale. */
export function DecisionsScreen() {
  const decisions = useViews((views) => views.decisions)
  const [kind, setKind] = useState('')
  const maySettle = useMay('settle-decision')
  const ordered = useMemo(() => inOrder(decisions), [decisions])
  const shown = ordered.filter((decision) => kind === '' || decision.kind === kind)
  return (
    <>
      <ScreenHead title="Decisions" />
      {decisions.length === 0 ? (
        <section className={officeStyles.card}>
          <EmptyState icon={CircleCheckBig} title="Nothing waits for you">
            What tills did apart from each other and what does not fit together is named here. Selling never
            waits for it.
          </EmptyState>
        </section>
      ) : (
        <>
          {!maySettle && <p className={officeStyles.quiet}>A manager or the owner settles these.</p>}
          <Filter kind={kind} onChange={setKind} decisions={decisions} shown={shown} />
          <Open key={kind} decisions={shown} />
        </>
      )}
      <SettledList />
    </>
  )
}

interface FilterProps {
  readonly kind: string
  readonly onChange: (kind: string) => void
  readonly decisions: readonly Decision[]
  readonly shown: readonly Decision[]
}

/** Many decisions are looked at kind by kind. */
function Filter({ kind, onChange, decisions, shown }: FilterProps) {
  const kinds = kindsOf(decisions)
  if (kinds.length < 2 && decisions.length < 5) return null
  const options = [
    { value: '', label: `All (${decisions.length})` },
    ...kinds.map(({ kind: value, count }) => ({ value, label: `${decisionKindWords(value)} (${count})` })),
  ]
  return (
    <div className={styles.filter}>
      <SelectField
        label="Show"
        value={kind}
        onChange={onChange}
        options={options}
        data-testid="decision-filter"
      />
      {kind !== '' && shown.length > 1 && <SettleAll decisions={shown} />}
    </div>
  )
}

/** One answer for all of a kind, where that answer has no effect besides. */
function SettleAll({ decisions }: { decisions: readonly Decision[] }) {
  const { replica } = useApp()
  const staff = useStaff()
  const maySettle = useMay('settle-decision')
  const [busy, setBusy] = useState(false)
  const answer = decisions[0] ? simpleAnswer(decisions[0]) : null
  if (!answer || !maySettle) return null
  const settle = async () => {
    setBusy(true)
    const settled = await settleAll(replica, decisions, answer.action, staff?.id ?? null)
    setBusy(false)
    say(settled.ok ? `${settled.value} decisions settled` : failureText(settled.error))
  }
  return (
    <Button disabled={busy} onClick={() => void settle()} data-testid="decision-settle-all">
      {answer.label}: all {decisions.length}
    </Button>
  )
}

/** What is oversold stays one card while it sells on: a count that is being typed is not lost. */
const placeOf = ({ kind, variant, key }: Decision) => (kind === 'oversold' ? `oversold/${variant}` : key)

function Open({ decisions }: { decisions: readonly Decision[] }) {
  const context = useWordsContext()
  const [limit, setLimit] = useState(PAGE)
  const soldBy = useSoldBy(decisions, context)
  return (
    <section className={styles.list} aria-label="Open decisions">
      <ul className={styles.cards}>
        {decisions.slice(0, limit).map((decision) => (
          <DecisionCard
            key={placeOf(decision)}
            decision={decision}
            context={context}
            soldBy={
              decision.kind === 'oversold' && decision.variant ? soldBy.get(decision.variant) : undefined
            }
          />
        ))}
      </ul>
      {decisions.length > limit && (
        <Button onClick={() => setLimit(limit + PAGE)} data-testid="decision-more">
          Show more ({decisions.length - limit} left)
        </Button>
      )}
    </section>
  )
}
