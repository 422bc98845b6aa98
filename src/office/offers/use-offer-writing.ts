import { useMemo } from 'react'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import type { OfferWriting } from './offer-words.ts'

/** Names, currency, locale and zone by which offers are told. Changes only with the catalogue and the location. */
export function useOfferWriting(): OfferWriting {
  const { locale } = useApp()
  const { currency, zone } = useLocation()
  const products = useViews((views) => views.products)
  const categories = useViews((views) => views.categories)
  return useMemo(() => {
    const productNames = new Map(products.map(({ id, name }) => [id, name]))
    const categoryNames = new Map(categories.map(({ id, name }) => [id, name]))
    return {
      ...{ locale, currency, zone },
      product: (id) => productNames.get(id) ?? null,
      category: (id) => categoryNames.get(id) ?? null,
    }
  }, [locale, currency, zone, products, categories])
}
