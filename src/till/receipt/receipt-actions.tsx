import Ban from 'lucide-react/icons/ban'
import Printer from 'lucide-react/icons/printer'
import QrCode from 'lucide-react/icons/qr-code'
import Share2 from 'lucide-react/icons/share-2'
import Undo2 from 'lucide-react/icons/undo-2'
import { type ReceiptContext, receiptText } from '../../../core/domain/receipt.ts'
import { isRefund } from '../../../core/domain/sale.ts'
import { useApp } from '../../app/app-context.tsx'
import type { RecordedSale } from '../../replica/deeds.ts'
import { Button } from '../../ui/button.tsx'
import { openReturn } from '../refund/open-return.ts'
import { startVoid } from '../refund/start-void.ts'
import { useTill } from '../till-context.tsx'
import styles from './receipt-view.module.css'
import { shareText } from './share-text.ts'
import { useVoidable } from './use-voidable.ts'

export interface ReceiptActionsProps {
  readonly recorded: RecordedSale
  readonly context: ReceiptContext
  readonly part: 'paper' | 'qr' | 'void'
  readonly onPart: (part: 'paper' | 'qr' | 'void') => void
}

/** Print, share, show as a code, cancel. */
export function ReceiptActions({ recorded, context, part, onPart }: ReceiptActionsProps) {
  const till = useTill()
  const { replica } = useApp()
  const voidable = useVoidable(replica, recorded.sale.id)
  const { sale } = recorded
  return (
    <div className={styles.actions}>
      <Button icon={Printer} onClick={() => window.print()}>
        Print
      </Button>
      <Button
        icon={Share2}
        onClick={() => void shareText(`Receipt ${sale.receipt}`, receiptText(sale, context))}
      >
        Share
      </Button>
      <Button
        icon={QrCode}
        aria-pressed={part === 'qr'}
        onClick={() => onPart(part === 'qr' ? 'paper' : 'qr')}
      >
        Code
      </Button>
      {!isRefund(sale) && (
        <Button
          icon={Undo2}
          data-testid="return-goods"
          onClick={() => openReturn(till, sale.id, sale.receipt)}
        >
          Return
        </Button>
      )}
      {voidable && !context.voided && (
        <Button
          look="stop"
          icon={Ban}
          data-testid="void-sale"
          aria-pressed={part === 'void'}
          onClick={() =>
            part === 'void' ? onPart('paper') : void startVoid(till, sale.id, () => onPart('void'))
          }
        >
          Void
        </Button>
      )}
    </div>
  )
}
