import Banknote from 'lucide-react/icons/banknote'
import CreditCard from 'lucide-react/icons/credit-card'
import { SegmentedControl } from '../../ui/segmented-control.tsx'

export interface TenderTabsProps {
  readonly chosen: 'cash' | 'card'
  readonly onCard: () => void
}

/** By which means. Once the terminal has been asked, only its answer leads on. */
export function TenderTabs({ chosen, onCard }: TenderTabsProps) {
  return (
    <SegmentedControl
      label="Means of payment"
      value={chosen}
      onChange={(tender) => tender === 'card' && chosen === 'cash' && onCard()}
      options={[
        { value: 'cash', label: 'Cash', icon: Banknote, testId: 'tender-cash', disabled: chosen === 'card' },
        { value: 'card', label: 'Card', icon: CreditCard, testId: 'tender-card' },
      ]}
    />
  )
}
