import type { LucideIcon } from 'lucide-react'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import Ellipsis from 'lucide-react/icons/ellipsis'
import { useViews } from '../../app/app-context.tsx'
import { usePath } from '../../app/use-path.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import { OFFICE_LINKS } from './office-links.ts'
import styles from './office-nav.module.css'
import { OFFICE_PATHS, type OfficePlace, placeOf } from './office-place.ts'

/** The office's screens: along the side, or below on a phone. */
export function OfficeNav() {
  const waiting = useViews((views) => views.decisions.length)
  const here = placeOf(usePath())
  const isBehindMore = OFFICE_LINKS.some(({ place, behindMore }) => behindMore && place === here)
  return (
    <nav className={styles.nav} aria-label="Office">
      <span className={styles.brand} aria-hidden>
        barrow
      </span>
      {OFFICE_LINKS.map(({ place, icon, words, behindMore }) => (
        <Entry
          key={place}
          {...{ place, icon, words }}
          current={here === place || (here === 'import' && place === 'catalogue')}
          count={place === 'decisions' ? waiting : 0}
          shownOn={behindMore ? 'wide' : 'all'}
        />
      ))}
      <Entry
        place="more"
        icon={Ellipsis}
        words="More"
        current={here === 'more' || isBehindMore}
        shownOn="phone"
      />
      <span className={styles.space} />
      <a className={styles.entry} href="/till" data-testid="office-nav-till">
        <Icon of={ArrowLeft} />
        Till
      </a>
    </nav>
  )
}

interface EntryProps {
  readonly place: OfficePlace
  readonly icon: LucideIcon
  readonly words: string
  readonly current: boolean
  /** What waits there for a person. */
  readonly count?: number
  /** On a phone the bar has no room for all. */
  readonly shownOn: 'all' | 'wide' | 'phone'
}

const SHOWN_ON = { all: undefined, wide: styles.notOnPhone, phone: styles.onPhone }

function Entry({ place, icon, words, current, count = 0, shownOn }: EntryProps) {
  return (
    <a
      className={cx(styles.entry, SHOWN_ON[shownOn])}
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
