/** Who works here: name, role, PIN. */
import History from 'lucide-react/icons/history'
import UserPlus from 'lucide-react/icons/user-plus'
import { useState } from 'react'
import type { Staff } from '../../../core/domain/staff.ts'
import { useMay, useStaff, useViews } from '../../app/app-context.tsx'
import { navigate } from '../../app/use-path.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import officeStyles from '../office.module.css'
import { OFFICE_PATHS } from '../shell/office-place.ts'
import { ScreenHead } from '../shell/screen-head.tsx'
import { mayChange, ROLE_WORDS } from './check-person.ts'
import styles from './people.module.css'
import { PersonSheet } from './person-sheet.tsx'

export function PeopleScreen() {
  const everybody = useViews((views) => views.staff)
  const mayManage = useMay('manage-people')
  const me = useStaff()
  const [open, setOpen] = useState<Staff | 'new' | null>(null)
  return (
    <>
      <ScreenHead title="People">
        <Button icon={History} onClick={() => navigate(OFFICE_PATHS.changes)}>
          Who changed what
        </Button>
        {mayManage && (
          <Button look="go" icon={UserPlus} onClick={() => setOpen('new')} data-testid="person-add">
            Add a person
          </Button>
        )}
      </ScreenHead>
      <section className={officeStyles.card} aria-label="People of this location">
        <ul className={styles.people}>
          {everybody.map((person) => (
            <li key={person.id} className={styles.person} data-testid="person-row" data-role={person.role}>
              <p className={styles.who}>
                <span className={styles.name}>{person.name}</span>
                <Badge className={styles.role}>{ROLE_WORDS[person.role]}</Badge>
                {person.id === me?.id && <Badge tone="go">You</Badge>}
              </p>
              {me && mayChange(me, person) && (
                <Button
                  onClick={() => setOpen(person)}
                  aria-label={`Change ${person.name}`}
                  data-testid="person-change"
                >
                  Change
                </Button>
              )}
            </li>
          ))}
        </ul>
        <p className={officeStyles.quiet}>
          Everybody signs in at the till by their own PIN, with or without a network. Cashiers sell; managers
          may also change prices, look after the catalogue and settle decisions; owners let managers in.
        </p>
      </section>
      {open !== null && (
        <PersonSheet
          key={open === 'new' ? 'new' : open.id}
          person={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
