import Check from 'lucide-react/icons/check'
import X from 'lucide-react/icons/x'
import { useMemo, useState } from 'react'
import { emptyCart } from '../../../core/domain/cart.ts'
import { formatQuantity } from '../../../core/domain/format.ts'
import type { SaleId } from '../../../core/domain/ids.ts'
import { ONE_PIECE, type Thousandths } from '../../../core/domain/money.ts'
import { returnLines } from '../../../core/domain/refund.ts'
import { refundWords } from '../../../core/domain/refund-words.ts'
import type { Sale } from '../../../core/domain/sale.ts'
import { useApp } from '../../app/app-context.tsx'
import { priceNow } from '../../replica/price-rules.ts'
import { backOf } from '../../replica/standings.ts'
import { Button } from '../../ui/button.tsx'
import { QuantityForm } from '../keypad-form.tsx'
import { BackFoot } from './back-foot.tsx'
import { type Choice, choiceList, chooseAll, chooseQuantity, pressAll } from './choice.ts'
import { ChoiceRow } from './choice-row.tsx'
import { GiveBack } from './give-back.tsx'
import { ReasonField } from './reason-field.tsx'
import styles from './refund.module.css'
import type { ReturnableLine } from './returnable.ts'

export interface ReturnFormProps {
  readonly sale: Sale
  readonly lines: readonly ReturnableLine[]
}

/** Which lines of a sale come back. Nothing is recorded here: they go into the cart. */
export function ReturnForm({ sale, lines }: ReturnFormProps) {
  const [choice, setChoice] = useState<Choice>(() => chooseAll(isOneThing(lines) ? lines : []))
  const [keyed, setKeyed] = useState<ReturnableLine | null>(null)
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(0)
  const { locale } = useApp()
  const { back, flaw, totalMinor } = useBack(sale, choice)
  const all = pressAll(choice, lines)
  if (keyed)
    return (
      <KeyedQuantity
        line={keyed}
        onDone={(quantity) => {
          setChoice(chooseQuantity(choice, keyed, quantity))
          setKeyed(null)
        }}
      />
    )
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
      <GiveBack minor={totalMinor} />
      {!isOneThing(lines) && (
        <Button
          wide
          icon={all.words === 'Nothing' ? X : Check}
          data-testid="return-all"
          onClick={() => setChoice(all.next)}
        >
          {all.words}
        </Button>
      )}
      <ul className={styles.lines}>
        {lines.map((line) => (
          <ChoiceRow key={line.line} line={line} choice={choice} onChoice={setChoice} onKeyed={setKeyed} />
        ))}
      </ul>
      {flaw && (
        <p className={styles.flaw} role="alert">
          {refundWords(flaw, locale)}
        </p>
      )}
      <ReasonField reason={reason} asked={asked} onReason={setReason} />
      <BackFoot
        back={back}
        totalMinor={totalMinor}
        reason={reason.trim()}
        onAsk={() => setAsked(asked + 1)}
      />
    </form>
  )
}

/** There is nothing to choose: it is meant. */
const isOneThing = ([only, ...others]: readonly ReturnableLine[]): boolean =>
  others.length === 0 && only !== undefined && only.item.quantity <= ONE_PIECE

interface KeyedQuantityProps {
  readonly line: ReturnableLine
  readonly onDone: (quantity: Thousandths) => void
}

/** Many pieces, or a part of what was weighed. */
function KeyedQuantity({ line, onDone }: KeyedQuantityProps) {
  const { locale } = useApp()
  return (
    <>
      <p>
        {line.item.name}: at most {formatQuantity(line.left, locale)} can come back.
      </p>
      <QuantityForm
        start={line.left}
        refuse={(quantity) => (quantity > line.left ? refundWords(beyond(line), locale) : null)}
        doneWords="So many come back"
        onDone={onDone}
      />
    </>
  )
}

/** The chosen lines as they would stand in the cart, and what they come to there. */
function useBack(sale: Sale, choice: Choice) {
  const { replica } = useApp()
  return useMemo(() => {
    const views = replica.store.getState()
    const drafted = returnLines(sale, backOf(sale.id, views), choiceList(choice))
    const back = drafted.ok ? drafted.value : []
    const flaw = choice.size === 0 || drafted.ok ? null : drafted.error
    const lines = back.map((line, index) => ({ ...line, key: String(index) }))
    const cart = { ...emptyCart('' as SaleId), lines }
    const { totals } = priceNow(views, cart, replica.deps.now())
    return { back, flaw, totalMinor: totals.totalMinor }
  }, [sale, choice, replica])
}

const beyond = ({ line, item, left }: ReturnableLine) =>
  ({ kind: 'more-than-left', line, name: item.name, left }) as const
