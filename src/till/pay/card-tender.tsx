import Check from 'lucide-react/icons/check'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import type { TenderId } from '../../../core/domain/ids.ts'
import { Button } from '../../ui/button.tsx'
import { NumberField, TextField } from '../../ui/field.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { Price } from '../till-context.tsx'
import styles from './card-tender.module.css'
import { negate, type Part } from './parts.ts'
import { usePay } from './pay-context.ts'

export interface CardTenderProps {
  readonly tender: TenderId
  readonly part: Part
  /** Of the card that the money goes back to; else empty. */
  readonly last4: string
}

/** The amount to key into the terminal, and what the terminal said. */
export function CardTender({ tender, part, last4: paidBy }: CardTenderProps) {
  const { take, decline } = usePay()
  const [last4, setLast4] = useState(paidBy)
  const [reference, setReference] = useState('')
  const isRefund = part.amountMinor < 0
  const flaw = /^(?:\d{4})?$/.test(last4) ? null : 'Four digits, or nothing.'
  const approve = () => {
    if (!flaw) void take({ kind: 'card', id: tender, ...part, last4, reference: reference.trim() })
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
        <p>
          {isRefund ? 'Refund this amount on the terminal' : 'Key this amount into the terminal'}
          {paidBy !== '' && `, on card •••• ${paidBy}`}
        </p>
        <Price className={styles.amount} minor={isRefund ? negate(part.amountMinor) : part.amountMinor} />
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
      <Button
        size="large"
        wide
        icon={X}
        data-testid="card-declined"
        onClick={() => void decline(tender, isRefund ? 'The card took no refund.' : 'Card declined.')}
      >
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
        {isRefund ? 'Refunded' : 'Approved'}
      </Button>
    </form>
  )
}
