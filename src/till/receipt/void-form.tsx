import Ban from 'lucide-react/icons/ban'
import { useRef, useState } from 'react'
import type { RecordedSale } from '../../replica/deeds.ts'
import { type CameBack, voidSale } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { say } from '../../ui/toast-store.ts'
import { TroubleWords } from '../storage/trouble-words.tsx'
import { useTill } from '../till-context.tsx'
import { staffNow } from '../till-model.ts'
import styles from './receipt-view.module.css'

const REASONS = [
  'Wrong product',
  'Wrong price',
  'Customer changed their mind',
  'Wrong means of payment',
  'Test',
] as const

export interface VoidFormProps {
  readonly recorded: RecordedSale
  readonly onDone: () => void
}

/** Why the sale is cancelled. It stays in the journal; its goods return to stock. */
export function VoidForm({ recorded, onDone }: VoidFormProps) {
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const { failure, cancel } = useVoid(recorded, onDone)
  const missing = asked && reason.trim() === '' ? 'Say why: choose a reason or write one.' : null
  const submit = () => (reason.trim() === '' ? setAsked(true) : void cancel(reason.trim()))
  return (
    <form
      className={styles.void}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {failure?.kind === 'came-back' && (
        <p role="alert">
          Goods of this sale have come back, so it cannot be voided. Return what is left of it instead.
        </p>
      )}
      {failure && failure.kind !== 'came-back' && <TroubleWords failure={failure} />}
      <p>
        Give back the money first. The sale stays in the journal, marked as void; its goods return to stock.
      </p>
      <div className={styles.reasons}>
        {REASONS.map((preset) => (
          <Button
            key={preset}
            aria-pressed={reason === preset}
            data-testid="void-reason"
            onClick={() => setReason(preset)}
          >
            {preset}
          </Button>
        ))}
      </div>
      <TextField
        label="Reason"
        maxLength={280}
        value={reason}
        error={missing}
        data-testid="void-reason-text"
        onChange={setReason}
      />
      <Button look="stop" size="large" wide icon={Ban} type="submit" data-testid="void-confirm">
        Void sale {recorded.sale.receipt}
      </Button>
    </form>
  )
}

function useVoid({ sale }: RecordedSale, onDone: () => void) {
  const { app } = useTill()
  const [failure, setFailure] = useState<StorageFailure | CameBack | null>(null)
  const busy = useRef(false)
  const cancel = async (reason: string) => {
    if (busy.current) return
    busy.current = true
    const voided = await voidSale(app.replica, sale.id, reason, staffNow(app)?.id ?? null)
    busy.current = false
    if (!voided.ok) return setFailure(voided.error)
    say(`Sale ${sale.receipt} is void`)
    onDone()
  }
  return { failure, cancel }
}
