/** How decisions, leases and changes are worded for the reader: names for ids, figures in their locale. */
import { useMemo } from 'react'
import { formatQuantity } from '../../core/domain/format.ts'
import type { DeviceId, VariantId } from '../../core/domain/ids.ts'
import { formatMoney } from '../../core/domain/money-text.ts'
import { type Product, variantLabel } from '../../core/domain/product.ts'
import type { WordsContext } from '../../core/journal/decision-words.ts'
import { useApp, useLocation, useViews } from './app-context.tsx'

/** Changes only with the names and the catalogue. */
export function useWordsContext(): WordsContext {
  const { locale } = useApp()
  const { currency } = useLocation()
  const names = useViews((views) => views.deviceNames)
  const products = useViews((views) => views.products)
  return useMemo(() => {
    const productNames = namesByVariant(products)
    return {
      device: (id) => deviceWords(names, id),
      product: (id) => productNames.get(id) ?? 'a product that is no longer here',
      money: (amount) => formatMoney(amount, currency, locale),
      quantity: (quantity) => formatQuantity(quantity, locale),
    }
  }, [locale, currency, names, products])
}

/** The device's name; the endpoint's own journals and devices without one get words. */
export function deviceWords(names: ReadonlyMap<string, string>, id: DeviceId): string {
  if (id.startsWith('endpoint-')) return 'The endpoint'
  return names.get(id) || 'A device without a name'
}

function namesByVariant(products: readonly Product[]): ReadonlyMap<VariantId, string> {
  return new Map(
    products.flatMap(({ name, variants }) =>
      variants.map((variant) => {
        const label = variantLabel(variant)
        return [variant.id, label === '' ? name : `${name}, ${label}`] as const
      }),
    ),
  )
}
