import Hash from 'lucide-react/icons/hash'
import Percent from 'lucide-react/icons/percent'
import Tag from 'lucide-react/icons/tag'
import Trash2 from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import { type CartLine, MAX_NOTE } from '../../../core/domain/cart.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { MoneyForm } from '../keypad-form.tsx'
import { Price, useCart, useTill } from '../till-context.tsx'
import { withPermission } from '../till-model.ts'
import { isStepped, removeLine } from './cart-deeds.ts'
import styles from './cart-sheets.module.css'

const useLine = (key: string): CartLine | undefined =>
  useCart(({ cart }) => cart.lines.find((line) => line.key === key))

/** One line item: its note, its price, its quantity, or out with it. */
export function LineSheet({ line: key }: { line: string }) {
  const till = useTill()
  const line = useLine(key)
  if (!line) return null
  const close = till.sheets.close
  return (
    <Sheet place="middle" title={line.name} onClose={close}>
      {line.variantName !== '' && <p>{line.variantName}</p>}
      <LineNote line={line} />
      <div className={styles.actions}>
        <LineChanges line={line} />
        <Button
          look="stop"
          icon={Trash2}
          data-testid="remove-line"
          onClick={() => {
            removeLine(till, line)
            close()
          }}
        >
          Remove
        </Button>
      </div>
    </Sheet>
  )
}

/** What may be changed of goods that are sold; of the rest only some. */
function LineChanges({ line }: { line: CartLine }) {
  const till = useTill()
  const isGoods = !line.kind && !line.returned && line.quantity > 0
  const changePrice = () =>
    withPermission(till, 'override-price', `Changing the price of ${line.name}`, () =>
      till.sheets.swap({ kind: 'override-price', line: line.key }),
    )
  return (
    <>
      {(isStepped(line) || line.unit) && !line.returned && (
        <Button icon={Hash} onClick={() => till.sheets.swap({ kind: 'quantity', line: line.key })}>
          {line.unit ? 'Weight' : 'Quantity'}
        </Button>
      )}
      {isGoods && (
        <>
          <Button
            icon={Percent}
            data-testid="line-discount-open"
            onClick={() => till.sheets.swap({ kind: 'discount', line: line.key })}
          >
            Discount
          </Button>
          <Button icon={Tag} data-testid="override-price" onClick={changePrice}>
            Price
          </Button>
        </>
      )}
    </>
  )
}

/** Kept with each key, so that no button has to be pressed for it. */
function LineNote({ line }: { line: CartLine }) {
  const { carts, sheets } = useTill()
  const [note, setNote] = useState(line.note)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        sheets.close()
      }}
    >
      <TextField
        label="Note"
        hint="Printed under the line."
        maxLength={MAX_NOTE}
        value={note}
        data-testid="line-note"
        onChange={(text) => {
          setNote(text)
          carts.dispatch({ type: 'change', key: line.key, fields: { note: text.trim() } })
        }}
      />
    </form>
  )
}

/** Another price for this line only; the catalogue keeps its own. */
export function OverridePriceSheet({ line: key }: { line: string }) {
  const { carts, sheets } = useTill()
  const line = useLine(key)
  if (!line) return null
  return (
    <Sheet tall title={`Price of ${line.name}`} onClose={sheets.close}>
      {line.listMinor !== null && (
        <p>
          In the catalogue: <Price minor={line.listMinor} />
        </p>
      )}
      <MoneyForm
        start={line.unitMinor}
        doneWords="Set the price"
        onDone={(unitMinor) => {
          carts.dispatch({ type: 'change', key, fields: { unitMinor } })
          sheets.close()
        }}
      />
    </Sheet>
  )
}
