import type { LucideIcon } from 'lucide-react'
import LayoutDashboard from 'lucide-react/icons/layout-dashboard'
import ReceiptText from 'lucide-react/icons/receipt-text'
import Store from 'lucide-react/icons/store'
import { memo } from 'react'
import { useMay, useStaff } from '../../app/app-context.tsx'
import { Icon } from '../../ui/icon.tsx'
import { usePlace, useTill } from '../till-context.tsx'
import type { TillPlace } from '../till-place.ts'
import { initials } from './initials.ts'
import styles from './rail.module.css'

/** Where else to go: along the side, or below on a phone. */
export const Rail = memo(function Rail() {
  const mayOffice = useMay('edit-catalogue')
  return (
    <nav className={styles.rail} aria-label="Till">
      <span className={styles.brand} aria-hidden>
        b.
      </span>
      <ScreenButton screen="sell" icon={Store} words="Sell" />
      <ScreenButton screen="sales" icon={ReceiptText} words="Sales" />
      {mayOffice && (
        <a className={styles.item} href="/office">
          <Icon of={LayoutDashboard} size={24} />
          Office
        </a>
      )}
      <span className={styles.space} />
      <Avatar />
    </nav>
  )
})

interface ScreenButtonProps {
  readonly screen: TillPlace['screen']
  readonly icon: LucideIcon
  readonly words: string
}

function ScreenButton({ screen, icon, words }: ScreenButtonProps) {
  const { place } = useTill()
  const here = usePlace((at) => at.screen === screen)
  return (
    <button
      type="button"
      className={styles.item}
      aria-current={here ? 'page' : undefined}
      data-testid={`till-nav-${screen}`}
      onClick={() => place.setState({ screen })}
    >
      <Icon of={icon} size={24} />
      {words}
    </button>
  )
}

function Avatar() {
  const { sheets } = useTill()
  const staff = useStaff()
  return (
    <button
      type="button"
      className={styles.avatar}
      aria-label={staff ? `${staff.name}: switch staff, theme, help` : 'Staff, theme, help'}
      data-testid="till-staff"
      onClick={() => sheets.open({ kind: 'staff' })}
    >
      <span>{staff ? initials(staff.name) : '?'}</span>
    </button>
  )
}
