import Undo2 from 'lucide-react/icons/undo-2'
import { useMemo } from 'react'
import type { TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { type RefundHint, refundHints, shareHints } from '../refund/refund-hints.ts'
import { Price } from '../till-context.tsx'
import { negate } from './parts.ts'
import styles from './pay.module.css'
import { type Means, usePay } from './pay-context.ts'
import { KIND_WORDS } from './tender-words.ts'

/** By which means it was paid: money goes back the same way unless somebody chooses another. */
export function GiveBackHints() {
  const { priced, leftMinor, cut, show, askCard, take } = usePay()
  const { replica } = useApp()
  const version = useViews((views) => views.salesVersion)
  const { cart } = priced
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is changed in place, its version tells when.
  const hints = useMemo(
    () =>
      leftMinor < 0 ? shareHints(refundHints(cart, replica.store.getState().sales), negate(leftMinor)) : [],
    [cart, leftMinor, replica, version],
  )
  const others = hints.filter(({ kind }) => kind !== 'cash')
  if (others.length === 0) return null
  const choose = ({ kind, upToMinor }: RefundHint) => {
    const part = { amountMinor: negate(upToMinor) }
    cut(upToMinor === negate(leftMinor) ? null : part)
    if (kind === 'card') void askCard(part)
    else if (kind === 'on-the-house') void take(cameBack(replica.deps.newId() as TenderId, part))
    else show({ kind: 'take', by: meansOf(kind) })
  }
  return (
    <section className={styles.choices} aria-label="As it was paid">
      {others.map((hint) => (
        <Button
          key={`${hint.kind} ${hint.last4} ${hint.account}`}
          wide
          className={styles.choice}
          icon={Undo2}
          data-testid="give-back-hint"
          data-kind={hint.kind}
          onClick={() => choose(hint)}
        >
          <span>
            {KIND_WORDS[hint.kind]}
            {hint.last4 ? ` •••• ${hint.last4}` : ''}
          </span>
          <Price className={styles.end} minor={hint.upToMinor} />
        </Button>
      ))}
    </section>
  )
}

/** Nobody paid for it: it comes back as it went, and no money leaves the drawer. */
const cameBack = (id: TenderId, part: { readonly amountMinor: Minor }): Tender => ({
  ...{ kind: 'on-the-house', id, reason: 'Came back', by: null },
  ...part,
})

/** A transfer and a payment on the phone go back by hand, which the till counts as cash or credit. */
function meansOf(kind: RefundHint['kind']): Means {
  if (kind === 'store-credit' || kind === 'house-account') return kind
  return 'cash'
}
