/** By which means money goes back, read off what this device knows of the sales that it came from. */
import { useEffect, useMemo, useState } from 'react'
import type { TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { type UnpaidTransfer, unpaidTransfers } from '../../replica/standings.ts'
import { freeToGive, type RefundHint, refundHints } from '../refund/refund-hints.ts'
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

/** All that was paid by each means and has not gone back by it, unpaid transfers first; none where the customer owes. */
export function useRefundHints(): readonly RefundHint[] {
  const { priced, leftMinor } = usePay()
  const { replica } = useApp()
  const version = useViews((views) => views.salesVersion)
  const { cart } = priced
  const isBack = leftMinor < 0
  const unpaid = useUnpaid(isBack, version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is changed in place, its version tells when.
  return useMemo(
    () => (isBack ? refundHints(cart, replica.store.getState().sales, unpaid) : []),
    [cart, isBack, replica, version, unpaid],
  )
}

/** The transfers that are awaited, or do not come. Read again whenever a sale or an answer has come. */
function useUnpaid(isWanted: boolean, version: number): ReadonlyMap<TenderId, UnpaidTransfer> | undefined {
  const { replica } = useApp()
  const [unpaid, setUnpaid] = useState<ReadonlyMap<TenderId, UnpaidTransfer>>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that the journal has grown.
  useEffect(() => {
    let wanted = isWanted
    if (isWanted) void replica.readState(unpaidTransfers).then((found) => wanted && setUnpaid(found))
    return () => {
      wanted = false
    }
  }, [replica, isWanted, version])
  return unpaid
}

const WAYS = { cash: 'in cash that was not paid in cash', else: 'that nobody has paid' } as const

/**
 * What of a part goes back in another way than it was paid, or was never paid, and the word that lets it pass. `place`
 * says where it goes, if that is not the customer's hand.
 */
export function useGivingBack(
  by: 'cash' | 'else',
  part: Part,
  place = '',
): { readonly beyondMinor: Minor; readonly give: (run: () => void) => void } {
  const till = useTill()
  const { leftMinor } = usePay()
  const { currency, locale } = useMoneyWriting()
  const hints = useRefundHints()
  const free = freeToGive(hints, by, negate(leftMinor))
  const beyondMinor = Math.max(0, -part.amountMinor - free) as Minor
  const isUnpaid = hints.some(({ unpaid }) => unpaid)
  const deed = `Giving back ${formatMoney(beyondMinor, currency, locale)} ${WAYS[isUnpaid ? 'else' : by]}${place}`
  return {
    beyondMinor,
    give: (run) => (beyondMinor === 0 ? run() : withPermission(till, 'refund', deed, run)),
  }
}
