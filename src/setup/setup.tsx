/** First run, at most three short screens: the location, the owner, the catalogue. Or: join with a code. */
import '../ui/base.css'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { JoinForm, type JoinFormProps } from './join-form.tsx'
import { LocationForm } from './location-form.tsx'
import { OwnerForm } from './owner-form.tsx'
import styles from './setup.module.css'
import { SetupCard } from './setup-card.tsx'
import {
  type DraftProblems,
  type DraftProps,
  locationProblems,
  ownerProblems,
  proposeDraft,
  type SetupDraft,
} from './setup-draft.ts'

export interface SetupProps {
  /** Makes the location on this device. Gives the words of what went wrong, or null. */
  readonly onMake: (draft: SetupDraft) => Promise<string | null>
  /** Joins by a pairing code. Gives the words of what went wrong, or null. */
  readonly onJoin: JoinFormProps['onJoin']
  /** Why a new location would not be taken by the endpoint; null while it would. */
  readonly closed: string | null
}

type Screen = 'location' | 'owner' | 'join'

const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone

export function Setup({ onMake, onJoin, closed }: SetupProps) {
  const [screen, setScreen] = useState<Screen>(closed ? 'join' : 'location')
  const [draft, setDraft] = useState<SetupDraft>(() => proposeDraft(navigator.language, zoneHere()))
  const edit = (change: Partial<SetupDraft>) => setDraft((now) => ({ ...now, ...change }))
  if (screen === 'join') {
    return <JoinForm onJoin={onJoin} closed={closed} onBack={closed ? null : () => setScreen('location')} />
  }
  if (screen === 'owner') {
    const onBack = () => setScreen('location')
    return <OwnerScreen draft={draft} edit={edit} onBack={onBack} onMake={onMake} />
  }
  return (
    <LocationScreen
      draft={draft}
      edit={edit}
      onNext={() => setScreen('owner')}
      onJoin={() => setScreen('join')}
    />
  )
}

function LocationScreen({
  draft,
  edit,
  onNext,
  onJoin,
}: DraftProps & { readonly onNext: () => void; readonly onJoin: () => void }) {
  const [problems, setProblems] = useState<DraftProblems>({})
  const next = (event: FormEvent) => {
    event.preventDefault()
    const found = locationProblems(draft)
    setProblems(found)
    if (Object.keys(found).length === 0) onNext()
  }
  return (
    <SetupCard step="1 of 3" title="Where do you sell?">
      <form noValidate onSubmit={next} className={styles.choices}>
        <LocationForm draft={draft} edit={edit} problems={problems} />
        <div className={styles.foot}>
          <Button look="plain" onClick={onJoin}>
            Join with a code
          </Button>
          <Button look="go" type="submit" data-testid="setup-next">
            Next
          </Button>
        </div>
      </form>
    </SetupCard>
  )
}

function OwnerScreen(
  props: DraftProps & { readonly onBack: () => void; readonly onMake: SetupProps['onMake'] },
) {
  const { draft, edit, onBack, onMake } = props
  const [problems, setProblems] = useState<DraftProblems>({})
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const next = async (event: FormEvent) => {
    event.preventDefault()
    const found = ownerProblems(draft)
    setProblems(found)
    if (busy || Object.keys(found).length > 0) return
    setBusy(true)
    setFailure(await onMake(draft))
    setBusy(false)
  }
  return (
    <SetupCard step="2 of 3" title="Who owns it?">
      <form noValidate onSubmit={(event) => void next(event)} className={styles.choices}>
        <OwnerForm draft={draft} edit={edit} problems={problems} />
        {failure && (
          <p className={styles.problem} role="alert">
            {failure}
          </p>
        )}
        <div className={styles.foot}>
          <Button look="plain" onClick={onBack}>
            Back
          </Button>
          <Button look="go" type="submit" disabled={busy} data-testid="setup-next">
            Next
          </Button>
        </div>
      </form>
    </SetupCard>
  )
}
