/** The sheets that lie over the till, by kind. All of this comes after the first paint. */
import { Suspense } from 'react'
import { useStore } from 'zustand'
import { later } from '../ui/later.tsx'
import { SheetBoundary } from '../ui/sheet-boundary.tsx'
import { useTill } from './till-context.tsx'
import type { TillSheet } from './till-sheet.ts'

const Pay = later(async () => (await import('./pay/pay-sheet.tsx')).PaySheet)
const ReceiptCopy = later(async () => (await import('./receipt/receipt-sheet.tsx')).ReceiptSheet)
const Return = later(async () => (await import('./refund/return-sheet.tsx')).ReturnSheet)
const BlindReturn = later(async () => (await import('./refund/blind-return-sheet.tsx')).BlindReturnSheet)
const Product = later(async () => (await import('./product/product-sheets.tsx')).ProductSheets)
const Cart = later(async () => (await import('./cart/cart-sheets.tsx')).CartSheets)
const Staff = later(async () => (await import('./staff/staff-sheets.tsx')).StaffSheets)
const EndShift = later(async () => (await import('./shift/end-shift-sheet.tsx')).EndShiftSheet)
const Status = later(async () => (await import('./status/status-sheet.tsx')).StatusSheet)
const Shortcuts = later(async () => (await import('./staff/shortcuts-sheet.tsx')).ShortcutsSheet)
const Payments = later(async () => (await import('./payments/payments-sheet.tsx')).PaymentsSheet)
const Day = later(async () => (await import('./sales/day-sheet.tsx')).DaySheet)
const Questions = later(async () => (await import('./questions/questions-sheet.tsx')).QuestionsSheet)
const StorageFailure = later(
  async () => (await import('./storage/storage-failure-sheet.tsx')).StorageFailureSheet,
)

const PARTS = [
  Pay,
  ReceiptCopy,
  Return,
  BlindReturn,
  Product,
  Cart,
  Staff,
  EndShift,
  Status,
  Shortcuts,
  Questions,
  Payments,
  Day,
  StorageFailure,
]

/** Fetches the code of every sheet, the way of the money first. */
export async function prefetchSheets(): Promise<void> {
  for (const part of PARTS) await part.prefetch()
}

export function TillSheets() {
  const { sheets: store } = useTill()
  const sheets = useStore(store, (stack) => stack.sheets)
  return sheets.map((sheet, depth) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a sheet's depth is what it is.
    <SheetBoundary key={`${depth} ${sheet.kind}`} onClose={store.close}>
      <Suspense fallback={null}>
        <SheetPart sheet={sheet} />
      </Suspense>
    </SheetBoundary>
  ))
}

function SheetPart({ sheet }: { sheet: TillSheet }) {
  switch (sheet.kind) {
    case 'pay':
      return <Pay />
    case 'receipt':
      return <ReceiptCopy sale={sheet.sale} />
    case 'return':
      return <Return sale={sheet.sale} />
    case 'blind-return':
      return <BlindReturn />
    case 'variants':
    case 'product':
    case 'price':
    case 'sold-out':
    case 'product-quantity':
    case 'deposit':
    case 'weigh':
      return <Product sheet={sheet} />
    case 'cart':
    case 'more':
    case 'park':
    case 'parked':
    case 'custom-line':
    case 'shortage':
    case 'discount':
    case 'coupon':
    case 'pay-in':
    case 'exempt':
    case 'line':
    case 'quantity':
    case 'override-price':
      return <Cart sheet={sheet} />
    case 'end-shift':
      return <EndShift />
    case 'staff':
    case 'sign-in':
    case 'approval':
      return <Staff sheet={sheet} />
    case 'status':
      return <Status />
    case 'shortcuts':
      return <Shortcuts />
    case 'questions':
      return <Questions />
    case 'payments':
      return <Payments />
    case 'day':
      return <Day />
    case 'storage-failure':
      return <StorageFailure />
  }
}
