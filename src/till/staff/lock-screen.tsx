/** A locked till: who it knows, and a PIN. It goes on syncing, and says so. */
import '../../ui/base.css'
import { useLayoutEffect, useRef, useState } from 'react'
import type { Staff } from '../../../core/domain/staff.ts'
import { useApp, useStaff, useSync, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { openAgain } from '../../ui/open-again.ts'
import { statusWords } from '../shell/status-words.ts'
import { TillContext } from '../till-context.tsx'
import { tillModelOf } from '../till-model.ts'
import styles from './lock-screen.module.css'
import { PinEntry } from './pin-entry.tsx'
import { StaffPicker } from './staff-picker.tsx'

export function LockScreen() {
  const app = useApp()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <TillContext value={tillModelOf(app)}>
      <dialog
        ref={dialog}
        className={styles.screen}
        aria-labelledby="lock-title"
        data-testid="lock-screen"
        onCancel={(event) => event.preventDefault()}
        onClose={() => openAgain(dialog.current)}
      >
        <Unlock />
      </dialog>
    </TillContext>
  )
}

function Unlock() {
  const { session } = useApp()
  const staff = useViews((views) => views.staff)
  const here = useStaff()
  const status = useSync(statusWords)
  const state = useSync((sync) => sync.state)
  const [chosen, setChosen] = useState<Staff | null>(null)
  const who = chosen ?? (staff.length === 1 ? (staff[0] ?? null) : null)
  return (
    <div className={styles.card}>
      <h2 id="lock-title" className={styles.title}>
        {who ? `PIN of ${who.name}` : 'Locked. Who is selling?'}
      </h2>
      {who ? (
        <PinEntry staff={who} onRight={() => session.setState({ staff: who.id, locked: false })} />
      ) : (
        <StaffPicker staff={staff} current={here?.id} onPick={setChosen} />
      )}
      {chosen && (
        <Button wide data-testid="lock-other" onClick={() => setChosen(null)}>
          Somebody else
        </Button>
      )}
      <p className={styles.status} data-testid="lock-status" data-state={state}>
        {status}. The cart is as it was.
      </p>
    </div>
  )
}
