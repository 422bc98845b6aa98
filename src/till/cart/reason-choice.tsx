import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import styles from './cart-sheets.module.css'

export interface ReasonChoiceProps {
  readonly presets: readonly string[]
  readonly reason: string
  readonly error: string | null
  readonly onReason: (reason: string) => void
  readonly testId: string
}

/** Why: one press, or a few words. */
export function ReasonChoice({ presets, reason, error, onReason, testId }: ReasonChoiceProps) {
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend of its own. */}
      <div role="group" aria-label="Reasons" className={styles.presets}>
        {presets.map((preset) => (
          <Button
            key={preset}
            aria-pressed={reason === preset}
            className={styles.preset}
            data-testid={testId}
            onClick={() => onReason(preset)}
          >
            {preset}
          </Button>
        ))}
      </div>
      <TextField
        label="Reason"
        maxLength={100}
        value={reason}
        error={error}
        data-testid={`${testId}-text`}
        onChange={onReason}
      />
    </>
  )
}
