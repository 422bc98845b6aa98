import { useId } from 'react'
import styles from './choice-chips.module.css'

export interface ChoiceChipsProps<Value extends string | number> {
  readonly label: string
  readonly hint?: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly chosen: readonly Value[]
  readonly onChange: (chosen: readonly Value[]) => void
  readonly testId?: string
}

/** Any number of a few, all in sight. */
export function ChoiceChips<Value extends string | number>(props: ChoiceChipsProps<Value>) {
  const { label, hint, options, chosen, onChange, testId } = props
  const id = useId()
  const toggle = (value: Value) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
  return (
    <fieldset
      className={styles.choice}
      aria-describedby={hint ? `${id}-hint` : undefined}
      data-testid={testId}
    >
      <legend className={styles.label}>{label}</legend>
      <div className={styles.chips}>
        {options.map(({ value, label: words }) => (
          <button
            key={value}
            type="button"
            className={styles.chip}
            aria-pressed={chosen.includes(value)}
            onClick={() => toggle(value)}
          >
            {words}
          </button>
        ))}
      </div>
      {hint && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
    </fieldset>
  )
}
