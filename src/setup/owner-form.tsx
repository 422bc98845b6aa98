import { useState } from 'react'
import { CheckField, TextField } from '../ui/field.tsx'
import type { DraftProblems, DraftProps } from './setup-draft.ts'

/** Who owns the pop-up, and the PIN that proves it on this till. */
export function OwnerForm({ draft, edit, problems }: DraftProps & { readonly problems: DraftProblems }) {
  const [shown, setShown] = useState(false)
  return (
    <>
      <TextField
        label="Your name"
        value={draft.ownerName}
        onChange={(ownerName) => edit({ ownerName })}
        error={problems.ownerName ?? null}
        maxLength={60}
        autoComplete="off"
        data-testid="setup-owner-name"
      />
      <TextField
        label="PIN"
        type={shown ? 'text' : 'password'}
        inputMode="numeric"
        autoComplete="new-password"
        maxLength={8}
        value={draft.ownerPin}
        onChange={(ownerPin) => edit({ ownerPin })}
        error={problems.ownerPin ?? null}
        hint="Four to eight digits. It approves voids and price changes, also without a network."
        data-testid="setup-owner-pin"
      />
      <CheckField label="Show the PIN" checked={shown} onChange={setShown} />
    </>
  )
}
