import CircleHelp from 'lucide-react/icons/circle-question-mark'
import HardDrive from 'lucide-react/icons/hard-drive'
import Lock from 'lucide-react/icons/lock'
import LogOut from 'lucide-react/icons/log-out'
import Monitor from 'lucide-react/icons/monitor'
import Moon from 'lucide-react/icons/moon'
import Sun from 'lucide-react/icons/sun'
import { useStore } from 'zustand'
import { useStaff, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { chooseTheme, type Theme, themeStore } from '../../ui/theme.ts'
import { say } from '../../ui/toast-store.ts'
import { useTill } from '../till-context.tsx'
import { lockTill } from './idle-lock.ts'
import { InstallHint } from './install-hint.tsx'
import styles from './staff.module.css'
import { StaffPicker } from './staff-picker.tsx'

/** Who is here, how the till looks, and where help is. */
export function StaffHome() {
  const { sheets } = useTill()
  const staff = useViews((views) => views.staff)
  const current = useStaff()
  return (
    <>
      <section className={styles.section}>
        <h3 className={styles.heading}>Who is selling?</h3>
        <StaffPicker
          staff={staff}
          current={current?.id}
          onPick={({ id }) => sheets.open({ kind: 'sign-in', staff: id })}
        />
      </section>
      <section className={styles.section}>
        <h3 className={styles.heading}>Light</h3>
        <ThemeSwitch />
      </section>
      <section className={styles.section}>
        <h3 className={styles.heading}>This device</h3>
        <LockButton />
        <Button
          wide
          className={styles.row}
          icon={LogOut}
          data-testid="end-shift"
          onClick={() => sheets.open({ kind: 'end-shift' })}
        >
          End the shift
        </Button>
        <Button wide className={styles.row} icon={HardDrive} onClick={() => sheets.open({ kind: 'status' })}>
          Storage and sync
        </Button>
        <Button
          wide
          className={styles.row}
          icon={CircleHelp}
          onClick={() => sheets.open({ kind: 'shortcuts' })}
        >
          Keyboard shortcuts
        </Button>
        <InstallHint />
      </section>
    </>
  )
}

const NOT_LOCKED = {
  'nobody-could-open': 'Nobody has a PIN on this device that could unlock it again.',
  failed: 'The till is not locked: this device’s storage did not answer. Nothing is lost; try again.',
} as const

function LockButton() {
  const till = useTill()
  const lock = async () => {
    const answer = await lockTill(till)
    if (answer !== 'locked') say(NOT_LOCKED[answer], { tone: 'warn' })
  }
  return (
    <Button wide className={styles.row} icon={Lock} data-testid="lock-now" onClick={() => void lock()}>
      Lock the till
    </Button>
  )
}

function ThemeSwitch() {
  const theme = useStore(themeStore, (state) => state.theme)
  return (
    <SegmentedControl<Theme>
      label="Light"
      value={theme}
      onChange={chooseTheme}
      options={[
        { value: 'system', label: 'System', icon: Monitor, testId: 'theme-system' },
        { value: 'day', label: 'Day', icon: Sun, testId: 'theme-day' },
        { value: 'night', label: 'Night', icon: Moon, testId: 'theme-night' },
      ]}
    />
  )
}
