/** By which means money goes back, read off what this device knows of the sales that it came from. */
import { useMemo } from 'react'
import type { Minor } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { freeCash, type RefundHint, refundHints } from '../refund/refund-hints.ts'
import { useMoneyWriting, useTill } from '../till-context.tsx'
import { type TillModel, withPermission } from '../till-model.ts'
import { negate, type Part } from './parts.ts'
import { type Means, usePay } from './pay-context.ts'

/** Where taking the money opens: in cash; giving it back, at what the customer has paid by (rule S39). */
export function firstMeans({ app, carts }: TillModel): Means {
  const { cart, totals } = carts.getState().priced
  if (totals.totalMinor >= 0) return 'cash'
  const [first] = refundHints(cart, app.replica.store.getState().sales)
  return first && first.kind !== 'cash' ? 'as-paid' : 'cash'
}

/** All that was paid by each means and has not gone back by it; none where the customer owes. */
export function useRefundHints(): readonly RefundHint[] {
  const { priced, leftMinor } = usePay()
  const { replica } = useApp()
  const version = useViews((views) => views.salesVersion)
  const { cart } = priced
  const isBack = leftMinor < 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is changed in place, its version tells when.
  return useMemo(
    () => (isBack ? refundHints(cart, replica.store.getState().sales) : []),
    [cart, isBack, replica, version],
  )
}

/** What of a part goes back in cash though no cash has paid it, and the word that lets it pass. */
export function useCashBack(part: Part): {
  readonly beyondMinor: Minor
  readonly giveCash: (run: () => void) => void
} {
  const till = useTill()
  const { leftMinor } = usePay()
  const { currency, locale } = useMoneyWriting()
  const hints = useRefundHints()
  const beyondMinor = beyondCash(hints, part, leftMinor)
  const deed = `Giving back ${formatMoney(beyondMinor, currency, locale)} in cash that was not paid in cash`
  return {
    beyondMinor,
    giveCash: (run) => (beyondMinor === 0 ? run() : withPermission(till, 'refund', deed, run)),
  }
}

function beyondCash(hints: readonly RefundHint[], part: Part, leftMinor: Minor): Minor {
  const free = freeCash(hints, negate(leftMinor))
  return Math.max(0, -part.amountMinor - free) as Minor
}
