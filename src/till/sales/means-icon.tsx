import type { LucideIcon } from 'lucide-react'
import Banknote from 'lucide-react/icons/banknote'
import BookUser from 'lucide-react/icons/book-user'
import CreditCard from 'lucide-react/icons/credit-card'
import Gift from 'lucide-react/icons/gift'
import HandHeart from 'lucide-react/icons/hand-heart'
import Landmark from 'lucide-react/icons/landmark'
import QrCode from 'lucide-react/icons/qr-code'
import ReceiptText from 'lucide-react/icons/receipt-text'
import Split from 'lucide-react/icons/split'
import Undo2 from 'lucide-react/icons/undo-2'
import { Icon } from '../../ui/icon.tsx'
import { KIND_WORDS } from '../pay/tender-words.ts'
import type { SaleMeans } from './sale-means.ts'

const DRAWINGS: Readonly<Record<SaleMeans, LucideIcon>> = {
  cash: Banknote,
  card: CreditCard,
  voucher: Gift,
  'store-credit': Gift,
  'house-account': BookUser,
  'on-the-house': HandHeart,
  transfer: Landmark,
  online: QrCode,
  several: Split,
  nothing: ReceiptText,
}

const WORDS: Readonly<Record<SaleMeans, string>> = {
  ...KIND_WORDS,
  several: 'Several means',
  nothing: 'Nothing to pay',
}

/** How a sale was paid, drawn as while it was paid; what only came back has its own drawing. */
export function MeansIcon({ means, isRefund }: { readonly means: SaleMeans; readonly isRefund: boolean }) {
  return (
    <span title={WORDS[means]} data-means={means}>
      <Icon of={isRefund ? Undo2 : DRAWINGS[means]} />
      <span className="visually-hidden">{WORDS[means]} </span>
    </span>
  )
}
