import Banknote from 'lucide-react/icons/banknote'
import CreditCard from 'lucide-react/icons/credit-card'
import Ellipsis from 'lucide-react/icons/ellipsis'
import QrCode from 'lucide-react/icons/qr-code'
import Split from 'lucide-react/icons/split'
import Undo2 from 'lucide-react/icons/undo-2'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import styles from './pay.module.css'
import { type Means, type Stage, usePay } from './pay-context.ts'
import { useQrMeans } from './qr-means.ts'
import { useGivingBack, useRefundHints } from './use-refund-hints.ts'

type Tab = 'as-paid' | 'cash' | 'card' | 'qr' | 'split' | 'more'

/** By which means. Once the terminal or the provider has been asked, only its answer leads on. */
export function TenderTabs() {
  const { stage, show, askCard, cut, part, leftMinor } = usePay()
  const chosen = tabOf(stage)
  const isAsked = stage.kind === 'card' || stage.kind === 'online'
  const hasQr = useQrMeans().length > 0 && leftMinor > 0
  const hints = useRefundHints()
  const { give } = useGivingBack('else', part)
  const choose = (tab: Tab) => {
    if (tab === 'card') return isAsked ? undefined : give(() => void askCard())
    if (tab === 'split' || tab === 'as-paid') cut(null)
    show(tab === 'split' ? { kind: 'split' } : { kind: 'take', by: tab })
  }
  const locked = { disabled: isAsked }
  return (
    <div className={styles.tabs}>
      <SegmentedControl<Tab>
        label="Means of payment"
        value={chosen}
        onChange={choose}
        options={[
          ...(hints.length > 0
            ? [
                {
                  value: 'as-paid',
                  label: 'As paid',
                  icon: Undo2,
                  testId: 'tender-as-paid',
                  ...locked,
                } as const,
              ]
            : []),
          { value: 'cash', label: 'Cash', icon: Banknote, testId: 'tender-cash', ...locked },
          { value: 'card', label: 'Card', icon: CreditCard, testId: 'tender-card' },
          ...(hasQr
            ? [{ value: 'qr', label: 'QR pay', icon: QrCode, testId: 'tender-qr', ...locked } as const]
            : []),
          { value: 'split', label: 'Split', icon: Split, testId: 'tender-split', ...locked },
          { value: 'more', label: 'More', icon: Ellipsis, testId: 'tender-more', ...locked },
        ]}
      />
    </div>
  )
}

const TAB_OF: Readonly<Record<Means, Tab>> = {
  'as-paid': 'as-paid',
  cash: 'cash',
  qr: 'qr',
  more: 'more',
  voucher: 'more',
  'store-credit': 'more',
  'house-account': 'more',
  'on-the-house': 'more',
}

function tabOf(stage: Stage): Tab {
  switch (stage.kind) {
    case 'take':
      return TAB_OF[stage.by]
    case 'card':
      return 'card'
    case 'online':
      return 'qr'
    default:
      return 'split'
  }
}
