import { formatQuantity } from '../../../core/domain/format.ts'
import { ONE_PIECE, type Thousandths, ZERO } from '../../../core/domain/money.ts'
import { useApp } from '../../app/app-context.tsx'
import { CheckField } from '../../ui/field.tsx'
import { Price } from '../till-context.tsx'
import { type Choice, chooseRestock, isStocked, stepChoice } from './choice.ts'
import styles from './refund.module.css'
import type { ReturnableLine } from './returnable.ts'
import { Stepper } from './stepper.tsx'

const NONE = 0 as Thousandths

export interface ChoiceRowProps {
  readonly line: ReturnableLine
  readonly choice: Choice
  readonly onChoice: (choice: Choice) => void
  /** The number was pressed, to key in another. */
  readonly onKeyed: (line: ReturnableLine) => void
}

/** One line of the sale: how much of it comes back, and whether it can be sold again. */
export function ChoiceRow({ line, choice, onChoice, onKeyed }: ChoiceRowProps) {
  const chosen = choice.get(line.line)
  const name = nameOf(line)
  return (
    <li
      className={styles.line}
      data-testid="return-line"
      data-sku={line.item.sku ?? ''}
      data-left={line.left / ONE_PIECE}
      data-quantity={(chosen?.quantity ?? 0) / ONE_PIECE}
    >
      <div className={styles.lineMain}>
        <span className={styles.lineWords}>
          <span className={styles.lineName}>{name}</span>
          <LineHint line={line} />
        </span>
        {line.left > 0 && line.never === null && (
          <Stepper
            name={name}
            quantity={chosen?.quantity ?? NONE}
            most={line.left}
            onStep={(step) => onChoice(stepChoice(choice, line, step))}
            onKeyed={() => onKeyed(line)}
          />
        )}
      </div>
      {chosen && isStocked(line) && (
        <CheckField
          label="Back into stock, to be sold again"
          checked={chosen.restock}
          onChange={(restock) => onChoice(chooseRestock(choice, line.line, restock))}
        />
      )}
    </li>
  )
}

const nameOf = ({ item }: ReturnableLine): string =>
  item.variantName === '' ? item.name : `${item.name} · ${item.variantName}`

/** What one cost, and what has become of the line. */
function LineHint({ line }: { readonly line: ReturnableLine }) {
  const { locale } = useApp()
  const { item, back, left, never, onItMinor = ZERO } = line
  const number = (quantity: number) => formatQuantity(quantity as typeof left, locale)
  return (
    <span className={styles.hint}>
      {number(item.quantity)} for <Price minor={item.amountMinor} />
      {back > 0 && ` · ${number(back)} of ${number(item.quantity)} came back`}
      {never === 'voucher' && ' · a voucher keeps its money: it is not taken back'}
      {never === 'spent' && (
        <>
          {' · '}only <Price minor={onItMinor} /> is left on it: it is not taken back
        </>
      )}
      {never === 'account' && ' · was paid into an account: it is not taken back'}
      {never === null && left === 0 && ' · nothing is left'}
    </span>
  )
}
