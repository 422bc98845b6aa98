/** By which means money goes back, read off what this device knows of the sales that it came from. */
import { useEffect, useMemo, useState } from 'react'
import type { TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { type UnpaidTransfer, unpaidTransfers } from '../../replica/standings.ts'
import { readPaidFor, splitSales } from '../refund/paid-for.ts'
import {
  type BackCart,
  freeToGive,
  type PaidFor,
  type RefundHint,
  refundHints,
  shareHints,
} from '../refund/refund-hints.ts'
import { useMoneyWriting, useTill } from '../till-context.tsx'
import { type TillModel, withPermission } from '../till-model.ts'
import { lineDues, negate, type Part } from './parts.ts'
import { type Means, usePay } from './pay-context.ts'

/** Where taking the money opens: in cash; giving it back, at what the customer has paid by (rule S39). */
export function firstMeans({ app, carts }: TillModel): Means {
  const { priced } = carts.getState()
  if (priced.totals.totalMinor >= 0) return 'cash'
  const [first] = refundHints(backOf(priced), app.replica.store.getState().sales)
  return first && first.kind !== 'cash' ? 'as-paid' : 'cash'
}

/** Where giving back goes on behind a part: with what else the customer has paid by, whatever it is. */
export function nextMeans({ app, carts }: Pick<TillModel, 'app' | 'carts'>): Means {
  const hints = refundHints(backOf(carts.getState().priced), app.replica.store.getState().sales)
  return hints.length > 0 ? 'as-paid' : 'cash'
}

const backOf = (priced: PricedCart): BackCart => ({
  lines: priced.lines,
  dues: lineDues(priced),
  tenders: priced.cart.tenders,
})

/** No customer waits longer for what the network may know of a sale that this device lacks. */
const READ_MS = 2000

const NOTHING_KNOWN: PaidFor = new Map()

/** Who paid for which line of what comes back, read once when the sheet opens; null until then. */
export function usePaidFor(priced: PricedCart): PaidFor | null {
  const app = useApp()
  const [ids] = useState(() => splitSales(priced, app))
  const [paidFor, setPaidFor] = useState<PaidFor | null>(ids.length === 0 ? NOTHING_KNOWN : null)
  useEffect(() => {
    if (ids.length === 0) return
    let wanted = true
    const tell = (known: PaidFor) => wanted && setPaidFor((before) => before ?? known)
    void readPaidFor(ids, app).then(tell)
    const timer = setTimeout(() => tell(NOTHING_KNOWN), READ_MS)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [app, ids])
  return paidFor
}

/** All that was paid by each means and has not gone back by it, unpaid transfers first; none where the customer owes. */
export function useRefundHints(): readonly RefundHint[] {
  const { priced, leftMinor, paidFor } = usePay()
  const { replica } = useApp()
  const version = useViews((views) => views.salesVersion)
  const isBack = leftMinor < 0
  const unpaid = useUnpaid(isBack, version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is changed in place, its version tells when.
  return useMemo(
    () =>
      isBack
        ? refundHints(backOf(priced), replica.store.getState().sales, {
            unpaid,
            paidFor: paidFor ?? undefined,
          })
        : [],
    [priced, isBack, replica, version, unpaid, paidFor],
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
  const isUnpaid = shareHints(hints, negate(leftMinor)).some(({ unpaid }) => unpaid)
  const deed = `Giving back ${formatMoney(beyondMinor, currency, locale)} ${WAYS[isUnpaid ? 'else' : by]}${place}`
  return {
    beyondMinor,
    give: (run) => (beyondMinor === 0 ? run() : withPermission(till, 'refund', deed, run)),
  }
}
