import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Cart, CartCommand } from '../../../core/domain/cart.ts'
import type { CashRounding } from '../../../core/domain/cash-rounding.ts'
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
import { afterDecline, type Cut, namingPaidLines, nextCut, restOfPart, WHOLE } from './cut.ts'
import { cashPartOf, closesWith, leftOf, MAX_PARTS, type Part, partsOf } from './parts.ts'
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
import { firstMeans, nextMeans, usePaidFor } from './use-refund-hints.ts'

/** What the deeds of the sheet share: where they stand, and where they lead to. */
interface Sheet {
  readonly till: TillModel
  readonly priced: PricedCart
  readonly cutting: Cut
  readonly part: Part
  readonly once: (deed: () => Promise<void>) => Promise<void>
  readonly show: (stage: Stage) => void
  readonly fail: (failure: StorageFailure, retry: () => void) => void
  /** Nothing was recorded, and the cart is as it was. */
  readonly refuse: (failure: Exclude<SaleFailure, StorageFailure>) => void
  /** The parts have changed: the cart is durable with them, and its price is what it was. */
  readonly goOn: (cart: Cart, next: Cut, stage?: Stage) => void
}

/** From the first tender to the receipt. `isBusy`: a deed is being written. */
export function usePayStage(onShort: () => void): Pay & { readonly isBusy: () => boolean } {
  const till = useTill()
  const { cashRounding, currency } = useLocation()
  const { once, free, isBusy, stage, setStage } = useOneDeed()
  const [priced, setPriced] = useState(() => till.carts.getState().priced)
  const [cutting, setCut] = useState<Cut>(WHOLE)
  const leftMinor = leftOf(priced)
  const part = cutting.part ?? { amountMinor: leftMinor }
  const money = (minor: Minor) => formatMoney(minor, currency, till.app.locale)
  const sheet: Sheet = {
    ...{ till, priced, cutting, part, once, show: setStage },
    fail: (failure, retry) =>
      setStage((at) => ({ kind: 'failed', failure, retry, back: at.kind === 'failed' ? at.back : at })),
    refuse: (failure) => {
      free()
      if (failure.kind === 'lease-short') onShort()
      else say(refusalText(failure, money), { tone: 'warn' })
    },
    goOn: (cart, next, stage = behindPart(till, next)) => {
      setPriced({ ...priced, cart })
      setCut(next)
      setStage(stage)
    },
  }
  /** The cart has changed by this sheet's own doing. */
  const change = (command: CartCommand) => {
    till.carts.dispatch(command)
    setPriced(till.carts.getState().priced)
    setCut(WHOLE)
    setStage({ kind: 'take', by: 'cash' })
  }
  const paidFor = usePaidFor(priced)
  useMendedParts(priced, (cart) => setPriced((before) => ({ ...before, cart })))
  return {
    ...{ stage, priced, leftMinor, part, shares: cutting.shares, paidFor, isBusy, show: setStage },
    ...takingDeeds(sheet, leftMinor, cashRounding),
    ...askingDeeds(sheet),
    cut: (next, shares = null) => setCut({ part: next, shares }),
    setTip: (tip) => change({ type: 'set', fields: { tip } }),
    addLine: (line) => change({ type: 'add', line }),
  }
}

/** Money that is here: a part of the sale, or what closes it. */
function takingDeeds(
  sheet: Sheet,
  leftMinor: Minor,
  cashRounding: CashRounding | null,
): Pick<Pay, 'take' | 'finish'> {
  const { till, priced, cutting, part, once, show, fail, refuse, goOn } = sheet
  const close = (closing: Tender | null, options: TakeOptions = {}): Promise<void> =>
    once(async () => {
      const recorded = await recordAndGoOn(till, priced, closing, options.allowed)
      if (recorded.ok) {
        await options.onDurable?.()
        show({ kind: 'recorded', recorded: recorded.value })
        markRecorded(till)
      } else if (isStorageFailure(recorded.error)) fail(recorded.error, () => void close(closing, options))
      else refuse(recorded.error)
    })
  const addPart = (tender: Tender, options: TakeOptions = {}): Promise<void> =>
    once(async () => {
      const kept = await keepPart(till, withPrice(priced), namingPaidLines(cutting, tender))
      if (!kept.ok) return fail(kept.error, () => void addPart(tender, options))
      await options.onDurable?.()
      const next = nextCut({ ...priced, cart: kept.value }, cutting, tender)
      // Whoever has this part goes on with it: the next one's turn is later.
      goOn(kept.value, next, restOfPart(cutting, tender) ? { kind: 'take', by: firstMeans(till) } : undefined)
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
  return { take, finish: () => close(null) }
}

/** Money that somebody else is asked for: their answer leads on. */
function askingDeeds(sheet: Sheet): Pick<Pay, 'askCard' | 'askOnline' | 'decline' | 'takeBack'> {
  const { till, priced, cutting, part, once, show, fail, refuse, goOn } = sheet
  const unwritten = (failure: SaleFailure, retry: () => void) =>
    isStorageFailure(failure) ? fail(failure, retry) : refuse(failure)
  const askCard = (asked = part, last4 = ''): Promise<void> =>
    once(async () => {
      const written = await askTerminal(till, priced, asked.amountMinor)
      if (written.ok) show({ kind: 'card', tender: written.value, part: asked, last4 })
      else unwritten(written.error, () => void askCard(asked, last4))
    })
  const askOnline = (): Promise<void> =>
    once(async () => {
      const written = await askPhone(till, priced, part.amountMinor)
      if (written.ok) show({ kind: 'online', tender: written.value, part })
      else unwritten(written.error, () => void askOnline())
    })
  const decline = (tender: TenderId, words: string): Promise<void> =>
    once(async () => {
      const declined = await terminalDeclined(till, tender)
      if (!declined.ok) return fail(declined.error, () => void decline(tender, words))
      const isPartPaid = partsOf(priced).length > 0
      const stands = isPartPaid ? 'What was paid before stands.' : 'The cart is as it was.'
      say(`${words} ${stands}`, { tone: 'warn' })
      const next = afterDecline(cutting, { isBack: part.amountMinor < 0, isPartPaid })
      if (next === 'close') till.sheets.close()
      else if (next === 'same-part') show({ kind: 'take', by: 'cash' })
      else
        goOn(priced.cart, WHOLE, next === 'split' ? { kind: 'split' } : { kind: 'take', by: nextMeans(till) })
    })
  const takeBack = (tender: Tender): Promise<void> =>
    once(async () => {
      const given = await takePartBack(till, priced.cart, tender)
      if (given.ok) goOn(given.value, WHOLE)
      else fail(given.error, () => void takeBack(tender))
    })
  return { askCard, askOnline, decline, takeBack }
}

/** Bills are split; what is given back goes on with the means that paid, unless somebody has cut it. */
const behindPart = (till: TillModel, { part }: Cut): Stage =>
  part === null && till.carts.getState().totals.totalMinor < 0
    ? { kind: 'take', by: nextMeans(till) }
    : { kind: 'split' }

/** One deed at a time: a second press while one is being written does nothing. */
function useOneDeed() {
  const till = useTill()
  const [stage, setStage] = useState<Stage>(() =>
    partsOf(till.carts.getState()).length > 0
      ? behindPart(till, WHOLE)
      : { kind: 'take', by: firstMeans(till) },
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
