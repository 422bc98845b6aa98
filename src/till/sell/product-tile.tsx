import { memo } from 'react'
import { formatQuantity } from '../../../core/domain/format.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import type { Product, StockBadge } from '../../../core/domain/product.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { cx } from '../../ui/cx.ts'
import { Price, useCart } from '../till-context.tsx'
import styles from './product-tile.module.css'
import { TilePicture } from './tile-picture.tsx'
import { leftInAll, stockLeft, tileBadge, tilePrice } from './tile-stock.ts'

export interface ProductTileProps {
  readonly product: Product
  readonly index: number
  /** Whether Tab stops here: one tile of the grid, the arrows do the rest. */
  readonly tabStop: boolean
}

/** One product. Subscribes to its own stock and its own quantity in the cart, nothing else. */
export const ProductTile = memo(function ProductTile({ product, index, tabStop }: ProductTileProps) {
  const left = useViews((views) => stockLeft(product, views))
  const all = useViews((views) => leftInAll(product, views))
  const badge = tileBadge(product, all ?? left)
  const pieces = left === null ? '' : Math.floor(left / 1000)
  const soldOut = badge.kind === 'sold-out'
  return (
    <button
      type="button"
      className={cx(styles.tile, soldOut && styles.soldOut)}
      data-testid="product-tile"
      data-index={index}
      data-sku={product.variants[0]?.sku ?? ''}
      data-stock={pieces}
      tabIndex={tabStop ? 0 : -1}
    >
      <span className={styles.foot}>
        <span className={styles.name}>{product.name}</span>
        <TilePrice product={product} />
      </span>
      <TilePicture
        className={styles.face}
        name={product.name}
        src={product.picture ? `/pictures/${product.picture.hash}-320.webp` : null}
        thumbhash={product.picture?.thumbhash ?? null}
      />
      {all === null || soldOut ? <StockMark badge={badge} /> : <CappedMark here={pieces} all={all} />}
      <InCart product={product} />
    </button>
  )
})

function TilePrice({ product }: { product: Product }) {
  const price = tilePrice(product)
  if (!price) return <span className={styles.ask}>Ask price</span>
  return (
    <span className={styles.price}>
      {price.from && <span className={styles.from}>from</span>}
      <Price minor={price.minor} />
      {price.unit !== 'piece' && <span className={styles.from}>per {price.unit}</span>}
    </span>
  )
}

/** Of capped goods: what this till may sell now, and what is left in all. */
function CappedMark({ here, all }: { readonly here: number | string; readonly all: number }) {
  return (
    <Badge tone={here === 0 ? 'warn' : 'quiet'} className={styles.capped}>
      {here} here · {Math.floor(all / 1000)} in all
    </Badge>
  )
}

function StockMark({ badge }: { badge: StockBadge }) {
  switch (badge.kind) {
    case 'untracked':
      return null
    case 'sold-out':
      return (
        <Badge tone="stop" className={styles.badge}>
          Sold out
        </Badge>
      )
    case 'low':
      return (
        <Badge tone="warn" className={styles.badge}>
          {badge.pieces} left
        </Badge>
      )
    case 'plenty':
      return (
        <Badge className={styles.badge}>
          {badge.pieces}
          <span className="visually-hidden"> left</span>
        </Badge>
      )
  }
}

function InCart({ product }: { product: Product }) {
  const { locale } = useApp()
  const quantity = useCart((open) => open.quantityByProduct.get(product.id) ?? 0)
  if (quantity === 0) return null
  return (
    <Badge tone="solid" className={styles.inCart}>
      {formatQuantity(quantity as Thousandths, locale)}
      <span className="visually-hidden"> in the cart</span>
    </Badge>
  )
}
