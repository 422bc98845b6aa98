import { useEffect, useState } from 'react'
import type { SaleId } from '../../../core/domain/ids.ts'
import type { Sale } from '../../../core/domain/sale.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import type { RecordedSale } from '../../replica/deeds.ts'
import { voucherBalances } from '../../replica/standings.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { useRecorded } from '../receipt/use-recorded.ts'
import { useCart, useTill } from '../till-context.tsx'
import { ReturnForm } from './return-form.tsx'
import { type OnVouchers, obstacleWords, returnableLines, returnObstacle } from './returnable.ts'
import { WithoutReceipt } from './without-receipt.tsx'

/** Goods of one sale come back: which, how many, why; then they stand in the cart. */
export function ReturnSheet({ sale: id }: { readonly sale: SaleId }) {
  const { sheets } = useTill()
  const recorded = useRecorded(id)
  const receipt = useViews((views) => views.sales.get(id)?.receipt) ?? ''
  return (
    <Sheet tall title={`Return of ${receipt}`} onClose={sheets.close} testId="sheet-return">
      {recorded && <ReturnOf recorded={recorded} />}
      {recorded === null && <NoLines />}
    </Sheet>
  )
}

function ReturnOf({ recorded }: { readonly recorded: RecordedSale }) {
  const { sale } = recorded
  const location = useLocation()
  const cart = useCart((open) => open.cart)
  const record = useViews((views) => views.sales.get(sale.id))
  const returned = useViews((views) => views.returned)
  // Selected by version, because the map is changed in place.
  useViews((views) => views.salesVersion)
  const onVouchers = useOnVouchers(sale)
  if (!record || !onVouchers) return null
  const lines = returnableLines(sale, returned, onVouchers)
  const obstacle = returnObstacle({ sale, record }, lines, { cart, location })
  if (obstacle === null) return <ReturnForm sale={sale} lines={lines} />
  return (
    <>
      <p data-testid="return-obstacle" data-obstacle={obstacle}>
        {obstacleWords(obstacle, sale.receipt)}
      </p>
      {(obstacle === 'other-currency' || obstacle === 'other-tax-mode') && <WithoutReceipt />}
    </>
  )
}

const NONE: OnVouchers = new Map()

/** What is on the vouchers for certain goods that a sale has sold; null while it is being read. */
function useOnVouchers({ lines }: Sale): OnVouchers | null {
  const { replica } = useApp()
  const [codes] = useState(() =>
    lines.flatMap(({ voucher }) => (voucher?.purpose === 'single' ? [voucher.code] : [])),
  )
  const [known, setKnown] = useState<OnVouchers | null>(codes.length === 0 ? NONE : null)
  useEffect(() => {
    if (codes.length === 0) return
    let wanted = true
    void voucherBalances(replica, codes).then((found) => wanted && setKnown(found))
    return () => {
      wanted = false
    }
  }, [replica, codes])
  return known
}

/** This device holds the sale's figures but not its lines. */
function NoLines() {
  return (
    <>
      <p data-testid="return-obstacle" data-obstacle="no-lines">
        This device knows what the sale came to, but not its lines: it joined after the sale, and the endpoint
        does not answer now. Come back to it when there is a network, or ask on the till that made it. If the
        customer cannot wait, take the goods back without the receipt; somebody looks at it later.
      </p>
      <WithoutReceipt />
    </>
  )
}
