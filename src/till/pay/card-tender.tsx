import Check from 'lucide-react/icons/check'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import type { TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { Button } from '../../ui/button.tsx'
import { NumberField, TextField } from '../../ui/field.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { Price } from '../till-context.tsx'
import styles from './card-tender.module.css'

export interface CardTenderProps {
  readonly amountMinor: Minor
  readonly tender: TenderId
  readonly onApproved: (tender: Tender) => void
  readonly onDeclined: (tender: TenderId) => void
}

/** The amount to key into the terminal, and what the terminal said. */
export function CardTender({ amountMinor, tender, onApproved, onDeclined }: CardTenderProps) {
  const [last4, setLast4] = useState('')
  const [reference, setReference] = useState('')
  const flaw = /^(?:\d{4})?$/.test(last4) ? null : 'Four digits, or nothing.'
  const approve = () => {
    if (!flaw) onApproved({ kind: 'card', id: tender, amountMinor, last4, reference: reference.trim() })
  }
  return (
    <form
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault()
        approve()
      }}
    >
      <div className={styles.ask}>
        <p>Key this amount into the terminal</p>
        <Price className={styles.amount} minor={amountMinor} />
      </div>
      <div className={styles.fields}>
        <NumberField
          label="Last four digits"
          hint="Optional, from the slip. Never more of the card."
          inputMode="numeric"
          maxLength={4}
          value={last4}
          error={flaw}
          onChange={(text) => setLast4(text.replace(/\D/g, '').slice(0, 4))}
        />
        <TextField
          label="Reference"
          hint="Optional"
          autoComplete="off"
          maxLength={64}
          value={reference}
          onChange={setReference}
        />
      </div>
      <span className={styles.space} />
      <Button size="large" wide icon={X} data-testid="card-declined" onClick={() => onDeclined(tender)}>
        Declined
      </Button>
      <Button
        look="go"
        size="large"
        wide
        icon={Check}
        type="submit"
        ref={focusOnMount}
        data-testid="tender-done"
      >
        Approved
      </Button>
    </form>
  )
}
