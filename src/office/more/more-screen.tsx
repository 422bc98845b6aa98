/** On a phone: the screens for which its bar has no room. */
import ChevronRight from 'lucide-react/icons/chevron-right'
import { Icon } from '../../ui/icon.tsx'
import officeStyles from '../office.module.css'
import { OFFICE_LINKS } from '../shell/office-links.ts'
import { OFFICE_PATHS } from '../shell/office-place.ts'
import { ScreenHead } from '../shell/screen-head.tsx'
import styles from './more.module.css'

export function MoreScreen() {
  const links = OFFICE_LINKS.filter(({ behindMore }) => behindMore)
  return (
    <>
      <ScreenHead title="More" />
      <ul className={officeStyles.card}>
        {links.map(({ place, icon, words }) => (
          <li key={place}>
            <a className={styles.link} href={OFFICE_PATHS[place]} data-testid={`office-more-${place}`}>
              <Icon of={icon} />
              {words}
              <span className={styles.space} />
              <Icon of={ChevronRight} />
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
