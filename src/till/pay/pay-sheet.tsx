import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Cart } from '../../../core/domain/cart.ts'
import type { SaleId, TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import type { RecordedSale } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import { shortagesNow } from '../cart/shortage.ts'
import { ShortageList, useShortages } from '../cart/shortage-list.tsx'
import { ReceiptView } from '../receipt/receipt-view.tsx'
import { StorageTrouble } from '../storage/storage-trouble.tsx'
import { Price, useTill } from '../till-context.tsx'
import type { TillModel } from '../till-model.ts'
import { CardTender } from './card-tender.tsx'
import { CashTender } from './cash-tender.tsx'
import { askTerminal, recordAndGoOn, terminalDeclined } from './pay-deeds.ts'
import { TenderTabs } from './tender-tabs.tsx'

type Stage =
  | { readonly kind: 'cash' }
  /** The terminal has been asked, durably; only a person knows what it answered. */
  | { readonly kind: 'card'; readonly tender: TenderId }
  | { readonly kind: 'recorded'; readonly recorded: RecordedSale }
  | {
      readonly kind: 'failed'
      readonly failure: StorageFailure
      readonly retry: () => void
      readonly back: Stage
    }

/** From the total to the receipt, in one sheet; before that, what of the cart this till may not sell as it is. */
export function PaySheet() {
  const till = useTill()
  const [isShort, setShort] = useState(() => shortagesNow(till).length > 0)
  // What another tab has sold is heard of first, so that the screen and the refusal agree.
  const onShort = () => void till.app.replica.catchUp().then(() => setShort(true))
  return isShort ? <ShortSheet onSettled={() => setShort(false)} /> : <TakeSheet onShort={onShort} />
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
  const [{ cart, totals }] = useState(() => till.carts.getState())
  const pay = usePayStage(cart, totals.totalMinor, onShort)
  const { stage } = pay
  const close = () => {
    // A deed is being written: what it comes to must be seen here, not behind a sheet that is gone.
    if (pay.isBusy()) return
    if (stage.kind === 'recorded') till.sheets.closeAll()
    else till.sheets.close()
  }
  const title =
    stage.kind === 'recorded' ? (
      'Sale recorded'
    ) : (
      <>
        Take <Price minor={totals.totalMinor} />
      </>
    )
  return (
    <Sheet
      tall
      title={title}
      closable={stage.kind !== 'card'}
      onClose={close}
      onRefuseClose={() => say('First say whether the terminal approved the card.', { tone: 'warn' })}
    >
      {(stage.kind === 'cash' || stage.kind === 'card') && (
        <TenderTabs chosen={stage.kind} onCard={() => void pay.askCard()} />
      )}
      <StageContent {...pay} sale={cart.id} totalMinor={totals.totalMinor} onClose={close} />
    </Sheet>
  )
}

interface StageContentProps extends ReturnType<typeof usePayStage> {
  readonly sale: SaleId
  readonly totalMinor: Minor
  readonly onClose: () => void
}

function StageContent({ stage, sale, totalMinor, record, decline, setStage, onClose }: StageContentProps) {
  switch (stage.kind) {
    case 'cash':
      return <CashTender sale={sale} totalMinor={totalMinor} onTender={record} />
    case 'card':
      return (
        <CardTender amountMinor={totalMinor} tender={stage.tender} onApproved={record} onDeclined={decline} />
      )
    case 'recorded':
      return <ReceiptView recorded={stage.recorded} mark="fresh" onNext={onClose} />
    case 'failed':
      return (
        <StorageTrouble failure={stage.failure} onRetry={stage.retry} onBack={() => setStage(stage.back)} />
      )
  }
}

/** One deed at a time: a second press while one is being written does nothing. */
function usePayStage(cart: Cart, totalMinor: Minor, onShort: () => void) {
  const till = useTill()
  const [stage, setStage] = useState<Stage>({ kind: 'cash' })
  const busy = useRef(false)
  const once = async (deed: () => Promise<void>) => {
    if (busy.current) return
    busy.current = true
    await deed().catch((error: unknown) => {
      busy.current = false
      throw error
    })
  }
  // Free again once the new stage is on the screen: an Escape in between would close a stage that nobody has seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs because the stage has changed.
  useLayoutEffect(() => {
    busy.current = false
  }, [stage])
  const fail = (failure: StorageFailure, retry: () => void) =>
    setStage((at) => ({ kind: 'failed', failure, retry, back: at.kind === 'failed' ? at.back : at }))
  /** Nothing was recorded, and the cart is as it was. */
  const refuse = () => {
    busy.current = false
    onShort()
  }
  const record = (tender: Tender): Promise<void> =>
    once(async () => {
      const recorded = await recordAndGoOn(till, cart, tender)
      if (recorded.ok) {
        setStage({ kind: 'recorded', recorded: recorded.value })
        markRecorded(till)
      } else if (recorded.error.kind === 'lease-short') refuse()
      else fail(recorded.error, () => void record(tender))
    })
  const askCard = (): Promise<void> =>
    once(async () => {
      const asked = await askTerminal(till, cart, totalMinor)
      if (asked.ok) setStage({ kind: 'card', tender: asked.value })
      else fail(asked.error, () => void askCard())
    })
  const decline = (tender: TenderId): Promise<void> =>
    once(async () => {
      const declined = await terminalDeclined(till, tender)
      if (!declined.ok) return fail(declined.error, () => void decline(tender))
      till.sheets.close()
      say('Card declined. The cart is as it was.', { tone: 'warn' })
    })
  return { stage, setStage, record, askCard, decline, isBusy: () => busy.current }
}

/** No money is being taken any more: the till may lock over the receipt. */
function markRecorded({ sheets }: TillModel): void {
  sheets.setState((stack) => ({
    sheets: stack.sheets.map((sheet) => (sheet.kind === 'pay' ? { kind: 'pay', recorded: true } : sheet)),
  }))
}
