import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import styles from './cart-sheets.module.css'

export interface ReasonChoiceProps {
  readonly presets: readonly string[]
  readonly reason: string
  readonly error: string | null
  readonly onReason: (reason: string) => void
  readonly testId: string
}

/** Why: one press, or a few words of one's own. */
export function ReasonChoice({ presets, reason, error, onReason, testId }: ReasonChoiceProps) {
  const [isOwn, setOwn] = useState(reason !== '' && !presets.includes(reason))
  const choose = (preset: string) => {
    setOwn(false)
    onReason(preset)
  }
  const writeOwn = () => {
    setOwn(true)
    onReason('')
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend of its own. */}
      <div role="group" aria-label="Reasons" className={styles.presets}>
        {presets.map((preset) => (
          <Button
            key={preset}
            aria-pressed={!isOwn && reason === preset}
            className={styles.preset}
            data-testid={testId}
            onClick={() => choose(preset)}
          >
            {preset}
          </Button>
        ))}
        <Button
          aria-pressed={isOwn}
          className={styles.preset}
          data-testid={`${testId}-own`}
          onClick={writeOwn}
        >
          Other …
        </Button>
      </div>
      {isOwn && (
        <TextField
          label="Reason"
          maxLength={100}
          value={reason}
          error={error}
          data-testid={`${testId}-text`}
          ref={focusOnMount}
          onChange={onReason}
        />
      )}
      {!isOwn && error !== null && (
        <p className={styles.problem} role="alert">
          {error}
        </p>
      )}
    </>
  )
}
