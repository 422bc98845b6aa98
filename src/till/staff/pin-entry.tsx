import { useEffect, useState } from 'react'
import { mayDo, type Staff } from '../../../core/domain/staff.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { unlockPin } from '../../replica/pins.ts'
import { Button } from '../../ui/button.tsx'
import { Keypad, type KeypadKey, keypadKeyOf } from '../../ui/keypad.tsx'
import { useStrayScans, useWindowKeys } from '../use-window-keys.ts'
import { pinWords } from './pin-words.ts'
import styles from './staff.module.css'
import { StaffPicker } from './staff-picker.tsx'
import { type PinAnswer, tryPin } from './try-pin.ts'

const SHORTEST = 4
const LONGEST = 8

export interface PinEntryProps {
  readonly staff: Staff
  readonly onRight: () => Promise<void> | void
}

/** A PIN; after too many wrong ones, that of a manager who opens it again. */
export function PinEntry({ staff, onRight }: PinEntryProps) {
  const { journal } = useApp().replica.deps
  const [manager, setManager] = useState<Staff | null>(null)
  const managers = useManagers(staff)
  if (!manager) return <PinPad {...{ staff, managers, onRight }} onManager={setManager} />
  const open = async () => {
    await unlockPin(journal, staff.id)
    setManager(null)
  }
  return (
    <>
      <p>
        {manager.name}, your PIN opens {staff.name}’s again:
      </p>
      <PinPad key={manager.id} staff={manager} managers={[]} onRight={open} onManager={setManager} />
    </>
  )
}

/** Who may open another one's PIN. */
function useManagers(staff: Staff): readonly Staff[] {
  const everybody = useViews((views) => views.staff)
  return everybody.filter(({ id, role }) => id !== staff.id && mayDo(role, 'manage-people'))
}

interface PinPadProps extends PinEntryProps {
  readonly managers: readonly Staff[]
  readonly onManager: (manager: Staff) => void
}

/** By keypad or keyboard. Wrong ones cost time; what was typed is never shown. */
function PinPad({ staff, managers, onRight, onManager }: PinPadProps) {
  const { pin, type, clear, checking, answer, lockedSeconds, check } = usePin(staff, managers, onRight)
  const ready = pin.length >= SHORTEST && !checking && lockedSeconds === 0
  useStrayScans(clear)
  useWindowKeys((event) => {
    const key = keypadKeyOf(event)
    if (key && key !== '.') type(key)
    else if (event.key === 'Enter' && ready) void check()
    else return false
    return true
  })
  return (
    <div className={styles.pin} data-testid="pin-pad">
      <Dots digits={pin.length} />
      <p className={styles.answer} role="alert">
        {pinWords(answer, lockedSeconds)}
      </p>
      {answer?.kind === 'needs-manager' && <StaffPicker staff={managers} onPick={onManager} />}
      <Keypad compact extra={null} label="PIN" onKey={type} />
      <Button
        look="go"
        size="large"
        wide
        disabled={!ready}
        data-testid="pin-done"
        onClick={() => void check()}
      >
        {checking ? 'Checking…' : 'Go'}
      </Button>
    </div>
  )
}

function Dots({ digits }: { readonly digits: number }) {
  return (
    <p className={styles.dots} role="status">
      <span className="visually-hidden">{digits} digits entered</span>
      {[...'•'.repeat(Math.max(SHORTEST, digits))].map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dots have no identity.
        <span key={at} className={styles.dot} data-filled={at < digits} aria-hidden />
      ))}
    </p>
  )
}

function usePin(staff: Staff, managers: readonly Staff[], onRight: PinEntryProps['onRight']) {
  const { replica } = useApp()
  const { journal, now } = replica.deps
  const [pin, setPin] = useState('')
  const [checking, setChecking] = useState(false)
  const [answer, setAnswer] = useState<PinAnswer | null>(null)
  const lockedSeconds = useLockedSeconds(answer, now)
  const type = (key: KeypadKey) => {
    setPin((before) => (key === 'erase' ? before.slice(0, -1) : (before + key).slice(0, LONGEST)))
  }
  const check = async () => {
    setChecking(true)
    const ids = managers.map(({ id }) => id)
    const answered = await tryPin(journal, { staff: staff.id, pin, now, managers: ids, onRight })
    setChecking(false)
    setPin('')
    setAnswer(answered)
  }
  const clear = () => setPin('')
  return { pin, type, clear, checking, answer, lockedSeconds, check }
}

function useLockedSeconds(answer: PinAnswer | null, now: () => number): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (answer?.kind !== 'locked') return setSeconds(0)
    const count = () => setSeconds(Math.max(0, Math.ceil((answer.untilMs - now()) / 1000)))
    count()
    const timer = setInterval(count, 1000)
    return () => clearInterval(timer)
  }, [answer, now])
  return seconds
}
