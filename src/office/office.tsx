/** The office: catalogue, decisions, devices, people and the location, on whatever screen is at hand. */
import '../ui/base.css'
import ShieldAlert from 'lucide-react/icons/shield-alert'
import { useMay, useViews } from '../app/app-context.tsx'
import { usePath } from '../app/use-path.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ToastRegion } from '../ui/toast.tsx'
import { CatalogueScreen } from './catalogue/catalogue-screen.tsx'
import { ImportScreen } from './catalogue/import-screen.tsx'
import { ChangesScreen } from './changes/changes-screen.tsx'
import { DecisionsScreen } from './decisions/decisions-screen.tsx'
import { DevicesScreen } from './devices/devices-screen.tsx'
import { LocationScreen } from './location/location-screen.tsx'
import styles from './office.module.css'
import { PeopleScreen } from './people/people-screen.tsx'
import { OfficeNav } from './shell/office-nav.tsx'
import { placeOf } from './shell/office-place.ts'

export function Office() {
  const known = useViews((views) => views.location !== null)
  if (!known) return null
  return (
    <div className={styles.office}>
      <OfficeNav />
      <main className={styles.main}>
        <OfficeScreen />
      </main>
      <ToastRegion />
    </div>
  )
}

function OfficeScreen() {
  const place = placeOf(usePath())
  const mayEdit = useMay('edit-catalogue')
  // What waits for a decision is no secret from those who sell.
  if (place === 'decisions') return <DecisionsScreen />
  if (!mayEdit) return <NotAllowed />
  switch (place) {
    case 'import':
      return <ImportScreen />
    case 'devices':
      return <DevicesScreen />
    case 'people':
      return <PeopleScreen />
    case 'changes':
      return <ChangesScreen />
    case 'location':
      return <LocationScreen />
    case 'catalogue':
      return <CatalogueScreen />
  }
}

function NotAllowed() {
  return (
    <EmptyState icon={ShieldAlert} title="The office is for managers">
      Ask a manager or the owner to sign in at the till: press the initials there, choose their name and enter
      their PIN.
    </EmptyState>
  )
}
