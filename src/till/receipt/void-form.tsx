import Ban from 'lucide-react/icons/ban'
import { useRef, useState } from 'react'
import { voidObstacleWords } from '../../../core/journal/void-obstacle.ts'
import type { RecordedSale } from '../../replica/deeds.ts'
import { type VoidFailure, voidSale } from '../../replica/void-sale.ts'
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
      {failure && <WhyNot failure={failure} />}
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

function WhyNot({ failure }: { readonly failure: VoidFailure }) {
  switch (failure.kind) {
    case 'came-back':
    case 'voucher-spent':
    case 'shift-ended':
      return <p role="alert">{voidObstacleWords(failure)}</p>
    default:
      return <TroubleWords failure={failure} />
  }
}

function useVoid({ sale }: RecordedSale, onDone: () => void) {
  const { app } = useTill()
  const [failure, setFailure] = useState<VoidFailure | null>(null)
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
