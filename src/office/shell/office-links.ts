/** The office's screens as its navigation names them, in its order. */
import type { LucideIcon } from 'lucide-react'
import BadgePercent from 'lucide-react/icons/badge-percent'
import CircleHelp from 'lucide-react/icons/circle-question-mark'
import History from 'lucide-react/icons/history'
import MapPin from 'lucide-react/icons/map-pin'
import Tablets from 'lucide-react/icons/tablet-smartphone'
import Tag from 'lucide-react/icons/tag'
import Users from 'lucide-react/icons/users'
import Wallet from 'lucide-react/icons/wallet'
import WalletCards from 'lucide-react/icons/wallet-cards'
import type { OfficePlace } from './office-place.ts'

export interface OfficeLink {
  readonly place: Exclude<OfficePlace, 'import' | 'more'>
  readonly icon: LucideIcon
  readonly words: string
  /** A phone's bar has no room for it: "More" leads there. */
  readonly behindMore: boolean
}

const link = (place: OfficeLink['place'], icon: LucideIcon, words: string, behindMore = false) => ({
  ...{ place, icon, words, behindMore },
})

export const OFFICE_LINKS: readonly OfficeLink[] = [
  link('catalogue', Tag, 'Catalogue'),
  link('offers', BadgePercent, 'Offers'),
  link('decisions', CircleHelp, 'Decisions'),
  link('devices', Tablets, 'Devices'),
  link('people', Users, 'People', true),
  link('payments', WalletCards, 'Payments', true),
  link('money', Wallet, 'Balances', true),
  link('changes', History, 'Changes', true),
  link('location', MapPin, 'Location', true),
]
