import { Suspense, useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { Product } from '../../../core/domain/product.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { later } from '../../ui/later.tsx'
import { StatusPill } from '../shell/status-pill.tsx'
import { usePlace } from '../till-context.tsx'
import { Categories } from './categories.tsx'
import { loadSearch } from './load-search.ts'
import { ProductGrid } from './product-grid.tsx'
import { SearchBox } from './search-box.tsx'
import styles from './sell-screen.module.css'

const NothingToShow = later(async () => (await import('./nothing-to-show.tsx')).NothingToShow)
const EMPTY = (
  <Suspense fallback={null}>
    <NothingToShow />
  </Suspense>
)

/** Find it, press it. */
export function SellScreen() {
  const products = useShownProducts()
  return (
    <main className={styles.screen}>
      <h1 className="visually-hidden">Sell</h1>
      <div className={styles.top}>
        <SearchBox />
        <StatusPill />
      </div>
      <Categories />
      <ProductGrid products={products} empty={EMPTY} />
    </main>
  )
}

/** The chosen category, or what the search finds in all of them. */
function useShownProducts(): readonly Product[] {
  const all = useViews((views) => views.products)
  const category = usePlace((place) => place.category)
  const query = useDeferredValue(usePlace((place) => place.query).trim())
  const found = useFound(all, query)
  const chosen = useMemo(
    () => (category === null ? all : all.filter((product) => product.category === category)),
    [all, category],
  )
  return found ?? chosen
}

function useFound(all: readonly Product[], query: string): readonly Product[] | null {
  const app = useApp()
  const [search, setSearch] = useState<typeof import('./search.ts') | null>(null)
  useEffect(() => {
    if (query !== '') void loadSearch().then(setSearch)
  }, [query])
  return useMemo(() => {
    if (query === '' || !search || all !== app.replica.store.getState().products) return null
    return search.searchEngineOf(app).find(query)
  }, [all, query, search, app])
}
