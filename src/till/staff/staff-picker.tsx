import type { Staff } from '../../../core/domain/staff.ts'
import { initials } from '../shell/initials.ts'
import styles from './staff.module.css'

export interface StaffPickerProps {
  readonly staff: readonly Staff[]
  readonly current?: Staff['id'] | undefined
  readonly onPick: (staff: Staff) => void
}

/** The people, each a button. */
export function StaffPicker({ staff, current, onPick }: StaffPickerProps) {
  return (
    <ul className={styles.people}>
      {staff.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            className={styles.person}
            aria-current={one.id === current}
            data-testid="staff-option"
            onClick={() => onPick(one)}
          >
            <span className={styles.face} aria-hidden>
              {initials(one.name)}
            </span>
            <span>
              {one.name}
              <span className={styles.role}>
                {one.role}
                {one.id === current && ' · here now'}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
