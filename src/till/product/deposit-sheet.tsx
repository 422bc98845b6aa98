import { ONE_PIECE, type Thousandths, toMinor } from '../../../core/domain/money.ts'
import type { Product, Variant } from '../../../core/domain/product.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import { QuantityForm } from '../keypad-form.tsx'
import { Price, useTill } from '../till-context.tsx'
import { addPriced, addVariant } from '../till-model.ts'
import styles from './deposit-sheet.module.css'

export interface DepositSheetProps {
  readonly product: Product
  readonly variant: Variant
}

const COUNTS = [1, 2, 3, 4, 5, 6, 8, 10] as const

/** Cups and bottles: mostly they come back, so many at once; now and then one is sold by itself. */
export function DepositSheet({ product, variant }: DepositSheetProps) {
  const till = useTill()
  const { priceMinor } = variant
  const giveBack = (pieces: number) => {
    if (priceMinor === null) return
    till.sheets.close()
    const quantity = (-pieces * ONE_PIECE) as Thousandths
    addPriced(till, product, variant, { unitMinor: priceMinor, quantity })
  }
  const sell = () => {
    till.sheets.close()
    addVariant(till, product, variant)
  }
  if (priceMinor === null)
    return (
      <Sheet place="middle" title={product.name} onClose={till.sheets.close}>
        <p>
          This deposit has no price yet. Give it one in the office, so that as much goes back as was taken.
        </p>
      </Sheet>
    )
  return (
    <Sheet tall title={product.name} onClose={till.sheets.close} testId="sheet-deposit">
      <div className={styles.head}>
        <p>
          How many come back? <Price minor={priceMinor} /> for each.
        </p>
        <Button data-testid="deposit-sell" onClick={sell}>
          Sell one
        </Button>
      </div>
      <div className={styles.counts}>
        {COUNTS.map((pieces, at) => (
          <Button
            key={pieces}
            size="large"
            data-testid="deposit-back"
            data-pieces={pieces}
            data-autofocus={at === 0 ? '' : undefined}
            onClick={() => giveBack(pieces)}
          >
            {pieces}
            <Price className={styles.amount} minor={toMinor(-priceMinor * pieces)} />
          </Button>
        ))}
      </div>
      <QuantityForm
        doneWords="So many come back"
        onDone={(quantity) => {
          if (quantity % ONE_PIECE === 0) giveBack(quantity / ONE_PIECE)
          else say('They come back in whole pieces.', { tone: 'warn' })
        }}
      />
    </Sheet>
  )
}
