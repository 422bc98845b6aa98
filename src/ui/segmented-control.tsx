import type { LucideIcon } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Icon } from './icon.tsx'
import styles from './segmented-control.module.css'

export interface Segment<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly icon?: LucideIcon
  readonly testId?: string
  readonly disabled?: boolean
}

export interface SegmentedControlProps<Value extends string> {
  /** What is being chosen, for screen readers. */
  readonly label: string
  readonly options: readonly Segment<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

/** One of a few, all in sight. Arrow keys move the choice, as in any radio group. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  const { label, options, value, onChange } = props
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={styles.group}
      onKeyDown={(event) => moveBy(event, stepOf(event))}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a button gives the press feedback that a radio input has not.
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          disabled={option.disabled}
          data-testid={option.testId}
          className={styles.option}
          onClick={() => onChange(option.value)}
        >
          {option.icon && <Icon of={option.icon} />}
          {option.label}
        </button>
      ))}
    </div>
  )
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

const stepOf = (event: KeyboardEvent) => {
  const step = STEPS[event.key] ?? 0
  const mirrored = getComputedStyle(event.currentTarget).direction === 'rtl' && /Left|Right/.test(event.key)
  return mirrored ? -step : step
}

function moveBy(event: KeyboardEvent<HTMLElement>, step: number) {
  if (step === 0) return
  event.preventDefault()
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  const next = buttons[(at + step + buttons.length) % buttons.length]
  next?.focus()
  next?.click()
}
