import Check from 'lucide-react/icons/check'
import { useState } from 'react'
import { settleTransfer } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import type { AwaitingTransfer } from '../../replica/standings.ts'
import { Button } from '../../ui/button.tsx'
import { Money } from '../../ui/money.tsx'
import { say } from '../../ui/toast-store.ts'
import { TroubleWords } from '../storage/trouble-words.tsx'
import { useTill } from '../till-context.tsx'
import { staffNow } from '../till-model.ts'
import {
  type DoubtKind,
  matchStatement,
  readStatement,
  type StatementDoubt,
  type StatementMatch,
  type StatementPiles,
} from './match-statement.ts'
import styles from './payments.module.css'

export interface StatementCheckProps {
  readonly transfers: readonly AwaitingTransfer[]
  readonly onDone: () => void
}

/** The bank's file in three piles: confirmed by reference and amount, for a person to look at, about something else. */
export function StatementCheck({ transfers, onDone }: StatementCheckProps) {
  const { app } = useTill()
  const [piles, setPiles] = useState<StatementPiles | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [failure, setFailure] = useState<StorageFailure | null>(null)
  const read = async (file: File) => {
    const text = await textOf(file)
    const rows = readStatement(text)
    if (rows.length === 0) return setProblem('There is nothing to read in this file. Is it the bank’s CSV?')
    setProblem(null)
    setPiles(matchStatement(rows, transfers, app.locale))
  }
  const confirm = async (matched: readonly StatementMatch[]) => {
    const staff = staffNow(app)?.id ?? null
    for (const { transfer, row } of matched) {
      const { tender, sale } = transfer
      const note = `Bank’s file, line ${row.row}`
      const settled = await settleTransfer(app.replica, { tender, sale, outcome: 'received', note }, staff)
      if (!settled.ok) return setFailure(settled.error)
    }
    say(matched.length === 1 ? 'One payment confirmed' : `${matched.length} payments confirmed`)
    onDone()
  }
  return (
    <>
      {failure && <TroubleWords failure={failure} />}
      <FileField problem={problem} onFile={(file) => void read(file)} />
      {piles && <Piles piles={piles} />}
      <span className={styles.space} />
      {piles && piles.matched.length > 0 && (
        <Button
          look="go"
          size="large"
          wide
          icon={Check}
          data-testid="statement-confirm"
          onClick={() => void confirm(piles.matched)}
        >
          Confirm {piles.matched.length === 1 ? 'this payment' : `${piles.matched.length} payments`}
        </Button>
      )}
    </>
  )
}

/** Banks write UTF-8 or the older Windows letters. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

interface FileFieldProps {
  readonly problem: string | null
  readonly onFile: (file: File) => void
}

function FileField({ problem, onFile }: FileFieldProps) {
  return (
    <label className={styles.file}>
      <span className={styles.name}>The bank’s CSV file</span>
      <span className={styles.hint}>Export it from the bank’s pages. It is read here and goes nowhere.</span>
      <input
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        data-testid="statement-file"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
        }}
      />
      {problem && (
        <span className={styles.warn} role="alert">
          {problem}
        </span>
      )}
    </label>
  )
}

const DOUBT_WORDS: Readonly<Record<DoubtKind, string>> = {
  'amount-differs': 'The reference is right, the amount is not.',
  'amount-unclear':
    'The reference is right; which amount came, or whether it came at all, the file does not say.',
  'goes-out': 'The reference is right, but this money went out.',
  'amount-only': 'The amount is right; this kind of code carries no reference.',
  'paid-twice': 'The money seems to have come once more.',
}

function Piles({ piles: { matched, doubtful, others } }: { readonly piles: StatementPiles }) {
  return (
    <>
      <section aria-label="Matched" data-testid="pile-matched" data-count={matched.length}>
        <h3 className={styles.heading}>Reference and amount agree: {matched.length}</h3>
        <ul className={styles.list}>
          {matched.map((match) => (
            <MatchRow key={match.transfer.tender} match={match} />
          ))}
        </ul>
      </section>
      {doubtful.length > 0 && (
        <section aria-label="To look at" data-testid="pile-doubtful" data-count={doubtful.length}>
          <h3 className={styles.heading}>Look at these yourself: {doubtful.length}</h3>
          <ul className={styles.list}>
            {doubtful.map((doubt) => (
              <MatchRow
                key={`${doubt.transfer.tender} ${doubt.row.row}`}
                match={doubt}
                words={wordsOf(doubt)}
              />
            ))}
          </ul>
          <p className={styles.hint}>They stay in the list: confirm those that are right there.</p>
        </section>
      )}
      <p className={styles.hint} data-testid="pile-others" data-count={others}>
        {others} lines of the file are about something else.
      </p>
    </>
  )
}

const wordsOf = ({ kind, row }: StatementDoubt) =>
  `${DOUBT_WORDS[kind]} ${row.cells
    .filter((cell) => cell.trim() !== '')
    .join(' · ')
    .slice(0, 160)}`

function MatchRow({ match, words }: { readonly match: StatementMatch; readonly words?: string }) {
  const { app } = useTill()
  const { receipt, amountMinor, currency, reference } = match.transfer
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span className={styles.name}>{receipt}</span>
        <span className={styles.hint}>
          Line {match.row.row}
          {reference !== '' && ` · ${reference}`}
        </span>
        {words && <span className={styles.hint}>{words}</span>}
      </span>
      <Money className={styles.amount} minor={amountMinor} currency={currency} locale={app.locale} />
    </li>
  )
}
