import ArrowRight from 'lucide-react/icons/arrow-right'
import { useState } from 'react'
import type { RecordedSale } from '../../replica/deeds.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { ChangeDue } from '../pay/change-due.tsx'
import { ReceiptActions } from './receipt-actions.tsx'
import { useReceiptContext } from './receipt-context.ts'
import { ReceiptPaper } from './receipt-paper.tsx'
import { ReceiptQr } from './receipt-qr.tsx'
import styles from './receipt-view.module.css'
import { VoidForm } from './void-form.tsx'

export interface ReceiptViewProps {
  readonly recorded: RecordedSale
  /** `fresh`: the sale that has just been made; `copy`: one from the list. */
  readonly mark: 'fresh' | 'copy'
  readonly onNext: () => void
}

/** The receipt, what can be done with it, and the step to the next customer. */
export function ReceiptView({ recorded, mark, onNext }: ReceiptViewProps) {
  const context = useReceiptContext(recorded)
  const [part, setPart] = useState<'paper' | 'qr' | 'void'>('paper')
  const { sale } = recorded
  const cash = sale.tenders.find((tender) => tender.kind === 'cash')
  return (
    <div className={styles.view} data-testid="receipt" data-sale-id={sale.id}>
      {mark === 'fresh' && cash && (
        <ChangeDue tenderedMinor={cash.tenderedMinor} changeMinor={cash.changeMinor} />
      )}
      <div className={styles.middle}>
        <div hidden={part !== 'paper'}>
          <ReceiptPaper sale={sale} context={context} copy={mark === 'copy'} />
        </div>
        {part === 'qr' && <ReceiptQr recorded={recorded} context={context} />}
        {part === 'void' && <VoidForm recorded={recorded} onDone={() => setPart('paper')} />}
      </div>
      <ReceiptActions recorded={recorded} context={context} part={part} onPart={setPart} />
      <Button
        look={mark === 'fresh' ? 'go' : 'outline'}
        size="large"
        wide
        icon={ArrowRight}
        ref={focusOnMount}
        data-testid="next-sale"
        // The second press of a hasty double press on “Done” lands here: the change due must stay in sight.
        onClick={(event) => event.detail < 2 && onNext()}
      >
        {mark === 'fresh' ? 'Next sale' : 'Back'}
      </Button>
    </div>
  )
}
