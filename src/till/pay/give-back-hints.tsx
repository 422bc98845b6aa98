import Undo2 from 'lucide-react/icons/undo-2'
import type { TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { useApp } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { type RefundHint, shareHints } from '../refund/refund-hints.ts'
import { Price } from '../till-context.tsx'
import { negate } from './parts.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'
import { KIND_WORDS } from './tender-words.ts'
import { useRefundHints } from './use-refund-hints.ts'

/** By which means it was paid: money goes back the same way unless somebody chooses another. */
export function GiveBackHints() {
  const { leftMinor, cut, show, askCard, take } = usePay()
  const { replica } = useApp()
  const hints = shareHints(useRefundHints(), negate(leftMinor))
  const offered = hints.flatMap((hint) => (isOffered(hint.kind) ? [{ ...hint, kind: hint.kind }] : []))
  const choose = ({ kind, upToMinor }: (typeof offered)[number]) => {
    const part = { amountMinor: negate(upToMinor) }
    cut(upToMinor === negate(leftMinor) ? null : part)
    if (kind === 'card') void askCard(part)
    else if (kind === 'on-the-house') void take(cameBack(replica.deps.newId() as TenderId, part))
    else show({ kind: 'take', by: kind })
  }
  return (
    <section className={styles.choices} aria-label="As it was paid">
      {offered.map((hint, index) => (
        <Button
          key={`${hint.kind} ${hint.last4} ${hint.account}`}
          wide
          look={index === 0 ? 'go' : 'outline'}
          className={styles.choice}
          icon={Undo2}
          data-testid="give-back-hint"
          data-kind={hint.kind}
          {...(index === 0 ? { ref: focusOnMount, 'data-autofocus': '' } : {})}
          onClick={() => choose(hint)}
        >
          <span>
            {KIND_WORDS[hint.kind]}
            {hint.last4 ? ` •••• ${hint.last4}` : ''}
          </span>
          <Price className={styles.end} minor={hint.upToMinor} />
        </Button>
      ))}
      {hints.map((hint) => (
        <Elsewhere key={hint.kind} hint={hint} />
      ))}
    </section>
  )
}

/** What the till cannot send back. */
function Elsewhere({ hint: { kind, upToMinor } }: { readonly hint: RefundHint }) {
  if (kind !== 'transfer' && kind !== 'online') return null
  return (
    <p className={styles.note} data-testid="give-back-elsewhere">
      <Price minor={upToMinor} /> {kind === 'transfer' ? 'came by transfer' : 'was paid on the phone'}: the
      till cannot send it back. Give it as store credit, or in cash by the word of somebody who may.
    </p>
  )
}

/** Nobody paid for it: it comes back as it went, and no money leaves the drawer. */
const cameBack = (id: TenderId, part: { readonly amountMinor: Minor }): Tender => ({
  ...{ kind: 'on-the-house', id, reason: 'Came back', by: null },
  ...part,
})

/** By which the till itself can give back. */
const OFFERED = ['card', 'store-credit', 'house-account', 'on-the-house', 'cash'] as const
const isOffered = (kind: RefundHint['kind']): kind is (typeof OFFERED)[number] =>
  OFFERED.some((one) => one === kind)
