import { useEffect, useState } from 'react'
import type { Staff } from '../../../core/domain/staff.ts'
import { useApp } from '../../app/app-context.tsx'
import { checkPin, type PinCheck } from '../../replica/pins.ts'
import { Button } from '../../ui/button.tsx'
import { Keypad, type KeypadKey, keypadKeyOf } from '../../ui/keypad.tsx'
import { useStrayScans, useWindowKeys } from '../use-window-keys.ts'
import { pinWords } from './pin-words.ts'
import styles from './staff.module.css'

const SHORTEST = 4
const LONGEST = 8

export interface PinEntryProps {
  readonly staff: Staff
  readonly onRight: () => void
}

/** A PIN, by keypad or keyboard. Wrong ones cost time; what was typed is never shown. */
export function PinEntry({ staff, onRight }: PinEntryProps) {
  const { pin, type, clear, checking, answer, lockedSeconds, check } = usePin(staff, onRight)
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
      <p className={styles.dots} role="status">
        <span className="visually-hidden">{pin.length} digits entered</span>
        {[...'•'.repeat(Math.max(SHORTEST, pin.length))].map((_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: dots have no identity.
          <span key={at} className={styles.dot} data-filled={at < pin.length} aria-hidden />
        ))}
      </p>
      <p className={styles.answer} role="alert">
        {pinWords(answer, lockedSeconds)}
      </p>
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

function usePin(staff: Staff, onRight: () => void) {
  const { replica } = useApp()
  const { journal, now } = replica.deps
  const [pin, setPin] = useState('')
  const [checking, setChecking] = useState(false)
  const [answer, setAnswer] = useState<PinCheck | null>(null)
  const lockedSeconds = useLockedSeconds(answer, now)
  const type = (key: KeypadKey) => {
    setPin((before) => (key === 'erase' ? before.slice(0, -1) : (before + key).slice(0, LONGEST)))
  }
  const check = async () => {
    setChecking(true)
    const checked = await checkPin(journal, staff.id, pin, now)
    setChecking(false)
    setPin('')
    setAnswer(checked)
    if (checked.kind === 'right') onRight()
  }
  const clear = () => setPin('')
  return { pin, type, clear, checking, answer, lockedSeconds, check }
}

function useLockedSeconds(answer: PinCheck | null, now: () => number): number {
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
