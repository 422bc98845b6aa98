import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'
import styles from './field.module.css'

interface FieldWords {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** What is wrong and how to mend it; null while all is well. What was typed stays. */
  readonly error?: string | null
  /** Shown behind the field: "%", "pieces". */
  readonly suffix?: ReactNode
}

interface ShellProps extends FieldWords {
  readonly id: string
  readonly children: ReactNode
}

const describedBy = (id: string, words: FieldWords) =>
  cx(words.hint != null && `${id}-hint`, words.error != null && `${id}-error`) || undefined

function FieldShell({ id, label, hint, error, suffix, children }: ShellProps) {
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>
        {children}
        {suffix != null && <span className={styles.suffix}>{suffix}</span>}
      </div>
      {hint != null && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
      {error != null && (
        <span id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </span>
      )}
    </div>
  )
}

export interface TextFieldProps extends FieldWords, Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly value: string
  readonly onChange: (text: string) => void
}

/** One line of text with its label, hint and problem. */
export function TextField({ label, hint, error, suffix, onChange, ...input }: TextFieldProps) {
  const own = useId()
  const id = input.id ?? own
  return (
    <FieldShell {...{ id, label, hint, error: error ?? null, suffix }}>
      <input
        type="text"
        {...input}
        id={id}
        className={cx(styles.input, input.className)}
        aria-invalid={error != null}
        aria-describedby={describedBy(id, { label, hint, error: error ?? null })}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldShell>
  )
}

/** A field for digits. Its value stays text, so that nothing that was typed is lost to rounding. */
export function NumberField(props: TextFieldProps) {
  return <TextField inputMode="decimal" autoComplete="off" {...props} />
}

export interface TextAreaProps extends FieldWords, Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  readonly value: string
  readonly onChange: (text: string) => void
}

/** Several lines of text. */
export function TextArea({ label, hint, error, suffix, onChange, ...area }: TextAreaProps) {
  const own = useId()
  const id = area.id ?? own
  return (
    <FieldShell {...{ id, label, hint, error: error ?? null, suffix }}>
      <textarea
        {...area}
        id={id}
        className={cx(styles.input, styles.area, area.className)}
        aria-invalid={error != null}
        aria-describedby={describedBy(id, { label, hint, error: error ?? null })}
        onChange={(event) => onChange(event.target.value)}
      />
    </FieldShell>
  )
}

export interface SelectFieldProps extends FieldWords, Omit<ComponentProps<'select'>, 'onChange' | 'value'> {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A choice of one in a list too long for a segmented control. */
export function SelectField({ label, hint, error, suffix, onChange, options, ...select }: SelectFieldProps) {
  const own = useId()
  const id = select.id ?? own
  return (
    <FieldShell {...{ id, label, hint, error: error ?? null, suffix }}>
      <select
        {...select}
        id={id}
        className={cx(styles.input, select.className)}
        aria-invalid={error != null}
        aria-describedby={describedBy(id, { label, hint, error: error ?? null })}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldShell>
  )
}

export interface CheckFieldProps {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
}

/** Yes or no. */
export function CheckField({ label, checked, onChange, disabled }: CheckFieldProps) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  )
}
