/** What the forms of the paying sheet read of it, and what they may do. */
import { createContext, use } from 'react'
import { assert } from '../../../core/assert.ts'
import type { CartLine, Tip } from '../../../core/domain/cart.ts'
import type { AccountId, TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { PricedCart } from '../../../core/domain/price-cart.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import type { RecordedSale } from '../../replica/deeds.ts'
import type { StorageFailure } from '../../replica/reopen.ts'
import type { Allowance } from '../../replica/sale-checks.ts'
import type { PaidFor } from '../refund/refund-hints.ts'
import type { Part } from './parts.ts'

/** How the next part is paid, where nobody outside the till has to be asked first. */
export type Means =
  | 'as-paid'
  | 'cash'
  | 'qr'
  | 'more'
  | 'voucher'
  | 'store-credit'
  | 'house-account'
  | 'on-the-house'

export type Stage =
  /** `account`: the house account that paid, where money goes back to it. */
  | { readonly kind: 'take'; readonly by: Means; readonly account?: AccountId | undefined }
  | { readonly kind: 'split' }
  | { readonly kind: 'tip' }
  /** The terminal has been asked, durably; only a person knows what it answered. */
  | {
      readonly kind: 'card'
      readonly tender: TenderId
      readonly part: Part
      /** Of the card that paid, where money goes back to it; else empty. */
      readonly last4: string
    }
  /** The provider may be asked by the customer's phone; the endpoint knows what became of it. */
  | { readonly kind: 'online'; readonly tender: TenderId; readonly part: Part }
  | { readonly kind: 'recorded'; readonly recorded: RecordedSale }
  | {
      readonly kind: 'failed'
      readonly failure: StorageFailure
      readonly retry: () => void
      readonly back: Stage
    }

export interface TakeOptions {
  /** Runs once the part is durable, before the screen goes on. */
  readonly onDurable?: () => Promise<unknown>
  /** What somebody with the permission has let pass. */
  readonly allowed?: readonly Allowance[]
}

export interface Pay {
  readonly stage: Stage
  /** As it was priced when the sheet opened: no later change of settings moves it. */
  readonly priced: PricedCart
  /** Below nought: the customer gets it back. */
  readonly leftMinor: Minor
  /** What the next tender pays: all that is left, or a part that was cut from it. */
  readonly part: Part
  /** Into how many equal shares what is left was cut; null: not by shares. */
  readonly shares: number | null
  /** Who paid for which line of what comes back; null while it is being read. */
  readonly paidFor: PaidFor | null
  readonly show: (stage: Stage) => void
  /** The next tender pays this much; null: all that is left. */
  readonly cut: (part: Part | null, shares?: number | null) => void
  /** Takes a part, or closes the sale with it. */
  readonly take: (tender: Tender, options?: TakeOptions) => Promise<void>
  /** Closes a sale of which nothing is left to pay. */
  readonly finish: () => Promise<void>
  /** `last4`: the digits of the card that the money goes back to. */
  readonly askCard: (part?: Part, last4?: string) => Promise<void>
  readonly askOnline: () => Promise<void>
  /** What was asked was not paid. */
  readonly decline: (tender: TenderId, words: string) => Promise<void>
  readonly takeBack: (tender: Tender) => Promise<void>
  readonly setTip: (tip: Tip | undefined) => void
  /** A single-purpose voucher comes back as a line: its tax was paid when it was sold. */
  readonly addLine: (line: CartLine) => void
}

export const PayContext = createContext<Pay | null>(null)

export function usePay(): Pay {
  const pay = use(PayContext)
  assert(pay, 'usePay outside of the paying sheet')
  return pay
}
