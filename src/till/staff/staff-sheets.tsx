import { useState } from 'react'
import { mayDo, type Staff } from '../../../core/domain/staff.ts'
import { useViews } from '../../app/app-context.tsx'
import { recordApproval } from '../../replica/approvals.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { TroubleWords } from '../storage/trouble-words.tsx'
import { useTill } from '../till-context.tsx'
import { staffNow } from '../till-model.ts'
import type { StaffSheet } from '../till-sheet.ts'
import { PinEntry } from './pin-entry.tsx'
import { StaffHome } from './staff-home.tsx'
import { StaffPicker } from './staff-picker.tsx'

/** Sheets about the people at the till. */
export function StaffSheets({ sheet }: { sheet: StaffSheet }) {
  const { sheets } = useTill()
  switch (sheet.kind) {
    case 'staff':
      return (
        <Sheet title="This till" onClose={sheets.close}>
          <StaffHome />
        </Sheet>
      )
    case 'sign-in':
      return <SignIn staff={sheet.staff} />
    case 'approval':
      return <Approval sheet={sheet} />
  }
}

function SignIn({ staff: id }: { readonly staff: Staff['id'] }) {
  const { app, sheets } = useTill()
  const staff = useViews((views) => views.staff.find((one) => one.id === id))
  if (!staff) return null
  const onRight = () => {
    app.session.setState({ staff: staff.id })
    sheets.closeAll()
  }
  return (
    <Sheet place="middle" title={`PIN of ${staff.name}`} onClose={sheets.close}>
      <PinEntry staff={staff} onRight={onRight} />
    </Sheet>
  )
}

/** Somebody with the permission says yes by their PIN; who is signed in stays signed in. */
function Approval({ sheet }: { sheet: Extract<StaffSheet, { kind: 'approval' }> }) {
  const { app, carts, sheets } = useTill()
  const everybody = useViews((views) => views.staff)
  const able = everybody.filter((staff) => mayDo(staff.role, sheet.permission))
  const [chosen, setChosen] = useState<Staff | null>(able.length === 1 ? (able[0] ?? null) : null)
  const [failure, setFailure] = useState<StorageFailure | null>(null)
  const onRight = async (by: Staff) => {
    const { permission, deed: detail } = sheet
    const { id: sale } = carts.getState().cart
    const staff = staffNow(app)?.id ?? null
    const written = await recordApproval(app.replica, { permission, by: by.id, sale, detail, staff })
    if (!written.ok) return setFailure(written.error)
    sheets.close()
    sheet.onApproved(by.id)
  }
  return (
    <Sheet place="middle" title={`${sheet.deed} needs a manager`} onClose={sheets.close}>
      {failure && <TroubleWords failure={failure} />}
      {chosen ? (
        <>
          <p>{chosen.name}, your PIN:</p>
          <PinEntry staff={chosen} onRight={() => void onRight(chosen)} />
        </>
      ) : (
        <StaffPicker staff={able} onPick={setChosen} />
      )}
    </Sheet>
  )
}
