import Undo2 from 'lucide-react/icons/undo-2'
import type { Account } from '../../../core/domain/account.ts'
import type { TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { settleTransfer } from '../../replica/deeds.ts'
import { Button } from '../../ui/button.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { say } from '../../ui/toast-store.ts'
import { type RefundHint, shareHints } from '../refund/refund-hints.ts'
import { Price, useTill } from '../till-context.tsx'
import { staffNow } from '../till-model.ts'
import { negate } from './parts.ts'
import { PartsList } from './parts-list.tsx'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'
import { KIND_WORDS } from './tender-words.ts'
import { useRefundHints } from './use-refund-hints.ts'

/** By which means it was paid: money goes back the same way unless somebody chooses another. */
export function GiveBackHints() {
  const { leftMinor, cut, show, askCard, take, paidFor } = usePay()
  const accounts = useViews((views) => views.accounts)
  const { replica } = useApp()
  const hints = shareHints(useRefundHints(), negate(leftMinor))
  const offered = hints.flatMap((hint) => (isOffered(hint.kind) ? [{ ...hint, kind: hint.kind }] : []))
  const choose = ({ kind, upToMinor, last4, account }: (typeof offered)[number]) => {
    const part = { amountMinor: negate(upToMinor) }
    cut(upToMinor === negate(leftMinor) ? null : part)
    if (kind === 'card') void askCard(part, last4)
    else if (kind === 'on-the-house') void take(cameBack(replica.deps.newId() as TenderId, part))
    else show({ kind: 'take', by: kind, account })
  }
  // Nothing moves under a finger: who paid for which line is known first.
  if (paidFor === null) return null
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
          <span>{hintWords(hint, accounts)}</span>
          <Price className={styles.end} minor={hint.upToMinor} />
        </Button>
      ))}
      {hints.map((hint) =>
        hint.unpaid ? (
          <NotCome key={hint.unpaid.tender} hint={hint} unpaid={hint.unpaid} />
        ) : (
          <Elsewhere key={hint.kind} hint={hint} />
        ),
      )}
      <PartsList />
    </section>
  )
}

/** The means, and which of its kind. */
function hintWords({ kind, last4, account }: RefundHint, accounts: readonly Account[]): string {
  const which = last4 ? ` •••• ${last4}` : ''
  const name = accounts.find(({ id }) => id === account)?.name
  return `${KIND_WORDS[kind]}${which}${name === undefined ? '' : `: ${name}`}`
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

interface NotComeProps {
  readonly hint: RefundHint
  readonly unpaid: NonNullable<RefundHint['unpaid']>
}

/** Goods of which nobody has paid come back for nothing, once somebody has said that their money does not come. */
function NotCome({ hint: { upToMinor, receipts }, unpaid: { outcome, tender, sale } }: NotComeProps) {
  const { leftMinor, cut, take } = usePay()
  const { app } = useTill()
  const giveUp = async () => {
    const staff = staffNow(app)?.id ?? null
    const settled = await settleTransfer(app.replica, { tender, sale, outcome: 'failed', note: '' }, staff)
    if (!settled.ok) say('That could not be written. Nothing has changed: try again.', { tone: 'warn' })
  }
  const giveNothing = () => {
    const part = { amountMinor: negate(upToMinor) }
    cut(upToMinor === negate(leftMinor) ? null : part)
    void take(cameBack(app.replica.deps.newId() as TenderId, part, 'Its money never came'))
  }
  const isAwaited = outcome === 'awaited'
  return (
    <>
      <p className={`${styles.note} ${styles.warn}`} data-testid="give-back-unpaid" data-outcome={outcome}>
        <Price minor={upToMinor} /> of {receipts.join(', ')} was to come by transfer, and{' '}
        {isAwaited
          ? 'nobody has seen it yet. If it has come, confirm it in “Money awaited” first. While the sale’s shift is open, void the sale instead.'
          : 'does not come. The goods come back for nothing.'}
      </p>
      <Button
        wide
        look={isAwaited ? 'stop' : 'go'}
        data-testid={isAwaited ? 'transfer-failed' : 'give-nothing'}
        onClick={isAwaited ? () => void giveUp() : giveNothing}
      >
        {isAwaited ? 'It does not come' : 'No money goes back'}
      </Button>
    </>
  )
}

/** Nobody paid for it: it comes back as it went, and no money leaves the drawer. */
const cameBack = (id: TenderId, part: { readonly amountMinor: Minor }, reason = 'Came back'): Tender => ({
  ...{ kind: 'on-the-house', id, reason, by: null },
  ...part,
})

/** By which the till itself can give back. */
const OFFERED = ['card', 'store-credit', 'house-account', 'on-the-house', 'cash'] as const
const isOffered = (kind: RefundHint['kind']): kind is (typeof OFFERED)[number] =>
  OFFERED.some((one) => one === kind)
