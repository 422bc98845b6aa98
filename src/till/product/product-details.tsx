import ArrowLeft from 'lucide-react/icons/arrow-left'
import ArrowRight from 'lucide-react/icons/arrow-right'
import Hash from 'lucide-react/icons/hash'
import Star from 'lucide-react/icons/star'
import StarOff from 'lucide-react/icons/star-off'
import { type Product, type Variant, variantLabel } from '../../../core/domain/product.ts'
import { useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { TilePicture } from '../sell/tile-picture.tsx'
import { useTill } from '../till-context.tsx'
import { pressVariant } from '../till-model.ts'
import { favouriteMoves, moveFavourite, toggleFavourite } from './favourites.ts'
import styles from './product.module.css'
import { VariantPrice, VariantStock } from './variants-list.tsx'

/** What is known of a product, how many to add, and its place among the favourites. */
export function ProductDetails({ product }: { product: Product }) {
  const till = useTill()
  const [only] = product.variants
  const isSimple = product.kind !== 'deposit' && only?.unit === 'piece'
  const words = product.variants.length > 1 ? 'Choose one' : isSimple ? 'Add several' : 'Add'
  const add = (variant: Variant) => {
    if (product.variants.length > 1) till.sheets.swap({ kind: 'variants', product: product.id })
    else if (isSimple) till.sheets.swap({ kind: 'product-quantity', product, variant })
    else {
      till.sheets.close()
      pressVariant(till, product, variant)
    }
  }
  return (
    <>
      <TilePicture
        className={styles.face}
        name={product.name}
        src={product.picture ? `/pictures/${product.picture.hash}-640.webp` : null}
        thumbhash={product.picture?.thumbhash ?? null}
      />
      {product.description && <p className={styles.description}>{product.description}</p>}
      <VariantTable product={product} />
      <FavouriteButtons product={product} />
      {only && (
        <Button look="go" size="large" wide icon={Hash} data-autofocus="" onClick={() => add(only)}>
          {words}
        </Button>
      )}
    </>
  )
}

function VariantTable({ product }: { product: Product }) {
  const category = useViews((views) => views.categories.find(({ id }) => id === product.category)?.name)
  return (
    <ul className={styles.facts}>
      {category && <li className={styles.fact}>{category}</li>}
      {product.variants.map((variant) => (
        <li key={variant.id} className={styles.fact}>
          <span className={styles.label}>
            {variantLabel(variant) || 'Price'}
            <span className={styles.code}>{[variant.sku, variant.barcode].filter(Boolean).join(' · ')}</span>
          </span>
          <VariantStock variant={variant} />
          <VariantPrice variant={variant} />
        </li>
      ))}
    </ul>
  )
}

function FavouriteButtons({ product }: { product: Product }) {
  const till = useTill()
  const products = useViews((views) => views.products)
  const moves = favouriteMoves(products, product.id)
  const isFavourite = product.favourite !== null
  return (
    <div className={styles.favourite}>
      <Button
        icon={isFavourite ? StarOff : Star}
        data-testid="favourite"
        onClick={() => void toggleFavourite(till, product)}
      >
        {isFavourite ? 'No favourite' : 'Favourite'}
      </Button>
      <Button
        icon={ArrowLeft}
        disabled={!moves.earlier}
        onClick={() => void moveFavourite(till, product, -1)}
      >
        Earlier
      </Button>
      <Button icon={ArrowRight} disabled={!moves.later} onClick={() => void moveFavourite(till, product, 1)}>
        Later
      </Button>
    </div>
  )
}
