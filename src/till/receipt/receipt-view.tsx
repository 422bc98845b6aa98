import ArrowRight from 'lucide-react/icons/arrow-right'
import { useState } from 'react'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { Sale } from '../../../core/domain/sale.ts'
import { useApp } from '../../app/app-context.tsx'
import type { RecordedSale } from '../../replica/deeds.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { say } from '../../ui/toast-store.ts'
import { ChangeDue } from '../pay/change-due.tsx'
import { closingCash } from '../pay/parts.ts'
import { LinkedReceipts } from '../refund/linked-receipts.tsx'
import { useTill } from '../till-context.tsx'
import { ReceiptActions } from './receipt-actions.tsx'
import { useReceiptContext } from './receipt-context.ts'
import { ReceiptPaper } from './receipt-paper.tsx'
import { ReceiptQr } from './receipt-qr.tsx'
import styles from './receipt-view.module.css'
import { useReceiptPage } from './use-receipt-page.ts'
import { VoidForm } from './void-form.tsx'

/** Nobody has read a receipt in less. */
const TOO_SOON_MS = 700

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
  const cash = closingCash(sale.tenders)
  useReceiptPage(sale)
  const remindOfChange = useChangeReminder(mark === 'fresh' ? sale : null)
  return (
    <div className={styles.view} data-testid="receipt" data-sale-id={sale.id}>
      {mark === 'fresh' && cash && (
        <ChangeDue tenderedMinor={cash.tenderedMinor} changeMinor={cash.changeMinor} />
      )}
      <LinkedReceipts sale={sale.id} />
      <div className={styles.middle}>
        <div className={styles.paper} hidden={part !== 'paper'}>
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
        onClick={() => {
          onNext()
          remindOfChange()
        }}
      >
        {mark === 'fresh' ? 'Next sale' : 'Back'}
      </Button>
    </div>
  )
}

/** A hasty double press on “Done” lands on “Next sale” too: the change due is then said once more. */
function useChangeReminder(sale: Sale | null) {
  const { sheets } = useTill()
  const { locale } = useApp()
  const [shownAt] = useState(() => performance.now())
  return () => {
    const cash = sale && closingCash(sale.tenders)
    if (!sale || !cash || cash.changeMinor === 0 || performance.now() - shownAt > TOO_SOON_MS) return
    say(`Change due: ${formatMoney(cash.changeMinor, sale.currency, locale)}`, {
      action: { label: 'Receipt', run: () => sheets.open({ kind: 'receipt', sale: sale.id }) },
    })
  }
}
