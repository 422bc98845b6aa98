import { useEffect, useMemo, useState } from 'react'
import type { ReceiptContext } from '../../../core/domain/receipt.ts'
import { firstLanguage, type ReceiptLanguage } from '../../../core/domain/receipt-language.ts'
import type { Sale } from '../../../core/domain/sale.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import type { RecordedSale } from '../../replica/deeds.ts'
import { canHaveNews, NO_NEWS, newsOf, type ReceiptNews } from './receipt-news.ts'

export interface ContextWish {
  /** null: the location's, or else the browser's. */
  readonly language: ReceiptLanguage | null
  readonly copy: boolean
  /** Whether the sale has just been made: only then is what is left on a voucher what this sale has left. */
  readonly isFresh: boolean
}

/** What a receipt needs besides its sale: the place, the people, the language, what has become of it since. */
export function useReceiptContext(recorded: RecordedSale, wish: ContextWish): ReceiptContext {
  const { sale, at } = recorded
  const location = useLocation()
  const { locale, replica } = useApp()
  // Selected by version, because the map of sales is changed in place.
  const version = useViews((views) => views.salesVersion)
  const { settled, balances } = useNews(sale, wish.isFresh)
  const localeTags = useMemo(() => [location.receiptLanguage, locale], [location.receiptLanguage, locale])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map of sales is changed in place, its version tells when.
  const told = useMemo(() => {
    const { sales, staff, deviceNames } = replica.store.getState()
    const record = sales.get(sale.id)
    const device = record?.device ?? replica.identity.device
    return {
      staffName: staff.find(({ id }) => id === record?.staff)?.name ?? '',
      tillName: deviceNames.get(device) ?? `Till ${sale.receipt.split('-')[0]}`,
      voided: record?.voided != null,
    }
  }, [replica, sale, version])
  return {
    ...{ location, at, settled, balances, localeTags, ...told },
    copy: wish.copy,
    language: wish.language ?? firstLanguage(localeTags),
  }
}

/** What has become of transfers, and what vouchers have left. */
function useNews(sale: Sale, isFresh: boolean): ReceiptNews {
  const { replica } = useApp()
  const version = useViews(({ salesVersion, awaiting }) => `${salesVersion} ${awaiting}`)
  const [news, setNews] = useState(NO_NEWS)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state is changed in place, the version tells when.
  useEffect(() => {
    if (!canHaveNews(sale)) return
    let wanted = true
    const hear = (heard: ReceiptNews) => wanted && setNews(heard)
    // A receipt without them is still a receipt.
    void replica.readState((state) => newsOf(state, sale, isFresh)).then(hear, () => undefined)
    return () => {
      wanted = false
    }
  }, [replica, sale, isFresh, version])
  return news
}
