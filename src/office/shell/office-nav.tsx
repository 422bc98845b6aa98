import type { LucideIcon } from 'lucide-react'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import MapPin from 'lucide-react/icons/map-pin'
import Tablets from 'lucide-react/icons/tablet-smartphone'
import Tag from 'lucide-react/icons/tag'
import { usePath } from '../../app/use-path.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './office-nav.module.css'
import { OFFICE_PATHS, type OfficePlace, placeOf } from './office-place.ts'

/** The office's screens: along the side, or below on a phone. */
export function OfficeNav() {
  return (
    <nav className={styles.nav} aria-label="Office">
      <span className={styles.brand} aria-hidden>
        barrow
      </span>
      <Entry place="catalogue" icon={Tag} words="Catalogue" />
      <Entry place="devices" icon={Tablets} words="Devices" />
      <Entry place="location" icon={MapPin} words="Location" />
      <span className={styles.space} />
      <a className={styles.entry} href="/till" data-testid="office-nav-till">
        <Icon of={ArrowLeft} />
        Till
      </a>
    </nav>
  )
}

interface EntryProps {
  readonly place: Exclude<OfficePlace, 'import'>
  readonly icon: LucideIcon
  readonly words: string
}

function Entry({ place, icon, words }: EntryProps) {
  const here = placeOf(usePath())
  const current = here === place || (here === 'import' && place === 'catalogue')
  return (
    <a
      className={styles.entry}
      href={OFFICE_PATHS[place]}
      aria-current={current ? 'page' : undefined}
      data-testid={`office-nav-${place}`}
    >
      <Icon of={icon} />
      {words}
    </a>
  )
}
