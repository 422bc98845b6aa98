import { memo, useEffect, useState } from 'react'
import { formatMoment } from '../../../core/domain/format.ts'
import type { Staff } from '../../../core/domain/staff.ts'
import type { Decision, DecisionKind } from '../../../core/journal/decision.ts'
import {
  decisionActions,
  decisionWords,
  type ReadyAction,
  type WordsContext,
} from '../../../core/journal/decision-words.ts'
import type { Entry } from '../../../core/journal/entry.ts'
import { useApp, useLocation, useMay, useStaff, useViews } from '../../app/app-context.tsx'
import { settleDecision } from '../../replica/decisions.ts'
import { readEntry } from '../../replica/entries.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { say } from '../../ui/toast-store.ts'
import { OFFICE_PATHS } from '../shell/office-place.ts'
import { AnswerSheet } from './answer-sheet.tsx'
import { DECISION_ICONS } from './decision-icon.ts'
import styles from './decisions.module.css'
import { SaveBytes } from './save-bytes.tsx'
import { settleFailureText } from './settle-failure-text.ts'

export interface DecisionCardProps {
  readonly decision: Decision
  readonly context: WordsContext
  /** Of oversold goods: by whom, and when last. */
  readonly soldBy?: string | undefined
}

/** What happened, what it is worth, and what can be done about it. */
export const DecisionCard = memo(function DecisionCard(props: DecisionCardProps) {
  const { decision, context } = props
  const { title, story } = decisionWords(decision, context)
  const maySettle = useMay('settle-decision')
  return (
    <li className={styles.card} data-testid="decision" data-kind={decision.kind} data-key={decision.key}>
      <span className={styles.icon}>
        <Icon of={DECISION_ICONS[decision.kind]} size={24} />
      </span>
      <div className={styles.words}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.story}>{story}</p>
        <Facts {...props} />
      </div>
      <div className={styles.actions}>
        <Elsewhere decision={decision} />
        {maySettle &&
          decisionActions(decision).map((ready) => (
            <Act key={ready.action} decision={decision} ready={ready} title={title} />
          ))}
      </div>
    </li>
  )
})

/** When, by whom, on whose yes, and what it is worth: from the entry, where this device holds it. */
function Facts({ decision, context, soldBy }: DecisionCardProps) {
  const { locale } = useApp()
  const { zone } = useLocation()
  const staff = useViews((views) => views.staff)
  const entry = useEntry(decision)
  const { amountMinor, detail, kind } = decision
  const facts = [
    soldBy,
    entry && formatMoment(entry.at, zone, locale),
    entry && nameOf(staff, entry.staff),
    entry && allowedBy(entry, staff),
    amountMinor !== null && amountMinor !== 0 && `worth ${context.money(amountMinor)}`,
    TECHNICAL.has(kind) && detail,
  ].filter(Boolean)
  return facts.length > 0 ? <p className={styles.facts}>{facts.join(' · ')}</p> : null
}

/** Kinds whose detail is the endpoint's own explanation. */
const TECHNICAL: ReadonlySet<DecisionKind> = new Set(['quarantined', 'rolled-back'])

const nameOf = (staff: readonly Staff[], id: string | null) => staff.find((one) => one.id === id)?.name ?? ''

function allowedBy(entry: Entry, staff: readonly Staff[]): string {
  const by = entry.kind === 'sale' ? entry.body.overrides?.[0]?.by : undefined
  if (by === undefined) return ''
  return by === null ? 'the card had been charged already' : `allowed by ${nameOf(staff, by) || 'somebody'}`
}

function useEntry({ device, seq }: Decision): Entry | null {
  const { replica, endpoint } = useApp()
  const [entry, setEntry] = useState<Entry | null>(null)
  useEffect(() => {
    let wanted = true
    if (seq > 0)
      void readEntry(replica, { device, seq }, endpoint.entry).then((read) => wanted && setEntry(read))
    return () => {
      wanted = false
    }
  }, [replica, endpoint, device, seq])
  return entry
}

/** What is mended on another screen, or looked at outside. */
function Elsewhere({ decision }: { decision: Decision }) {
  if (decision.kind === 'quarantined') return <SaveBytes decision={decision} />
  if (decision.kind !== 'rolled-back' && decision.kind !== 'forked') return null
  return (
    <a className={styles.link} href={OFFICE_PATHS.devices}>
      Go to Devices
    </a>
  )
}

interface ActProps {
  readonly decision: Decision
  readonly ready: ReadyAction
  readonly title: string
}

/** An answer without an effect is given at once; any other is looked at before. */
function Act({ decision, ready, title }: ActProps) {
  const { replica } = useApp()
  const staff = useStaff()
  const [asking, setAsking] = useState(false)
  const { action, label } = ready
  const settle = async () => {
    const settled = await settleDecision(replica, { decision, action }, staff?.id ?? null)
    if (settled.ok) say('Settled')
    else say(settleFailureText(settled.error), { tone: 'stop' })
  }
  const simple = action === 'seen' || action === 'accept'
  return (
    <>
      <Button
        onClick={() => (simple ? void settle() : setAsking(true))}
        data-testid={`decision-${action}`}
        aria-label={`${label}: ${title}`}
      >
        {label}
      </Button>
      {asking && <AnswerSheet {...{ decision, ready, title }} onClose={() => setAsking(false)} />}
    </>
  )
}
