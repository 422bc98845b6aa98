import Undo2 from 'lucide-react/icons/undo-2'
import { useState } from 'react'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { Button } from '../../ui/button.tsx'
import { Price, useMoneyWriting } from '../till-context.tsx'
import { negate, partsOf } from './parts.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'
import { takeBackWords, tenderLabel } from './tender-words.ts'

/** The parts that have been taken, each with its way back. */
export function PartsList() {
  const { priced } = usePay()
  const parts = partsOf(priced)
  if (parts.length === 0) return null
  return (
    <ul
      className={styles.list}
      aria-label={priced.totals.totalMinor < 0 ? 'Parts given back' : 'Parts taken'}
    >
      {parts.map((tender) => (
        <PartRow key={tender.id} tender={tender} />
      ))}
    </ul>
  )
}

function PartRow({ tender }: { readonly tender: Tender }) {
  const { takeBack } = usePay()
  const { currency, locale } = useMoneyWriting()
  const [asking, setAsking] = useState(false)
  const { amountMinor } = tender
  const isBack = amountMinor < 0
  const shownMinor = isBack ? negate(amountMinor) : amountMinor
  const amount = formatMoney(shownMinor, currency, locale)
  return (
    <li className={styles.row} data-testid="part" data-kind={tender.kind} data-minor={amountMinor}>
      <span className={styles.rowWords}>
        <span className={styles.rowName}>
          {tenderLabel(tender)}
          {isBack && <span className={styles.hint}> · given back</span>}
        </span>
        {asking && <span role="alert">{takeBackWords(tender, amount)}</span>}
      </span>
      <Price className={styles.amount} minor={shownMinor} />
      {asking ? (
        <>
          <Button onClick={() => setAsking(false)}>Keep it</Button>
          <Button look="stop" data-testid="part-taken-back" onClick={() => void takeBack(tender)}>
            {tender.kind === 'card' ? 'Reversed' : 'Done, take it out'}
          </Button>
        </>
      ) : (
        <Button
          look="plain"
          icon={Undo2}
          data-testid="part-take-back"
          aria-label={`Take back ${tenderLabel(tender)}, ${amount}`}
          onClick={() => setAsking(true)}
        >
          Take back
        </Button>
      )}
    </li>
  )
}
