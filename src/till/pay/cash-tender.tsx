import Check from 'lucide-react/icons/check'
import { useState } from 'react'
import type { SaleId } from '../../../core/domain/ids.ts'
import { type Minor, subtract } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { cashSuggestions, cashTender, cashTenderId, type Tender } from '../../../core/domain/tender.ts'
import { Button } from '../../ui/button.tsx'
import { Keypad, keypadKeyOf } from '../../ui/keypad.tsx'
import { type Keyed, NOTHING_KEYED, typeKeyed } from '../keypad-maths.ts'
import { useMoneyWriting } from '../till-context.tsx'
import { useStrayScans, useWindowKeys } from '../use-window-keys.ts'
import styles from './cash-tender.module.css'
import { ChangeDue } from './change-due.tsx'
import { noteText } from './note-text.ts'

export interface CashTenderProps {
  readonly sale: SaleId
  readonly totalMinor: Minor
  readonly onTender: (tender: Tender) => void
}

/** How much was handed over: exact, a likely note, or keyed in; then done. */
export function CashTender({ sale, totalMinor, onTender }: CashTenderProps) {
  const { currency, locale } = useMoneyWriting()
  const [keyed, setKeyed] = useState<Keyed>(NOTHING_KEYED)
  const enough = keyed.minor >= totalMinor
  const done = () => {
    const tender = cashTender(cashTenderId(sale), totalMinor, keyed.minor)
    if (tender) onTender(tender)
  }
  useStrayScans(() => setKeyed(NOTHING_KEYED))
  useWindowKeys((event) => {
    const key = keypadKeyOf(event)
    if (key && key !== '.') setKeyed((before) => typeKeyed(before, key))
    else if (event.key === 'Enter' && enough && !isOwnButton(event)) done()
    else return false
    return true
  })
  return (
    <>
      <Suggestions
        totalMinor={totalMinor}
        chosen={keyed.minor}
        onChoose={(minor) => setKeyed({ minor, typed: false })}
      />
      <Keypad onKey={(key) => setKeyed((before) => typeKeyed(before, key))} />
      <ChangeDue
        tenderedMinor={keyed.minor}
        changeMinor={enough ? subtract(keyed.minor, totalMinor) : null}
      />
      <Button
        look="go"
        size="large"
        wide
        icon={Check}
        data-testid="tender-done"
        disabled={!enough}
        onClick={done}
      >
        {enough
          ? `Done — cash ${formatMoney(keyed.minor, currency, locale)}`
          : `${formatMoney(subtract(totalMinor, keyed.minor), currency, locale)} missing`}
      </Button>
    </>
  )
}

/** Enter on the cross or on a tab means that button, not "done". */
const isOwnButton = (event: KeyboardEvent) =>
  event.target instanceof Element && event.target.closest('[aria-label="Close"], [role="radio"]') !== null

interface SuggestionsProps {
  readonly totalMinor: Minor
  readonly chosen: Minor
  readonly onChoose: (minor: Minor) => void
}

function Suggestions({ totalMinor, chosen, onChoose }: SuggestionsProps) {
  const { currency, locale } = useMoneyWriting()
  const [notes] = useState(() => cashSuggestions(totalMinor, currency))
  return (
    <div className={styles.notes}>
      <Note minor={totalMinor} words="Exact" chosen={chosen} onChoose={onChoose} exact />
      {notes.map((minor) => (
        <Note
          key={minor}
          minor={minor}
          words={noteText(minor, currency, locale)}
          chosen={chosen}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

interface NoteProps extends Omit<SuggestionsProps, 'totalMinor'> {
  readonly minor: Minor
  readonly words: string
  readonly exact?: boolean
}

function Note({ minor, words, chosen, onChoose, exact }: NoteProps) {
  return (
    <button
      type="button"
      className={styles.note}
      data-testid={exact ? 'cash-exact' : 'cash-note'}
      data-minor={minor}
      data-autofocus={exact ? '' : undefined}
      aria-pressed={chosen === minor}
      onClick={() => onChoose(minor)}
    >
      {words}
    </button>
  )
}
