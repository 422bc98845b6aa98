import type { LucideIcon } from 'lucide-react'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import CircleHelp from 'lucide-react/icons/circle-question-mark'
import History from 'lucide-react/icons/history'
import MapPin from 'lucide-react/icons/map-pin'
import Tablets from 'lucide-react/icons/tablet-smartphone'
import Tag from 'lucide-react/icons/tag'
import Users from 'lucide-react/icons/users'
import { useViews } from '../../app/app-context.tsx'
import { usePath } from '../../app/use-path.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './office-nav.module.css'
import { OFFICE_PATHS, type OfficePlace, placeOf } from './office-place.ts'

/** The office's screens: along the side, or below on a phone. */
export function OfficeNav() {
  const waiting = useViews((views) => views.decisions.length)
  return (
    <nav className={styles.nav} aria-label="Office">
      <span className={styles.brand} aria-hidden>
        barrow
      </span>
      <Entry place="catalogue" icon={Tag} words="Catalogue" />
      <Entry place="decisions" icon={CircleHelp} words="Decisions" count={waiting} />
      <Entry place="devices" icon={Tablets} words="Devices" />
      <Entry place="people" icon={Users} words="People" />
      <Entry place="changes" icon={History} words="Changes" notOnPhone />
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
  /** What waits there for a person. */
  readonly count?: number
  /** A phone has no room for it: another screen leads there. */
  readonly notOnPhone?: true
}

function Entry({ place, icon, words, count = 0, notOnPhone }: EntryProps) {
  const here = placeOf(usePath())
  const current = here === place || (here === 'import' && place === 'catalogue')
  return (
    <a
      className={cx(styles.entry, notOnPhone && styles.notOnPhone)}
      href={OFFICE_PATHS[place]}
      aria-current={current ? 'page' : undefined}
      data-testid={`office-nav-${place}`}
    >
      <Icon of={icon} />
      {words}
      {count > 0 && (
        <span className={styles.count} data-testid={`office-count-${place}`}>
          {count > 99 ? '99+' : count}
        </span>
      )}
    </a>
  )
}
