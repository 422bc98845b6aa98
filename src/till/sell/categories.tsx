import { memo, useMemo } from 'react'
import type { CategoryId } from '../../../core/domain/ids.ts'
import { useViews } from '../../app/app-context.tsx'
import { usePlace, useTill } from '../till-context.tsx'
import styles from './categories.module.css'

/** The chips above the grid. Categories without a product are left out. */
export const Categories = memo(function Categories() {
  const categories = useViews((views) => views.categories)
  const products = useViews((views) => views.products)
  const { place } = useTill()
  const chosen = usePlace((at) => at.category)
  const used = useMemo(() => new Set(products.map((product) => product.category)), [products])
  const shown = categories.filter((category) => used.has(category.id))
  if (shown.length === 0) return null
  const chip = (id: CategoryId | null, name: string) => (
    <button
      key={id ?? ''}
      type="button"
      className={styles.chip}
      aria-pressed={chosen === id}
      data-testid="category"
      data-category={id ?? ''}
      onClick={() => place.setState({ category: id, query: '' })}
    >
      {name}
    </button>
  )
  return (
    <nav className={styles.chips} aria-label="Categories">
      {chip(null, 'All')}
      {shown.map((category) => chip(category.id, category.name))}
    </nav>
  )
})
