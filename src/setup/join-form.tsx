import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import styles from './setup.module.css'
import { SetupCard } from './setup-card.tsx'

export interface JoinFormProps {
  /** `name`: what the till will be called; empty: by its letter. */
  readonly onJoin: (code: string, name: string) => Promise<string | null>
  readonly closed: string | null
  readonly onBack: (() => void) | null
}

/** One more till of a pop-up that exists: its office shows the code. */
export function JoinForm({ onJoin, closed, onBack }: JoinFormProps) {
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const join = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(
      code.trim() === ''
        ? 'Type the code that the office shows under Devices.'
        : await onJoin(code.trim(), name.trim()),
    )
    setBusy(false)
  }
  return (
    <SetupCard step="One more till" title="Join a pop-up">
      <p className={styles.lead}>
        {closed ?? 'In the office of the pop-up, open Devices and choose “Pair another device”.'}
      </p>
      <form noValidate onSubmit={(event) => void join(event)} className={styles.choices}>
        <TextField
          label="Pairing code"
          value={code}
          onChange={setCode}
          error={problem}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          data-testid="setup-join-code"
        />
        <TextField
          label="What this till is called"
          hint="Empty: by its letter, like “Till B”"
          value={name}
          onChange={setName}
          maxLength={60}
          autoComplete="off"
          data-testid="setup-join-name"
        />
        <div className={styles.foot}>
          {onBack ? (
            <Button look="plain" onClick={onBack}>
              Back
            </Button>
          ) : (
            <span />
          )}
          <Button look="go" type="submit" disabled={busy} data-testid="setup-join">
            Join
          </Button>
        </div>
      </form>
    </SetupCard>
  )
}
