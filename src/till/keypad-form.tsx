import Check from 'lucide-react/icons/check'
import { type ReactNode, useState } from 'react'
import type { Minor, Thousandths } from '../../core/domain/money.ts'
import { formatMoney } from '../../core/domain/money-text.ts'
import { Button } from '../ui/button.tsx'
import { Keypad, type KeypadKey, keypadKeyOf } from '../ui/keypad.tsx'
import styles from './keypad-form.module.css'
import {
  type Keyed,
  NOTHING_KEYED,
  quantityOf,
  quantityText,
  typeKeyed,
  typeQuantity,
} from './keypad-maths.ts'
import { useMoneyWriting } from './till-context.tsx'
import { useStrayScans, useWindowKeys } from './use-window-keys.ts'

interface FormFrameProps {
  readonly shown: ReactNode
  readonly extra: '00' | '.'
  readonly doneWords: string
  readonly refusal?: string | null
  readonly ready: boolean
  readonly onKey: (key: KeypadKey) => void
  readonly onReset: () => void
  readonly onDone: () => void
}

function FormFrame({ shown, extra, doneWords, refusal, ready, onKey, onReset, onDone }: FormFrameProps) {
  useStrayScans(onReset)
  useWindowKeys((event) => {
    const key = keypadKeyOf(event)
    if (key) onKey(key)
    else if (event.key === 'Enter' && ready) onDone()
    else return false
    return true
  })
  return (
    <>
      <output className={styles.shown} aria-live="polite">
        {shown}
      </output>
      {refusal && (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
      <Keypad extra={extra} onKey={onKey} />
      <Button
        look="go"
        size="large"
        wide
        icon={Check}
        data-testid="keypad-done"
        disabled={!ready}
        onClick={onDone}
      >
        {doneWords}
      </Button>
    </>
  )
}

export interface MoneyFormProps {
  /** What is there now; the first digit replaces it. */
  readonly start?: Minor
  readonly doneWords: string
  readonly onDone: (minor: Minor) => void
}

/** An amount, keyed in from its last minor unit. */
export function MoneyForm({ start, doneWords, onDone }: MoneyFormProps) {
  const { currency, locale } = useMoneyWriting()
  const before = start === undefined ? NOTHING_KEYED : { minor: start, typed: false }
  const [keyed, setKeyed] = useState<Keyed>(before)
  return (
    <FormFrame
      shown={formatMoney(keyed.minor, currency, locale)}
      extra="00"
      doneWords={doneWords}
      ready={keyed.typed || start !== undefined}
      onKey={(key) => setKeyed((now) => typeKeyed(now, key))}
      onReset={() => setKeyed(before)}
      onDone={() => onDone(keyed.minor)}
    />
  )
}

export interface QuantityFormProps {
  readonly start?: Thousandths
  /** Why a quantity cannot be taken, in words; null where it can. */
  readonly refuse?: (quantity: Thousandths) => string | null
  readonly doneWords: string
  readonly onDone: (quantity: Thousandths) => void
}

/** A quantity, whole or with up to three decimals. */
export function QuantityForm({ start, refuse, doneWords, onDone }: QuantityFormProps) {
  const before = { shown: start ? quantityText(start) : '', typed: false }
  const [text, setText] = useState(before)
  const quantity = quantityOf(text.shown)
  const refusal = quantity === null ? null : (refuse?.(quantity) ?? null)
  const type = (key: KeypadKey) =>
    setText(({ shown, typed }) => ({
      shown: typeQuantity(typed || key === 'erase' ? shown : '', key),
      typed: true,
    }))
  return (
    <FormFrame
      shown={text.shown === '' ? '0' : text.shown}
      extra="."
      doneWords={doneWords}
      refusal={refusal}
      ready={quantity !== null && refusal === null}
      onKey={type}
      onReset={() => setText(before)}
      onDone={() => quantity !== null && onDone(quantity)}
    />
  )
}
