import Link2 from 'lucide-react/icons/link-2'
import { useMemo } from 'react'
import type { SaleId } from '../../../core/domain/ids.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { useTill } from '../till-context.tsx'
import styles from './refund.module.css'
import { returnIndex, sourcesOf } from './return-links.ts'

/** From a refund to the sale whose goods it took back, and from that sale to its refunds. */
export function LinkedReceipts({ sale: id }: { readonly sale: SaleId }) {
  const { sheets } = useTill()
  const links = useLinks(id)
  if (links.length === 0) return null
  /** From receipt to receipt there is no pile; the receipt of a sale just made stays below. */
  const show = (sale: SaleId) => {
    const isCopy = sheets.getState().sheets.at(-1)?.kind === 'receipt'
    if (isCopy) sheets.swap({ kind: 'receipt', sale })
    else sheets.open({ kind: 'receipt', sale })
  }
  return (
    <div className={styles.links}>
      {links.map(({ sale, words }) => (
        <Button
          key={sale}
          icon={Link2}
          data-testid="linked-receipt"
          data-sale-id={sale}
          onClick={() => show(sale)}
        >
          {words}
        </Button>
      ))}
    </div>
  )
}

function useLinks(id: SaleId) {
  const { replica } = useApp()
  const version = useViews((views) => views.salesVersion)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is changed in place, its version tells when.
  return useMemo(() => {
    const { sales } = replica.store.getState()
    const own = sales.get(id)
    const of = (own ? sourcesOf(own) : []).flatMap((sale) => sales.get(sale) ?? [])
    const on = returnIndex(sales.values()).get(id) ?? []
    return [
      ...of.map(({ id: sale, receipt }) => ({ sale, words: `Return of ${receipt}` })),
      ...on.map(({ id: sale, receipt }) => ({ sale, words: `Returned on ${receipt}` })),
    ]
  }, [replica, id, version])
}
