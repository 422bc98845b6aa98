import Delete from 'lucide-react/icons/delete'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'
import styles from './keypad.module.css'

export type KeypadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | '.' | 'erase'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

export interface KeypadProps {
  readonly onKey: (key: KeypadKey) => void
  /** What stands left of the zero: "00" for money, a decimal sign for quantities, nothing for PINs. */
  readonly extra?: '00' | '.' | null
  readonly compact?: boolean
  readonly label?: string
  readonly testId?: string
}

/** Big keys. The physical keyboard goes through `keypadKeyOf`. */
export function Keypad({ onKey, extra = '00', compact, label = 'Keypad', testId }: KeypadProps) {
  const key = (value: KeypadKey) => (
    <button key={value} type="button" tabIndex={-1} className={styles.key} onClick={() => onKey(value)}>
      {value}
    </button>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend of its own.
    <div
      role="group"
      aria-label={label}
      data-testid={testId}
      className={cx(styles.pad, compact && styles.compact)}
    >
      {DIGITS.map(key)}
      {extra ? key(extra) : <span />}
      {key('0')}
      <button
        type="button"
        tabIndex={-1}
        className={styles.key}
        aria-label="Erase the last digit"
        onClick={() => onKey('erase')}
      >
        <Icon of={Delete} size={30} />
      </button>
    </div>
  )
}

/** The keypad's key of a physical one; null for a key that is none of its. */
export function keypadKeyOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): KeypadKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  if (/^[0-9]$/.test(event.key)) return event.key as KeypadKey
  if (event.key === '.' || event.key === ',') return '.'
  return event.key === 'Backspace' || event.key === 'Delete' ? 'erase' : null
}
