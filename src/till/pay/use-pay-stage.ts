import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Cart } from '../../../core/domain/cart.ts'
import { withPrice } from '../../../core/domain/frozen-price.ts'
import type { TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import type { Result } from '../../../core/result.ts'
import { useLocation } from '../../app/app-context.tsx'
import type { SaleFailure } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import { say } from '../../ui/toast-store.ts'
import { useTill } from '../till-context.tsx'
import type { TillModel } from '../till-model.ts'
import { cashPartOf, closesWith, firstShare, leftOf, MAX_PARTS, type Part, partsOf } from './parts.ts'
import type { Pay, Stage, TakeOptions } from './pay-context.ts'
import {
  askPhone,
  askTerminal,
  isStorageFailure,
  keepPart,
  mendParts,
  recordAndGoOn,
  takePartBack,
  terminalDeclined,
} from './pay-deeds.ts'
import { refusalText } from './refusal-text.ts'

interface Cut {
  readonly part: Part | null
  readonly shares: number | null
}

const WHOLE: Cut = { part: null, shares: null }

/** From the first tender to the receipt. `isBusy`: a deed is being written. */
export function usePayStage(onShort: () => void): Pay & { readonly isBusy: () => boolean } {
  const till = useTill()
  const { cashRounding, currency } = useLocation()
  const money = (minor: Minor) => formatMoney(minor, currency, till.app.locale)
  const { once, free, isBusy, stage, setStage } = useOneDeed()
  const [priced, setPriced] = useState(() => till.carts.getState().priced)
  const [cutting, setCut] = useState<Cut>(WHOLE)
  const leftMinor = leftOf(priced)
  const part = cutting.part ?? { amountMinor: leftMinor }
  const fail = (failure: StorageFailure, retry: () => void) =>
    setStage((at) => ({ kind: 'failed', failure, retry, back: at.kind === 'failed' ? at.back : at }))
  /** Nothing was recorded, and the cart is as it was. */
  const refuse = (failure: Exclude<SaleFailure, StorageFailure>) => {
    free()
    if (failure.kind === 'lease-short') onShort()
    else say(refusalText(failure, money), { tone: 'warn' })
  }
  const close = (closing: Tender | null, options: TakeOptions = {}): Promise<void> =>
    once(async () => {
      const recorded = await recordAndGoOn(till, priced, closing, options.allowed)
      if (recorded.ok) {
        await options.onDurable?.()
        setStage({ kind: 'recorded', recorded: recorded.value })
        markRecorded(till)
      } else if (isStorageFailure(recorded.error)) fail(recorded.error, () => void close(closing, options))
      else refuse(recorded.error)
    })
  /** The parts have changed: the cart is durable with them, and its price is what it was. */
  const goOn = (cart: Cart, next: Cut, to: Stage) => {
    const after = { ...priced, cart }
    setPriced(after)
    setCut(next)
    setStage(to)
  }
  const addPart = (tender: Tender, options: TakeOptions = {}): Promise<void> =>
    once(async () => {
      const kept = await keepPart(till, withPrice(priced), tender)
      if (!kept.ok) return fail(kept.error, () => void addPart(tender, options))
      await options.onDurable?.()
      goOn(kept.value, nextCut({ ...priced, cart: kept.value }, cutting), { kind: 'split' })
    })
  const take: Pay['take'] = (tender, options) => {
    const isLast =
      tender.kind === 'cash'
        ? cashPartOf(part, leftMinor, cashRounding).closes
        : closesWith(tender, leftMinor)
    if (isLast) return close(tender, options)
    if (partsOf(priced).length < MAX_PARTS) return addPart(tender, options)
    say('A sale has at most 50 parts: this one must pay all that is left.', { tone: 'warn' })
    return Promise.resolve()
  }
  const askCard = (asked = part): Promise<void> =>
    once(async () => {
      const written = await askTerminal(till, priced, asked.amountMinor)
      if (written.ok) setStage({ kind: 'card', tender: written.value, part: asked })
      else fail(written.error, () => void askCard(asked))
    })
  const askOnline = (): Promise<void> =>
    once(async () => {
      const written = await askPhone(till, priced, part.amountMinor)
      if (written.ok) setStage({ kind: 'online', tender: written.value, part })
      else fail(written.error, () => void askOnline())
    })
  const decline = (tender: TenderId, words: string): Promise<void> =>
    once(async () => {
      const declined = await terminalDeclined(till, tender)
      if (!declined.ok) return fail(declined.error, () => void decline(tender, words))
      const isPartPaid = partsOf(priced).length > 0
      say(`${words} ${isPartPaid ? 'What was paid before stands.' : 'The cart is as it was.'}`, {
        tone: 'warn',
      })
      if (isPartPaid || cutting.part) setStage({ kind: 'split' })
      else till.sheets.close()
    })
  const takeBack = (tender: Tender): Promise<void> =>
    once(async () => {
      const given = await takePartBack(till, priced.cart, tender)
      if (given.ok) goOn(given.value, WHOLE, { kind: 'split' })
      else fail(given.error, () => void takeBack(tender))
    })
  /** The cart has changed by this sheet's own doing. */
  const reprice = (to: Stage) => {
    setPriced(till.carts.getState().priced)
    setCut(WHOLE)
    setStage(to)
  }
  useMendedParts(priced, (cart) => setPriced({ ...priced, cart }))
  return {
    ...{ stage, priced, leftMinor, part, shares: cutting.shares, isBusy, take, askCard, decline, takeBack },
    show: setStage,
    cut: (next, shares = null) => setCut({ part: next, shares }),
    finish: () => close(null),
    askOnline,
    setTip: (tip) => {
      till.carts.dispatch({ type: 'set', fields: { tip } })
      reprice({ kind: 'take', by: 'cash' })
    },
    addLine: (line) => {
      till.carts.dispatch({ type: 'add', line })
      reprice({ kind: 'take', by: 'cash' })
    },
  }
}

/** Of three shares one was paid: two are left of what is left. */
function nextCut(priced: PricedCart, { shares }: Cut): Cut {
  if (shares === null || shares <= 2) return WHOLE
  return { part: { amountMinor: firstShare(leftOf(priced), shares - 1) }, shares: shares - 1 }
}

/** One deed at a time: a second press while one is being written does nothing. */
function useOneDeed() {
  const { carts } = useTill()
  const [stage, setStage] = useState<Stage>(() =>
    (carts.getState().cart.tenders ?? []).length > 0 ? { kind: 'split' } : { kind: 'take', by: 'cash' },
  )
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
  const free = () => {
    busy.current = false
  }
  return { stage, setStage, once, free, isBusy: () => busy.current }
}

/** What a crash left undone between a part and its entry is done when the sheet opens. */
function useMendedParts({ cart }: PricedCart, onMended: (cart: Cart) => void): void {
  const till = useTill()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the sheet opens.
  useEffect(() => {
    void mendParts(till, cart).then((mended: Result<Cart, StorageFailure>) => {
      if (mended.ok && mended.value !== cart) onMended(mended.value)
    })
  }, [])
}

/** No money is being taken any more: the till may lock over the receipt. */
function markRecorded({ sheets }: TillModel): void {
  sheets.setState((stack) => ({
    sheets: stack.sheets.map((sheet) => (sheet.kind === 'pay' ? { kind: 'pay', recorded: true } : sheet)),
  }))
}
