import { useStorageHealth, useSync } from '../../app/app-context.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { statusWords } from '../shell/status-words.ts'
import { SaveUnsent } from '../storage/save-unsent.tsx'
import { useTill } from '../till-context.tsx'
import { DecisionList } from './decision-list.tsx'
import { agoWords, bytesWords, persistenceWords, safetyWords } from './details-words.ts'
import { PairAgain } from './pair-again.tsx'
import styles from './status.module.css'

/** What the pill stands for: what is where, and how sure that is. */
export function StatusSheet() {
  const { sheets } = useTill()
  const words = useSync(statusWords)
  return (
    <Sheet title={words} onClose={sheets.close}>
      <DecisionList />
      <SyncFacts />
      <StorageFacts />
      <SaveUnsent />
      <PairAgain />
    </Sheet>
  )
}

function SyncFacts() {
  const { app } = useTill()
  const { unsent, unsentSales, lastHeardAt, state, problem } = useSync((status) => status)
  const now = app.replica.deps.now()
  return (
    <section className={styles.section}>
      {problem !== null && <p className={styles.problem}>{problem}</p>}
      <p className={styles.safe}>{safetyWords({ state, unsentSales })}</p>
      <dl className={styles.facts}>
        <Fact term="Endpoint last heard" value={agoWords(lastHeardAt, now, app.locale)} />
        <Fact term="Sales only here" value={String(unsentSales)} />
        <Fact term="Entries only here" value={String(unsent)} />
      </dl>
    </section>
  )
}

function StorageFacts() {
  const { persisted, usedBytes, quotaBytes, mirror } = useStorageHealth((health) => health)
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>Storage</h3>
      <p>{persistenceWords(persisted)}</p>
      <dl className={styles.facts}>
        <Fact term="Used" value={bytesWords(usedBytes, quotaBytes)} />
        <Fact
          term="Second copy of unsent sales"
          value={mirror === 'on' ? 'Yes, in a file of its own' : 'Not on this browser'}
        />
      </dl>
    </section>
  )
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  )
}
