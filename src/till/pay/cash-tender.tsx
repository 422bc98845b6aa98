import Check from 'lucide-react/icons/check'
import { useState } from 'react'
import { type Minor, subtract, ZERO } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { cashSuggestions, cashTender, isPlausibleCash } from '../../../core/domain/tender.ts'
import { useLocation } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { Keypad, type KeypadKey, keypadKeyOf } from '../../ui/keypad.tsx'
import { say } from '../../ui/toast-store.ts'
import { type Keyed, NOTHING_KEYED, typeKeyed } from '../keypad-maths.ts'
import { Price, useMoneyWriting } from '../till-context.tsx'
import { useStrayScans, useWindowKeys } from '../use-window-keys.ts'
import styles from './cash-tender.module.css'
import { ChangeDue } from './change-due.tsx'
import { noteText } from './note-text.ts'
import { cashPartOf, negate, nextCashId, type Part, partsOf } from './parts.ts'
import { usePay } from './pay-context.ts'
import { useGivingBack } from './use-refund-hints.ts'

/** Cash: what coins can pay of what is due, with the rounding as a line of its own. */
export function CashTender() {
  const { part, leftMinor, priced, take } = usePay()
  const { cashRounding } = useLocation()
  const { amountMinor, roundingMinor, closes } = cashPartOf(part, leftMinor, cashRounding)
  const done = (tenderedMinor: Minor) => {
    const tender = cashTender(nextCashId(priced.cart.id, partsOf(priced)), amountMinor, tenderedMinor)
    if (tender) void take(part.lines ? { ...tender, lines: part.lines } : tender)
  }
  if (amountMinor === 0 && !closes)
    return (
      <p className={styles.none} role="status">
        No coin is small enough for this part. Take more at once, or by another means.
      </p>
    )
  return (
    <>
      <Rounding minor={roundingMinor} dueMinor={amountMinor} />
      {amountMinor <= 0 ? (
        <HandBack part={part} backMinor={negate(amountMinor)} onDone={() => done(ZERO)} />
      ) : (
        <HandedOver key={amountMinor} dueMinor={amountMinor} onDone={done} />
      )}
    </>
  )
}

function Rounding({ minor, dueMinor }: { readonly minor: Minor; readonly dueMinor: Minor }) {
  if (minor === 0) return null
  const isBack = dueMinor < 0
  const shown = (signed: Minor) => (isBack ? negate(signed) : signed)
  return (
    <dl className={styles.rounding} data-testid="cash-rounding" data-minor={minor}>
      <div>
        <dt>Rounding</dt>
        <dd>
          <Price minor={shown(minor)} />
        </dd>
      </div>
      <div>
        <dt>{isBack ? 'Back in cash' : 'In cash'}</dt>
        <dd>
          <Price testId="cash-due" minor={shown(dueMinor)} />
        </dd>
      </div>
    </dl>
  )
}

interface HandBackProps {
  readonly part: Part
  readonly backMinor: Minor
  readonly onDone: () => void
}

function HandBack({ part, backMinor, onDone }: HandBackProps) {
  const { beyondMinor, give } = useGivingBack('cash', part)
  return (
    <>
      {beyondMinor > 0 && (
        <p className={styles.beyond} role="status" data-testid="cash-beyond">
          <Price minor={beyondMinor} /> of it was not paid in cash. Somebody who may give refunds lets it
          pass.
        </p>
      )}
      <span className={styles.space} />
      <ChangeDue tenderedMinor={ZERO} changeMinor={backMinor} />
      <Button
        look="go"
        size="large"
        wide
        icon={Check}
        ref={focusOnMount}
        data-autofocus=""
        data-testid="tender-done"
        onClick={() => give(onDone)}
      >
        {backMinor === 0 ? 'Done — nothing to pay in cash' : 'Done — handed back'}
      </Button>
    </>
  )
}

interface HandedOverProps {
  readonly dueMinor: Minor
  readonly onDone: (tenderedMinor: Minor) => void
}

/** How much was handed over: exact, a likely note, or keyed in; then done. */
function HandedOver({ dueMinor, onDone }: HandedOverProps) {
  const { currency, locale } = useMoneyWriting()
  const [keyed, setKeyed] = useState<Keyed>(NOTHING_KEYED)
  const isPlausible = isPlausibleCash(dueMinor, keyed.minor, currency)
  const enough = keyed.minor >= dueMinor && isPlausible
  const type = (key: KeypadKey) => {
    const next = typeKeyed(keyed, key)
    const isFull =
      key !== 'erase' && key !== '.' && keyed.typed && keyed.minor > 0 && next.minor === keyed.minor
    if (isFull) say('No till takes that much: look at what was keyed in.', { tone: 'warn' })
    setKeyed(next)
  }
  useStrayScans(() => setKeyed(NOTHING_KEYED))
  useWindowKeys((event) => {
    const key = keypadKeyOf(event)
    if (key && key !== '.') type(key)
    else if (event.key === 'Enter' && enough && !isOwnButton(event)) onDone(keyed.minor)
    else return false
    return true
  })
  return (
    <>
      <Suggestions
        dueMinor={dueMinor}
        chosen={keyed.minor}
        onChoose={(minor) => setKeyed({ minor, typed: false })}
      />
      <Keypad onKey={type} />
      <ChangeDue tenderedMinor={keyed.minor} changeMinor={enough ? subtract(keyed.minor, dueMinor) : null} />
      <Button
        look="go"
        size="large"
        wide
        icon={Check}
        data-testid="tender-done"
        disabled={!enough}
        onClick={() => onDone(keyed.minor)}
      >
        {enough
          ? `Done — cash ${formatMoney(keyed.minor, currency, locale)}`
          : isPlausible
            ? `${formatMoney(subtract(dueMinor, keyed.minor), currency, locale)} missing`
            : 'That much cannot be: look at what was keyed in'}
      </Button>
    </>
  )
}

/** Enter on the cross or on a tab means that button, not "done". */
const isOwnButton = (event: KeyboardEvent) =>
  event.target instanceof Element &&
  event.target.closest('[aria-label="Close"], [role="radio"], [data-own-enter]') !== null

interface SuggestionsProps {
  readonly dueMinor: Minor
  readonly chosen: Minor
  readonly onChoose: (minor: Minor) => void
}

function Suggestions({ dueMinor, chosen, onChoose }: SuggestionsProps) {
  const { currency, locale } = useMoneyWriting()
  const [notes] = useState(() => cashSuggestions(dueMinor, currency))
  return (
    <div className={styles.notes}>
      <Note minor={dueMinor} words="Exact" chosen={chosen} onChoose={onChoose} exact />
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

interface NoteProps extends Omit<SuggestionsProps, 'dueMinor'> {
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
