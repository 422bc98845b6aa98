import PackageOpen from 'lucide-react/icons/package-open'
import SearchX from 'lucide-react/icons/search-x'
import Star from 'lucide-react/icons/star'
import { memo, useLayoutEffect, useRef } from 'react'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { Product } from '../../../core/domain/product.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { navigate } from '../../app/use-path.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import windowStyles from '../../ui/row-window.module.css'
import { useRowWindow } from '../../ui/use-row-window.ts'
import { ProductFace } from '../product/product-face.tsx'
import { OFFICE_PATHS } from '../shell/office-place.ts'
import styles from './catalogue.module.css'
import { priceRange, stockWords } from './filter-products.ts'

const PITCH_REM = 4.25

export interface ProductListProps {
  readonly products: readonly Product[]
  /** How many there are before the search. */
  readonly total: number
  readonly onOpen: (product: Product) => void
  readonly onAdd: () => void
}

/** Any number of products; only the rows near the sight are in the document. */
export function ProductList({ products, total, onOpen, onAdd }: ProductListProps) {
  const container = useRef<HTMLElement>(null)
  const { first, end, pitchPx } = useRowWindow(container, { itemCount: products.length, pitchRem: PITCH_REM })
  useTopOfNewList(container, products)
  return (
    <section ref={container} className={styles.list} aria-label="Products">
      <p className={styles.count} role="status" data-testid="catalogue-count">
        {countWords(products.length, total)}
      </p>
      {products.length === 0 && (total === 0 ? <EmptyCatalogue onAdd={onAdd} /> : <NothingFound />)}
      <div className={windowStyles.space} style={{ height: products.length * pitchPx }}>
        <ul className={windowStyles.slice} style={{ transform: `translateY(${first * pitchPx}px)` }}>
          {products.slice(first, end).map((product) => (
            <ProductRow key={product.id} product={product} onOpen={onOpen} />
          ))}
        </ul>
      </div>
    </section>
  )
}

function useTopOfNewList(container: React.RefObject<HTMLElement | null>, products: readonly Product[]) {
  const count = products.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: another count is another search, and starts at its top.
  useLayoutEffect(() => {
    if (container.current) container.current.scrollTop = 0
  }, [container, count])
}

const countWords = (shown: number, total: number) =>
  shown === total
    ? `${total.toLocaleString('en')} ${total === 1 ? 'product' : 'products'}`
    : `${shown.toLocaleString('en')} of ${total.toLocaleString('en')} products`

const ProductRow = memo(function ProductRow({
  product,
  onOpen,
}: Pick<ProductListProps, 'onOpen'> & { product: Product }) {
  const category = useViews((views) => views.categories.find(({ id }) => id === product.category)?.name ?? '')
  const [only, second] = product.variants
  const codes = second
    ? `${product.variants.length} variants`
    : [only?.sku, only?.barcode].filter(Boolean).join(' · ')
  return (
    <li style={{ height: `${PITCH_REM}rem` }}>
      <button
        type="button"
        className={styles.row}
        onClick={() => onOpen(product)}
        data-testid="product-row"
        data-sku={only?.sku ?? undefined}
      >
        <ProductFace product={product} />
        <span className={styles.name}>
          <span className={styles.nameText}>
            {product.name}
            {product.favourite !== null && (
              <span className={styles.star} role="img" aria-label="favourite">
                <Icon of={Star} size={16} />
              </span>
            )}
          </span>
          <span className={styles.codes}>{codes}</span>
        </span>
        <span className={styles.category}>{category}</span>
        <Stock product={product} />
        <Price product={product} />
      </button>
    </li>
  )
})

function Stock({ product }: { product: Product }) {
  const { replica } = useApp()
  useViews((views) => views.stockVersion)
  const { tone, words } = stockWords(product, replica.store.getState().stock)
  return (
    <span className={styles.stock}>
      <Badge tone={tone}>{words}</Badge>
    </span>
  )
}

function Price({ product }: { product: Product }) {
  const { locale } = useApp()
  const { currency } = useLocation()
  const range = priceRange(product)
  if (!range) return <span className={styles.price}>Asked at the sale</span>
  const { unit } = range
  const from = `${formatMoney(range.from, currency, locale)}${unit === 'piece' ? '' : ` / ${unit}`}`
  return <span className={styles.price}>{range.from === range.to ? from : `from ${from}`}</span>
}

function EmptyCatalogue({ onAdd }: { onAdd: () => void }) {
  return (
    <EmptyState
      icon={PackageOpen}
      title="No products yet"
      actions={
        <>
          <Button onClick={() => navigate(OFFICE_PATHS.import)}>Import a file</Button>
          <Button onClick={onAdd}>Add one by hand</Button>
        </>
      }
    >
      Bring your list from Shopify, Square, WooCommerce, Loyverse or a spreadsheet, or write the first product
      in.
    </EmptyState>
  )
}

function NothingFound() {
  return (
    <EmptyState icon={SearchX} title="Nothing found">
      No product has these words in its name, SKU or barcode. Try fewer words, or all categories.
    </EmptyState>
  )
}
