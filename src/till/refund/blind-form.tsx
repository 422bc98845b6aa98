import Tag from 'lucide-react/icons/tag'
import { useState } from 'react'
import { emptyCart, MAX_QUANTITY } from '../../../core/domain/cart.ts'
import type { SaleId } from '../../../core/domain/ids.ts'
import { ONE_PIECE, type Thousandths, ZERO } from '../../../core/domain/money.ts'
import { variantLabel } from '../../../core/domain/product.ts'
import { blindWords } from '../../../core/domain/refund-words.ts'
import { useLocation } from '../../app/app-context.tsx'
import { priceNow } from '../../replica/price-rules.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { MoneyForm, QuantityForm } from '../keypad-form.tsx'
import { Price, useTill } from '../till-context.tsx'
import { ratesNow } from '../till-model.ts'
import { BackFoot } from './back-foot.tsx'
import { type BlindEntry, blindDraft, listPriceOf } from './blind-draft.ts'
import type { BlindSubject } from './blind-return-sheet.tsx'
import { GiveBack } from './give-back.tsx'
import { ReasonField } from './reason-field.tsx'
import styles from './refund.module.css'
import { Stepper } from './stepper.tsx'

export interface BlindFormProps {
  readonly subject: BlindSubject
  readonly onBack: () => void
}

type Part = 'form' | 'price' | 'quantity'

/** How many, for how much, why. */
export function BlindForm({ subject, onBack }: BlindFormProps) {
  const [entry, setEntry] = useState<BlindEntry>(() => startOf(subject))
  const [part, setPart] = useState<Part>(entry.unitMinor === 0 ? 'price' : 'form')
  const change = (fields: Partial<BlindEntry>) => {
    setEntry({ ...entry, ...fields })
    setPart('form')
  }
  switch (part) {
    case 'price':
      return <PriceOf subject={subject} entry={entry} onChange={change} />
    case 'quantity':
      return (
        <QuantityForm
          start={entry.quantity}
          doneWords="So many come back"
          onDone={(quantity) => change({ quantity })}
        />
      )
    case 'form':
      return <Filled entry={entry} onChange={change} onPart={setPart} onBack={onBack} />
  }
}

const startOf = (subject: BlindSubject): BlindEntry => ({
  ...{ subject, name: '', quantity: ONE_PIECE, unitMinor: listPriceOf(subject) ?? ZERO },
  restock: subject !== 'other',
})

const nameOf = ({ subject, name }: BlindEntry): string => {
  if (subject === 'other') return name.trim() || 'Returned goods'
  const label = variantLabel(subject.variant)
  return label === '' ? subject.product.name : `${subject.product.name} · ${label}`
}

interface PartProps {
  readonly entry: BlindEntry
  readonly onChange: (fields: Partial<BlindEntry>) => void
}

function PriceOf({ subject, entry, onChange }: PartProps & { readonly subject: BlindSubject }) {
  const list = listPriceOf(subject)
  return (
    <>
      <p>What is given back for one?</p>
      {list !== null && (
        <p>
          At most what it costs today: <Price minor={list} />
        </p>
      )}
      <MoneyForm
        {...(entry.unitMinor > 0 ? { start: entry.unitMinor } : {})}
        doneWords="Give this back for one"
        onDone={(unitMinor) => onChange({ unitMinor })}
      />
    </>
  )
}

interface FilledProps extends PartProps {
  readonly onPart: (part: Part) => void
  readonly onBack: () => void
}

function Filled({ entry, onChange, onPart, onBack }: FilledProps) {
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(0)
  const { drafted, totalMinor } = useDraft(entry)
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
      <GiveBack minor={totalMinor} />
      {entry.subject === 'other' && (
        <TextField
          label="What is it?"
          placeholder="Returned goods"
          maxLength={200}
          value={entry.name}
          onChange={(name) => onChange({ name })}
        />
      )}
      <BlindLine entry={entry} onChange={onChange} onPart={onPart} />
      {!drafted.ok && (
        <p className={styles.flaw} role="alert" data-testid="blind-flaw">
          {blindWords(drafted.error)}
        </p>
      )}
      <ReasonField reason={reason} asked={asked} onReason={setReason} />
      <p className={styles.hint}>It is recorded as a return that nobody could check, and looked at later.</p>
      <Button wide onClick={onBack}>
        Something else
      </Button>
      <BackFoot
        back={drafted.ok ? [drafted.value] : []}
        totalMinor={totalMinor}
        reason={reason.trim()}
        onAsk={() => setAsked(asked + 1)}
      />
    </form>
  )
}

function BlindLine({ entry, onChange, onPart }: Omit<FilledProps, 'onBack'>) {
  const name = nameOf(entry)
  const step = (by: number) =>
    onChange({ quantity: Math.max(ONE_PIECE, entry.quantity + by * ONE_PIECE) as Thousandths })
  return (
    <div className={styles.line}>
      <div className={styles.lineMain}>
        <span className={styles.lineWords}>
          <span className={styles.lineName}>{name}</span>
          <span className={styles.hint}>
            <Price minor={entry.unitMinor} /> for one
          </span>
        </span>
        <Button icon={Tag} data-testid="blind-price" onClick={() => onPart('price')}>
          Price
        </Button>
        <Stepper
          name={name}
          quantity={entry.quantity}
          most={MAX_QUANTITY}
          onStep={step}
          onKeyed={() => onPart('quantity')}
        />
      </div>
      {entry.subject !== 'other' && (
        <CheckField
          label="Back into stock, to be sold again"
          checked={entry.restock}
          onChange={(restock) => onChange({ restock })}
        />
      )}
    </div>
  )
}

/** The line as it would stand in the cart, and what it comes to there. */
function useDraft(entry: BlindEntry) {
  const { app } = useTill()
  const location = useLocation()
  const rates = ratesNow(app) ?? { byId: new Map(), defaultId: location.defaultTaxRate }
  const drafted = blindDraft(entry, rates, location)
  const lines = drafted.ok ? [{ ...drafted.value, key: 'back' }] : []
  const { store, deps } = app.replica
  const { totals } = priceNow(store.getState(), { ...emptyCart('' as SaleId), lines }, deps.now())
  return { drafted, totalMinor: totals.totalMinor }
}
