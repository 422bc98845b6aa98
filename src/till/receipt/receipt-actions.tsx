import Ban from 'lucide-react/icons/ban'
import Printer from 'lucide-react/icons/printer'
import QrCode from 'lucide-react/icons/qr-code'
import Share2 from 'lucide-react/icons/share-2'
import Undo2 from 'lucide-react/icons/undo-2'
import type { SaleId } from '../../../core/domain/ids.ts'
import { isRefund, type Sale } from '../../../core/domain/sale.ts'
import { useApp } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { openReturn } from '../refund/open-return.ts'
import { startVoid } from '../refund/start-void.ts'
import { useTill } from '../till-context.tsx'
import styles from './receipt-view.module.css'
import { useVoidable } from './use-voidable.ts'

/** What the middle of the sheet shows. */
export type ReceiptPart = 'paper' | 'qr' | 'void'

export interface ReceiptActionsProps {
  readonly sale: Sale
  readonly voided: boolean
  readonly part: ReceiptPart
  readonly onPart: (part: ReceiptPart) => void
  readonly onPrint: () => void
  readonly onShare: () => void
}

/** Print, share, show as a code, take goods back, cancel. */
export function ReceiptActions({ sale, voided, part, onPart, onPrint, onShare }: ReceiptActionsProps) {
  const till = useTill()
  return (
    <div className={styles.actions}>
      <Button icon={Printer} data-testid="receipt-print" onClick={onPrint}>
        Print
      </Button>
      <Button icon={Share2} data-testid="receipt-share" onClick={onShare}>
        Share
      </Button>
      <Button
        icon={QrCode}
        aria-pressed={part === 'qr'}
        data-testid="receipt-code"
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
      {!voided && <VoidButton sale={sale.id} isOpen={part === 'void'} onPart={onPart} />}
    </div>
  )
}

interface VoidButtonProps {
  readonly sale: SaleId
  readonly isOpen: boolean
  readonly onPart: (part: ReceiptPart) => void
}

function VoidButton({ sale, isOpen, onPart }: VoidButtonProps) {
  const till = useTill()
  const { replica } = useApp()
  if (!useVoidable(replica, sale)) return null
  return (
    <Button
      look="stop"
      icon={Ban}
      data-testid="void-sale"
      aria-pressed={isOpen}
      onClick={() => (isOpen ? onPart('paper') : void startVoid(till, sale, () => onPart('void')))}
    >
      Void
    </Button>
  )
}
