import type { LucideIcon } from 'lucide-react'
import ArchiveRestore from 'lucide-react/icons/archive-restore'
import Calculator from 'lucide-react/icons/calculator'
import ClockAlert from 'lucide-react/icons/clock-alert'
import CopyIcon from 'lucide-react/icons/copy'
import FileQuestion from 'lucide-react/icons/file-question-mark'
import Gift from 'lucide-react/icons/gift'
import GitFork from 'lucide-react/icons/git-fork'
import Landmark from 'lucide-react/icons/landmark'
import NotebookPen from 'lucide-react/icons/notebook-pen'
import PackageX from 'lucide-react/icons/package-x'
import Tablet from 'lucide-react/icons/tablet-smartphone'
import Tag from 'lucide-react/icons/tag'
import Ticket from 'lucide-react/icons/ticket'
import Undo from 'lucide-react/icons/undo-2'
import type { DecisionKind } from '../../../core/journal/decision.ts'

/** The drawing beside a decision. Its title carries the meaning. */
export const DECISION_ICONS: Readonly<Record<DecisionKind, LucideIcon>> = {
  oversold: PackageX,
  override: PackageX,
  'unknown-product': FileQuestion,
  'price-differs': Tag,
  'chain-broken': GitFork,
  forked: GitFork,
  'rolled-back': ArchiveRestore,
  'clock-off': ClockAlert,
  quarantined: FileQuestion,
  'duplicate-receipt': CopyIcon,
  'same-sale-twice': CopyIcon,
  'late-after-close': ClockAlert,
  'lease-reclaimed': Ticket,
  'lease-unknown': Ticket,
  'revoked-device': Tablet,
  restored: ArchiveRestore,
  relayed: Tablet,
  'figures-do-not-add-up': Calculator,
  'blind-return': Undo,
  'over-returned': Undo,
  'voucher-overdrawn': Gift,
  'voucher-issued-twice': Gift,
  'voucher-unknown': Gift,
  'voucher-expired': Gift,
  'coupon-overused': Ticket,
  'account-over-limit': NotebookPen,
  'transfer-failed': Landmark,
  'payment-unclaimed': Landmark,
  'payment-refunded': Landmark,
  'payment-differs': Landmark,
  'payment-missing': Landmark,
}
