import { type Product, stockBadge, type Variant, variantLabel } from '../../../core/domain/product.ts'
import { useStock, useViews } from '../../app/app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Price, useCart, useTill } from '../till-context.tsx'
import { pressVariant } from '../till-model.ts'
import styles from './product.module.css'

/** The forms of a product, each with its own stock and price. */
export function VariantsList({ product }: { product: Product }) {
  return (
    <ul className={styles.variants}>
      {product.variants.map((variant, index) => (
        <VariantRow key={variant.id} product={product} variant={variant} first={index === 0} />
      ))}
    </ul>
  )
}

interface VariantRowProps {
  readonly product: Product
  readonly variant: Variant
  readonly first: boolean
}

function VariantRow({ product, variant, first }: VariantRowProps) {
  const till = useTill()
  const inCart = useCart(({ cart }) =>
    cart.lines.reduce((sum, line) => (line.variant === variant.id ? sum + line.quantity : sum), 0),
  )
  return (
    <li>
      <button
        type="button"
        className={styles.variant}
        data-testid="variant-option"
        data-sku={variant.sku ?? ''}
        data-autofocus={first ? '' : undefined}
        onClick={() => {
          till.sheets.close()
          pressVariant(till, product, variant)
        }}
      >
        <span className={styles.label}>{variantLabel(variant) || product.name}</span>
        <VariantStock variant={variant} />
        {inCart > 0 && <Badge tone="solid">{inCart / 1000}</Badge>}
        <VariantPrice variant={variant} />
      </button>
    </li>
  )
}

/** What one of it costs. */
export function VariantPrice({ variant: { priceMinor, unit } }: { variant: Variant }) {
  if (priceMinor === null) return <span>Ask price</span>
  return (
    <span>
      <Price minor={priceMinor} />
      {unit !== 'piece' && `/${unit}`}
    </span>
  )
}

/** What the count says of one variant. */
export function VariantStock({ variant }: { variant: Variant }) {
  const badge = stockBadge(variant, useStock(variant.id))
  const held = useViews(({ leased }) => (variant.capped ? (leased.get(variant.id) ?? 0) : null))
  if (held !== null && 'pieces' in badge)
    return (
      <Badge tone={held < 1000 ? 'warn' : 'quiet'}>
        {Math.floor(held / 1000)} here · {badge.pieces} in all
      </Badge>
    )
  switch (badge.kind) {
    case 'untracked':
      return null
    case 'sold-out':
      return <Badge tone="stop">Sold out</Badge>
    case 'low':
      return <Badge tone="warn">{badge.pieces} left</Badge>
    case 'plenty':
      return <Badge>{badge.pieces} left</Badge>
  }
}
