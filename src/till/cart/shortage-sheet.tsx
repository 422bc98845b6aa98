import { useEffect } from 'react'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useTill } from '../till-context.tsx'
import { ShortageList, useShortages } from './shortage-list.tsx'

/** More of capped goods in the cart than this till may sell. Closes by itself once nothing is missing. */
export function ShortageSheet() {
  const { sheets } = useTill()
  const shortages = useShortages()
  const settled = shortages.length === 0
  useEffect(() => {
    if (settled && sheets.getState().sheets.at(-1)?.kind === 'shortage') sheets.close()
  }, [settled, sheets])
  return (
    <Sheet place="middle" title="More than this till may sell" onClose={sheets.close} testId="sheet-shortage">
      <ShortageList shortages={shortages} />
      <Button wide onClick={sheets.close}>
        Decide later
      </Button>
    </Sheet>
  )
}
