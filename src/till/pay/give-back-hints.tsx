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
import { usePay } from './pay-context.ts'
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
  const offered = hints.flatMap((hint) => (isOffered(hint.kind) ? [{ ...hint, kind: hint.kind }] : []))
  const elsewhere = hints.filter(({ kind }) => kind === 'transfer' || kind === 'online')
  if (offered.length + elsewhere.length === 0) return null
  const choose = ({ kind, upToMinor }: (typeof offered)[number]) => {
    const part = { amountMinor: negate(upToMinor) }
    cut(upToMinor === negate(leftMinor) ? null : part)
    if (kind === 'card') void askCard(part)
    else if (kind === 'on-the-house') void take(cameBack(replica.deps.newId() as TenderId, part))
    else show({ kind: 'take', by: kind })
  }
  return (
    <section className={styles.choices} aria-label="As it was paid">
      {offered.map((hint) => (
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
      {elsewhere.map(({ kind, upToMinor }) => (
        <p key={kind} className={styles.note} data-testid="give-back-elsewhere">
          <Price minor={upToMinor} /> {kind === 'transfer' ? 'came by transfer' : 'was paid on the phone'}:
          the till cannot send it back. Give it in cash or as store credit.
        </p>
      ))}
    </section>
  )
}

/** Nobody paid for it: it comes back as it went, and no money leaves the drawer. */
const cameBack = (id: TenderId, part: { readonly amountMinor: Minor }): Tender => ({
  ...{ kind: 'on-the-house', id, reason: 'Came back', by: null },
  ...part,
})

/** By which the till itself can give back; cash is what the form below is about. */
const OFFERED = ['card', 'store-credit', 'house-account', 'on-the-house'] as const
const isOffered = (kind: RefundHint['kind']): kind is (typeof OFFERED)[number] =>
  OFFERED.some((one) => one === kind)
