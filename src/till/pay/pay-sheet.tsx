import { useEffect, useState } from 'react'
import type { AccountId } from '../../../core/domain/ids.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import { shortagesNow } from '../cart/shortage.ts'
import { ShortageList, useShortages } from '../cart/shortage-list.tsx'
import { QuestionsSheet } from '../questions/questions-sheet.tsx'
import { StorageTrouble } from '../storage/storage-trouble.tsx'
import { Price, useTill } from '../till-context.tsx'
import type { TillModel } from '../till-model.ts'
import { AccountTender } from './account-tender.tsx'
import { CardTender } from './card-tender.tsx'
import { CashTender } from './cash-tender.tsx'
import { CreditTender } from './credit-tender.tsx'
import { GiveBackHints } from './give-back-hints.tsx'
import { HouseTender } from './house-tender.tsx'
import { MoreTenders } from './more-tenders.tsx'
import { NothingDue, TooMuchPaid } from './nothing-due.tsx'
import { OnlineTender } from './online-tender.tsx'
import { PaidStrip } from './paid-strip.tsx'
import { negate, partsOf } from './parts.ts'
import { type Means, type Pay, PayContext, usePay } from './pay-context.ts'
import { QrTender } from './qr-tender.tsx'
import { RecordedView } from './recorded-view.tsx'
import { SplitView } from './split-view.tsx'
import { TenderTabs } from './tender-tabs.tsx'
import { TipForm } from './tip-form.tsx'
import { TipRow } from './tip-row.tsx'
import { usePayStage } from './use-pay-stage.ts'
import { VoucherTender } from './voucher-tender.tsx'

/**
 * From the total to the receipt, in one sheet. Before that, what a crash left open about this cart, so that nobody is
 * asked for the same money twice; and what of the cart this till may not sell as it is.
 */
export function PaySheet() {
  const till = useTill()
  const [isOpen] = useState(() => isAskedAlready(till))
  const [isShort, setShort] = useState(() => !isPartPaid(till) && shortagesNow(till).length > 0)
  const onShort = () => {
    // A cart of which parts are paid cannot be changed: they are taken back first.
    if (isPartPaid(till))
      say('Capped goods of this sale were sold meanwhile. Take the parts back, then look at the cart.', {
        tone: 'warn',
      })
    // What another tab has sold is heard of first, so that the screen and the refusal agree.
    else void till.app.replica.catchUp().then(() => setShort(true))
  }
  if (isOpen) return <QuestionsSheet />
  return isShort ? <ShortSheet onSettled={() => setShort(false)} /> : <TakeSheet onShort={onShort} />
}

const isPartPaid = ({ carts }: TillModel) => (carts.getState().cart.tenders ?? []).length > 0

function isAskedAlready({ app, carts }: TillModel): boolean {
  const { id, tenders = [] } = carts.getState().cart
  const { questions } = app.replica.store.getState()
  return questions.some(({ sale, tender }) => sale === id && !tenders.some((part) => part.id === tender))
}

function ShortSheet({ onSettled }: { readonly onSettled: () => void }) {
  const { carts, sheets } = useTill()
  const shortages = useShortages()
  const settled = shortages.length === 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs because nothing is short any more.
  useEffect(() => {
    if (!settled) return
    if (carts.getState().cart.lines.length > 0) onSettled()
    else sheets.close()
  }, [settled])
  return (
    <Sheet tall title="Before you take the money" onClose={sheets.close} testId="sheet-shortage">
      <ShortageList shortages={shortages} />
    </Sheet>
  )
}

function TakeSheet({ onShort }: { readonly onShort: () => void }) {
  const till = useTill()
  const pay = usePayStage(onShort)
  const { stage } = pay
  const isAsked = stage.kind === 'card' || stage.kind === 'online'
  const close = () => {
    // A deed is being written: what it comes to must be seen here, not behind a sheet that is gone.
    if (pay.isBusy()) return
    if (stage.kind === 'recorded') till.sheets.closeAll()
    else till.sheets.close()
  }
  const refuse = () =>
    say(
      stage.kind === 'card'
        ? 'First say whether the terminal approved the card.'
        : 'The customer may be paying: wait, cancel the payment, or leave it open.',
      { tone: 'warn' },
    )
  return (
    <PayContext value={pay}>
      <Sheet tall title={<Title pay={pay} />} closable={!isAsked} onClose={close} onRefuseClose={refuse}>
        <StageContent onClose={close} />
      </Sheet>
    </PayContext>
  )
}

function Title({ pay: { stage, part, leftMinor, priced } }: { readonly pay: Pay }) {
  const { totalMinor } = priced.totals
  if (stage.kind === 'recorded') return totalMinor < 0 ? 'Return recorded' : 'Sale recorded'
  if (stage.kind === 'tip') return 'Tip'
  const amountMinor = stage.kind === 'split' ? leftMinor : part.amountMinor
  return amountMinor < 0 ? (
    <>
      Give back <Price minor={negate(amountMinor)} />
    </>
  ) : (
    <>
      Take <Price minor={amountMinor} />
    </>
  )
}

function StageContent({ onClose }: { readonly onClose: () => void }) {
  const { stage, show } = usePay()
  switch (stage.kind) {
    case 'recorded':
      return <RecordedView recorded={stage.recorded} onNext={onClose} />
    case 'failed':
      return <StorageTrouble failure={stage.failure} onRetry={stage.retry} onBack={() => show(stage.back)} />
    case 'tip':
      return <TipForm />
    default:
      return <Taking />
  }
}

/** While money is being taken: what is due, by which means, and that means' own form. */
function Taking() {
  const { stage, priced, leftMinor } = usePay()
  const { totalMinor } = priced.totals
  if (leftMinor === 0) return <NothingDue />
  if (partsOf(priced).length > 0 && leftMinor > 0 !== totalMinor > 0) return <TooMuchPaid />
  return (
    <>
      {stage.kind === 'take' && stage.by === 'cash' && <TipRow />}
      <TenderTabs />
      {stage.kind !== 'split' && <PaidStrip />}
      {stage.kind === 'take' && <MeansForm by={stage.by} account={stage.account} />}
      {stage.kind === 'split' && <SplitView />}
      {stage.kind === 'card' && <CardTender {...stage} />}
      {stage.kind === 'online' && <OnlineTender tender={stage.tender} part={stage.part} />}
    </>
  )
}

interface MeansFormProps {
  readonly by: Means
  readonly account: AccountId | undefined
}

function MeansForm({ by, account }: MeansFormProps) {
  switch (by) {
    case 'as-paid':
      return <GiveBackHints />
    case 'cash':
      return <CashTender />
    case 'qr':
      return <QrTender />
    case 'more':
      return <MoreTenders />
    case 'voucher':
      return <VoucherTender />
    case 'store-credit':
      return <CreditTender />
    case 'house-account':
      return <AccountTender paidBy={account} />
    case 'on-the-house':
      return <HouseTender />
  }
}
