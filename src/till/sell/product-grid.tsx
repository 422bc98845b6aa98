import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import type { Product } from '../../../core/domain/product.ts'
import windowStyles from '../../ui/row-window.module.css'
import { useRowWindow } from '../../ui/use-row-window.ts'
import { useTill } from '../till-context.tsx'
import { moveFocus } from './grid-keys.ts'
import styles from './product-grid.module.css'
import { ProductTile } from './product-tile.tsx'
import { usePressOnTile } from './use-press-on-tile.ts'

const GRID = { pitchRem: 9.875, minColumnRem: 9.25, gapPx: 12 } as const

export interface ProductGridProps {
  readonly products: readonly Product[]
  /** What to show when there is none. */
  readonly empty: ReactNode
}

/** Any number of products; only the rows near the sight are in the document. */
export function ProductGrid({ products, empty }: ProductGridProps) {
  const container = useRef<HTMLElement>(null)
  const { columns, first, end, pitchPx, rowCount } = useRowWindow(container, {
    ...GRID,
    itemCount: products.length,
  })
  const [active, setActive] = useState(0)
  const press = usePressOnTile(products)
  useKeptScroll(container, products)
  const from = first * columns
  const shown = products.slice(from, end * columns)
  const tabStop = active >= from && active < from + shown.length ? active : from
  const place = { '--columns': columns, transform: `translateY(${first * pitchPx}px)` } as CSSProperties
  return (
    <section
      ref={container}
      className={styles.scroll}
      aria-label="Products"
      onKeyDown={(event) =>
        moveFocus(event, { columns, pitchPx, itemCount: products.length, onMove: setActive })
      }
      {...press}
    >
      {products.length === 0 && empty}
      <div className={windowStyles.space} style={{ height: Math.max(0, rowCount * pitchPx - GRID.gapPx) }}>
        <div className={styles.slice} style={place}>
          {shown.map((product, at) => (
            <ProductTile
              key={product.id}
              product={product}
              index={from + at}
              tabStop={from + at === tabStop}
            />
          ))}
        </div>
      </div>
    </section>
  )
}

/** Comes back to where somebody left the grid; another category or search starts at its top. */
function useKeptScroll(container: React.RefObject<HTMLElement | null>, products: readonly Product[]) {
  const { place } = useTill()
  const shown = useRef(products)
  useLayoutEffect(() => {
    const element = container.current
    if (!element) return
    element.scrollTop = place.getState().gridScrollPx
    return () => place.setState({ gridScrollPx: element.scrollTop })
  }, [container, place])
  useLayoutEffect(() => {
    if (shown.current !== products && container.current && shown.current.length !== products.length)
      container.current.scrollTop = 0
    shown.current = products
  }, [container, products])
}
