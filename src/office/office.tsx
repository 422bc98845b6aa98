/** The office: catalogue, offers, decisions, money, devices, people and the location, on whatever screen is at hand. */
import '../ui/base.css'
import ShieldAlert from 'lucide-react/icons/shield-alert'
import { type ComponentType, lazy, Suspense } from 'react'
import { useMay, useViews } from '../app/app-context.tsx'
import { usePath } from '../app/use-path.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ToastRegion } from '../ui/toast.tsx'
import { CatalogueScreen } from './catalogue/catalogue-screen.tsx'
import { ImportScreen } from './catalogue/import-screen.tsx'
import { ChangesScreen } from './changes/changes-screen.tsx'
import { DecisionsScreen } from './decisions/decisions-screen.tsx'
import { DevicesScreen } from './devices/devices-screen.tsx'
import { MoreScreen } from './more/more-screen.tsx'
import styles from './office.module.css'
import { PeopleScreen } from './people/people-screen.tsx'
import { OfficeNav } from './shell/office-nav.tsx'
import { type OfficePlace, placeOf } from './shell/office-place.ts'

const OffersScreen = lazy(async () => ({
  default: (await import('./offers/offers-screen.tsx')).OffersScreen,
}))
const PaymentsScreen = lazy(async () => ({
  default: (await import('./payments/payments-screen.tsx')).PaymentsScreen,
}))
const MoneyScreen = lazy(async () => ({ default: (await import('./money/money-screen.tsx')).MoneyScreen }))
const LocationScreen = lazy(async () => ({
  default: (await import('./location/location-screen.tsx')).LocationScreen,
}))

export function Office() {
  const known = useViews((views) => views.location !== null)
  if (!known) return null
  return (
    <div className={styles.office}>
      <OfficeNav />
      <main className={styles.main}>
        <Suspense fallback={null}>
          <OfficeScreen />
        </Suspense>
      </main>
      <ToastRegion />
    </div>
  )
}

/** Those for managers and owners. */
const SCREENS: Readonly<Record<Exclude<OfficePlace, 'decisions'>, ComponentType>> = {
  catalogue: CatalogueScreen,
  import: ImportScreen,
  offers: OffersScreen,
  devices: DevicesScreen,
  people: PeopleScreen,
  payments: PaymentsScreen,
  money: MoneyScreen,
  changes: ChangesScreen,
  location: LocationScreen,
  more: MoreScreen,
}

function OfficeScreen() {
  const place = placeOf(usePath())
  const mayEdit = useMay('edit-catalogue')
  // What waits for a decision is no secret from those who sell.
  if (place === 'decisions') return <DecisionsScreen />
  if (!mayEdit) return <NotAllowed />
  const Screen = SCREENS[place]
  return <Screen />
}

function NotAllowed() {
  return (
    <EmptyState icon={ShieldAlert} title="The office is for managers">
      Ask a manager or the owner to sign in at the till: press the initials there, choose their name and enter
      their PIN.
    </EmptyState>
  )
}
