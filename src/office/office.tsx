/** The office: the catalogue, the devices and the location, on whatever screen is at hand. */
import '../ui/base.css'
import ShieldAlert from 'lucide-react/icons/shield-alert'
import { useMay, useViews } from '../app/app-context.tsx'
import { usePath } from '../app/use-path.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ToastRegion } from '../ui/toast.tsx'
import { CatalogueScreen } from './catalogue/catalogue-screen.tsx'
import { ImportScreen } from './catalogue/import-screen.tsx'
import { DevicesScreen } from './devices/devices-screen.tsx'
import { LocationScreen } from './location/location-screen.tsx'
import styles from './office.module.css'
import { OfficeNav } from './shell/office-nav.tsx'
import { placeOf } from './shell/office-place.ts'

export function Office() {
  const mayEdit = useMay('edit-catalogue')
  const known = useViews((views) => views.location !== null)
  if (!known) return null
  return (
    <div className={styles.office}>
      <OfficeNav />
      <main className={styles.main}>{mayEdit ? <OfficeScreen /> : <NotAllowed />}</main>
      <ToastRegion />
    </div>
  )
}

function OfficeScreen() {
  const path = usePath()
  switch (placeOf(path)) {
    case 'import':
      return <ImportScreen />
    case 'devices':
      return <DevicesScreen />
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
