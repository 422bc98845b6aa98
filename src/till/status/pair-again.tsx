import { type FormEvent, useState } from 'react'
import type { Replica } from '../../replica/replica.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { useTill } from '../till-context.tsx'
import styles from './status.module.css'

/** For a device that its endpoint no longer takes: a code from the office makes it a device again, with all it holds. */
export function PairAgain() {
  const { app } = useTill()
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const pair = async (event: FormEvent) => {
    event.preventDefault()
    const typed = code.trim()
    if (busy) return
    if (typed === '') return setProblem('Type the code that the office shows under Devices.')
    setBusy(true)
    const refused = await tryPairing(app.replica, typed)
    setBusy(false)
    if (refused !== null) return setProblem(refused)
    window.location.reload()
  }
  return (
    <details className={styles.section} data-testid="pair-again">
      <summary className={styles.heading}>Pair this device again</summary>
      <p>
        When the endpoint no longer takes this device: in the office choose “Pair another device” and type its
        code here. Carts, sales and everything unsent go along; nothing is deleted.
      </p>
      <form noValidate onSubmit={(event) => void pair(event)}>
        <TextField
          label="Pairing code"
          value={code}
          onChange={setCode}
          error={problem}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          data-testid="pair-again-code"
        />
        <Button type="submit" disabled={busy} data-testid="pair-again-done">
          {busy ? 'Pairing …' : 'Pair again'}
        </Button>
      </form>
    </details>
  )
}

/** Words of what went wrong, also where nothing answered; null when it is paired. */
async function tryPairing(replica: Replica, code: string): Promise<string | null> {
  try {
    const { pairAgain } = await import('../../app/pair-again.ts')
    return await pairAgain(replica, code)
  } catch {
    return 'This did not go through: the device’s storage did not answer. Nothing is lost; try again.'
  }
}
