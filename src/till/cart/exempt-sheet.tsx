import Check from 'lucide-react/icons/check'
import Trash2 from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import { EXEMPT_REASONS } from '../../../core/domain/preset-reasons.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useCart, useTill } from '../till-context.tsx'
import styles from './cart-sheets.module.css'
import { setExemption } from './exempt-deeds.ts'
import { ReasonChoice } from './reason-choice.tsx'

/** A customer who pays no tax: why, and the paper that says so. Both stand on the receipt. */
export function ExemptSheet() {
  const till = useTill()
  const before = useCart(({ cart }) => cart.exempt)
  const [reason, setReason] = useState(before?.reason ?? '')
  const [reference, setReference] = useState(before?.reference ?? '')
  const [tried, setTried] = useState(false)
  const needsReason = tried && reason.trim() === ''
  const needsReference = tried && reference.trim() === ''
  const set = () => {
    if (reason.trim() === '' || reference.trim() === '') return setTried(true)
    till.sheets.close()
    setExemption(till, { reason: reason.trim(), reference: reference.trim() })
  }
  return (
    <Sheet place="middle" title="Sell without tax" onClose={till.sheets.close} testId="sheet-exempt">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          set()
        }}
      >
        <ReasonChoice
          presets={EXEMPT_REASONS}
          reason={reason}
          error={needsReason ? 'Say why this customer pays no tax.' : null}
          onReason={setReason}
          testId="exempt-reason"
        />
        <TextField
          label="Number of the paper"
          hint="The certificate, card or VAT number that you have seen."
          maxLength={100}
          value={reference}
          error={needsReference ? 'Write its number down: an inspector will ask for it.' : null}
          data-testid="exempt-reference"
          onChange={setReference}
        />
        <Button look="go" size="large" wide icon={Check} type="submit" data-testid="exempt-done">
          Take the tax off
        </Button>
        {before && (
          <Button
            wide
            icon={Trash2}
            data-testid="exempt-remove"
            onClick={() => {
              till.sheets.close()
              setExemption(till, undefined)
            }}
          >
            Charge tax again
          </Button>
        )}
      </form>
    </Sheet>
  )
}
