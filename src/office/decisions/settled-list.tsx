import { useState } from 'react'
import { formatMoment } from '../../../core/domain/format.ts'
import type { VariantId } from '../../../core/domain/ids.ts'
import type { Decision, Settlement } from '../../../core/journal/decision.ts'
import {
  decisionKindWords,
  decisionWords,
  settledWords,
  type WordsContext,
} from '../../../core/journal/decision-words.ts'
import { isLater } from '../../../core/journal/stamp.ts'
import type { State } from '../../../core/journal/state.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { useLedger } from '../../app/use-ledger.ts'
import { useWordsContext } from '../../app/use-words-context.ts'
import { Button } from '../../ui/button.tsx'
import officeStyles from '../office.module.css'
import styles from './decisions.module.css'

interface Settled {
  readonly settlement: Settlement
  /** null where it was computed from a state that has moved on: its key still names what it was about. */
  readonly decision: Decision | null
}

const PAGE = 15

const selectSettled = ({ settlements, decisions }: State): readonly Settled[] =>
  [...settlements.values()]
    .sort((a, b) => (isLater(a, b) ? -1 : 1))
    .map((settlement) => ({ settlement, decision: decisions.get(settlement.key) ?? null }))

/** What was decided, by whom: the newest first, by the journal's own order. */
export function SettledList() {
  const settled = useLedger(selectSettled)
  const context = useWordsContext()
  const [limit, setLimit] = useState(PAGE)
  if (!settled || settled.length === 0) return null
  return (
    <section className={officeStyles.card} aria-labelledby="settled-title">
      <h2 id="settled-title" className={officeStyles.cardTitle}>
        What was decided
      </h2>
      <ul className={styles.settled}>
        {settled.slice(0, limit).map((one) => (
          <SettledRow key={one.settlement.key} settled={one} context={context} />
        ))}
      </ul>
      {settled.length > limit && (
        <Button onClick={() => setLimit(limit + PAGE)}>Show more ({settled.length - limit} left)</Button>
      )}
    </section>
  )
}

function SettledRow({ settled, context }: { settled: Settled; context: WordsContext }) {
  const { locale } = useApp()
  const { zone } = useLocation()
  const { settlement } = settled
  const name = useViews((views) => views.staff.find(({ id }) => id === settlement.staff)?.name)
  const by = [
    name ?? 'Somebody who is no longer here',
    context.device(settlement.device),
    formatMoment(settlement.at, zone, locale),
  ]
  return (
    <li className={styles.settledRow} data-testid="decision-settled" data-kind={settlement.kind}>
      <span className={styles.settledTitle}>{titleOf(settled, context)}</span>
      <span className={styles.settledAction}>{settledWords(settlement.action)}</span>
      <span className={styles.facts}>
        {by.join(' · ')}
        {settlement.note !== '' && ` · “${settlement.note}”`}
      </span>
    </li>
  )
}

function titleOf({ settlement, decision }: Settled, context: WordsContext): string {
  if (decision) return decisionWords(decision, context).title
  const [kind = '', about = ''] = settlement.key.split('/')
  const product = kind === 'oversold' || kind === 'unknown-product'
  const words = decisionKindWords(settlement.kind)
  return product ? `${words}: ${context.product(about as VariantId)}` : words
}
