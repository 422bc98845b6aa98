import Ban from 'lucide-react/icons/ban'
import { useRef, useState } from 'react'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { isRefund } from '../../../core/domain/sale.ts'
import { voidObstacleWords } from '../../../core/journal/void-obstacle.ts'
import { useApp } from '../../app/app-context.tsx'
import type { RecordedSale } from '../../replica/deeds.ts'
import { type VoidFailure, voidSale } from '../../replica/void-sale.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { say } from '../../ui/toast-store.ts'
import { TroubleWords } from '../storage/trouble-words.tsx'
import { useTill } from '../till-context.tsx'
import { staffNow } from '../till-model.ts'
import styles from './receipt-view.module.css'
import { voidWords } from './void-words.ts'

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

/** Why the sale is cancelled, and by which means its money is given back first. */
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
      <VoidDeeds sale={recorded.sale} />
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
        Void {isRefund(recorded.sale) ? 'refund' : 'sale'} {recorded.sale.receipt}
      </Button>
    </form>
  )
}

function VoidDeeds({ sale }: Pick<RecordedSale, 'sale'>) {
  const { locale } = useApp()
  const words = voidWords(sale, (minor) => formatMoney(minor, sale.currency, locale))
  return (
    <div data-testid="void-words">
      {words.map((one) => (
        <p key={one}>{one}</p>
      ))}
    </div>
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
