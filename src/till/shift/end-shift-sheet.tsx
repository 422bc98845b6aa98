import { useEffect, useState } from 'react'
import { useViews } from '../../app/app-context.tsx'
import { tillHead } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import { closeShift } from '../../replica/shift.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import { StorageTrouble } from '../storage/storage-trouble.tsx'
import { useTill } from '../till-context.tsx'
import { staffNow } from '../till-model.ts'
import { PartPaidList } from './part-paid-list.tsx'

/** Says what the end of the shift does, and does it. */
export function EndShiftSheet() {
  const { sheets } = useTill()
  const isOpen = useShiftIsOpen()
  const { failure, end, clear } = useEndShift()
  return (
    <Sheet place="middle" title="End the shift" onClose={sheets.close} testId="sheet-end-shift">
      {failure ? (
        <StorageTrouble failure={failure} onRetry={end} onBack={clear} />
      ) : (
        <>
          <Consequences isOpen={isOpen} />
          {isOpen && (
            <Button look="go" size="large" wide data-testid="end-shift-done" onClick={end}>
              End the shift
            </Button>
          )}
          <Button wide onClick={sheets.close}>
            Go on selling
          </Button>
        </>
      )}
    </Sheet>
  )
}

function Consequences({ isOpen }: { readonly isOpen: boolean | null }) {
  const holds = useViews(({ leased }) => [...leased.values()].some((held) => held > 0))
  if (isOpen === false) return <p>No shift is open on this till: the next sale begins one.</p>
  return (
    <>
      <p>The sales of this till up to now are one shift. The next sale begins another one.</p>
      {holds && (
        <p>
          What this till still holds of capped goods goes back, so that the other tills can sell it; cut off,
          it goes back as soon as the network is there again.
        </p>
      )}
      <PartPaidList />
      <p>The cart stays as it is.</p>
    </>
  )
}

/** Null while it is being looked up. */
function useShiftIsOpen(): boolean | null {
  const { app } = useTill()
  const [isOpen, setOpen] = useState<boolean | null>(null)
  useEffect(() => {
    let gone = false
    void tillHead(app.replica).then(({ shift }) => {
      if (!gone) setOpen(shift !== null)
    })
    return () => {
      gone = true
    }
  }, [app])
  return isOpen
}

function useEndShift() {
  const { app, sheets } = useTill()
  const [failure, setFailure] = useState<StorageFailure | null>(null)
  const end = () =>
    void closeShift(app.replica, staffNow(app)?.id ?? null).then((closed) => {
      if (!closed.ok) return setFailure(closed.error)
      sheets.closeAll()
      say(closed.value.shift ? 'The shift has ended.' : 'No shift was open.')
    })
  return { failure, end, clear: () => setFailure(null) }
}
