/** Which sheets lie over the till, the uppermost last. Plain zustand, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ProductId, SaleId, StaffId } from '../../core/domain/ids.ts'
import type { Minor } from '../../core/domain/money.ts'
import type { Product, Variant } from '../../core/domain/product.ts'
import type { Permission } from '../../core/domain/staff.ts'

/** About one product. */
export type ProductSheet =
  | { readonly kind: 'variants'; readonly product: ProductId }
  | { readonly kind: 'product'; readonly product: ProductId }
  | { readonly kind: 'price'; readonly product: Product; readonly variant: Variant }
  | { readonly kind: 'sold-out'; readonly product: Product; readonly variant: Variant }
  | { readonly kind: 'product-quantity'; readonly product: Product; readonly variant: Variant }
  | { readonly kind: 'deposit'; readonly product: Product; readonly variant: Variant }
  | {
      readonly kind: 'weigh'
      readonly product: Product
      readonly variant: Variant
      readonly unitMinor: Minor
    }

/** About the cart, or one line of it by its key. */
export type CartSheet =
  | { readonly kind: 'cart' }
  | { readonly kind: 'more' }
  | { readonly kind: 'park' }
  | { readonly kind: 'parked' }
  | { readonly kind: 'custom-line' }
  | { readonly kind: 'shortage' }
  /** `line`: its key; null: the whole cart. */
  | { readonly kind: 'discount'; readonly line: string | null }
  | { readonly kind: 'coupon' }
  | { readonly kind: 'pay-in' }
  | { readonly kind: 'exempt' }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'quantity'; readonly line: string }
  | { readonly kind: 'override-price'; readonly line: string }

/** About the people at the till. */
export type StaffSheet =
  | { readonly kind: 'staff' }
  | { readonly kind: 'sign-in'; readonly staff: StaffId }
  | {
      readonly kind: 'approval'
      readonly permission: Permission
      /** What the approval is for: "Changing a price". */
      readonly deed: string
      /** Hears who said yes. */
      readonly onApproved: (by: StaffId) => void
    }

export type TillSheet =
  | ProductSheet
  | CartSheet
  | StaffSheet
  /** `recorded`: the sale stands, and its receipt is shown. */
  | { readonly kind: 'pay'; readonly recorded?: true }
  | { readonly kind: 'end-shift' }
  | { readonly kind: 'receipt'; readonly sale: SaleId }
  /** Goods of a sale come back; or goods of which nobody knows the sale. */
  | { readonly kind: 'return'; readonly sale: SaleId }
  | { readonly kind: 'blind-return' }
  | { readonly kind: 'status' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'questions' }
  | { readonly kind: 'payments' }
  /** Today's figures. */
  | { readonly kind: 'day' }
  | { readonly kind: 'storage-failure' }

export interface SheetStack {
  readonly sheets: readonly TillSheet[]
}

export interface SheetStore extends StoreApi<SheetStack> {
  readonly open: (sheet: TillSheet) => void
  /** Closes the uppermost. */
  readonly close: () => void
  readonly closeAll: () => void
  /** Puts a sheet in the uppermost one's place. */
  readonly swap: (sheet: TillSheet) => void
}

export function createSheetStore(): SheetStore {
  const store = createStore<SheetStack>(() => ({ sheets: [] }))
  return {
    ...store,
    open: (sheet) => store.setState(({ sheets }) => ({ sheets: [...sheets, sheet] })),
    close: () => store.setState(({ sheets }) => ({ sheets: sheets.slice(0, -1) })),
    closeAll: () => store.setState({ sheets: [] }),
    swap: (sheet) => store.setState(({ sheets }) => ({ sheets: [...sheets.slice(0, -1), sheet] })),
  }
}
