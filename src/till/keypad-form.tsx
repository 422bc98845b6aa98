import Check from 'lucide-react/icons/check'
import { type ReactNode, useState } from 'react'
import type { Minor, Thousandths } from '../../core/domain/money.ts'
import { formatMoney } from '../../core/domain/money-text.ts'
import { Button } from '../ui/button.tsx'
import { Keypad, type KeypadKey, keypadKeyOf } from '../ui/keypad.tsx'
import styles from './keypad-form.module.css'
import { NOTHING_KEYED, quantityOf, quantityText, typeKeyed, typeQuantity } from './keypad-maths.ts'
import { useMoneyWriting } from './till-context.tsx'
import { useWindowKeys } from './use-window-keys.ts'

interface FormFrameProps {
  readonly shown: ReactNode
  readonly extra: '00' | '.'
  readonly doneWords: string
  readonly ready: boolean
  readonly onKey: (key: KeypadKey) => void
  readonly onDone: () => void
}

function FormFrame({ shown, extra, doneWords, ready, onKey, onDone }: FormFrameProps) {
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
  const [keyed, setKeyed] = useState(start === undefined ? NOTHING_KEYED : { minor: start, typed: false })
  return (
    <FormFrame
      shown={formatMoney(keyed.minor, currency, locale)}
      extra="00"
      doneWords={doneWords}
      ready={keyed.typed || start !== undefined}
      onKey={(key) => setKeyed((before) => typeKeyed(before, key))}
      onDone={() => onDone(keyed.minor)}
    />
  )
}

export interface QuantityFormProps {
  readonly start?: Thousandths
  readonly doneWords: string
  readonly onDone: (quantity: Thousandths) => void
}

/** A quantity, whole or with up to three decimals. */
export function QuantityForm({ start, doneWords, onDone }: QuantityFormProps) {
  const [text, setText] = useState({ shown: start ? quantityText(start) : '', typed: false })
  const quantity = quantityOf(text.shown)
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
      ready={quantity !== null}
      onKey={type}
      onDone={() => quantity !== null && onDone(quantity)}
    />
  )
}
