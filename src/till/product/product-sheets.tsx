import type { ProductId } from '../../../core/domain/ids.ts'
import { useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { MoneyForm, QuantityForm } from '../keypad-form.tsx'
import { useTill } from '../till-context.tsx'
import { addPriced, addVariant } from '../till-model.ts'
import type { ProductSheet } from '../till-sheet.ts'
import { DepositSheet } from './deposit-sheet.tsx'
import { ProductDetails } from './product-details.tsx'
import { VariantsList } from './variants-list.tsx'
import { WeighSheet } from './weigh-sheet.tsx'

/** Sheets about one product. */
export function ProductSheets({ sheet }: { sheet: ProductSheet }) {
  switch (sheet.kind) {
    case 'variants':
    case 'product':
      return <WithProduct sheet={sheet} />
    case 'price':
      return <PriceSheet {...sheet} />
    case 'sold-out':
      return <SoldOutSheet {...sheet} />
    case 'product-quantity':
      return <QuantitySheet {...sheet} />
    case 'deposit':
      return <DepositSheet {...sheet} />
    case 'weigh':
      return <WeighSheet {...sheet} />
  }
}

function WithProduct({ sheet }: { sheet: Extract<ProductSheet, { product: ProductId }> }) {
  const { sheets } = useTill()
  const product = useViews((views) => views.products.find(({ id }) => id === sheet.product))
  if (!product) return null
  return (
    <Sheet title={product.name} onClose={sheets.close} testId={`sheet-${sheet.kind}`}>
      {sheet.kind === 'variants' ? <VariantsList product={product} /> : <ProductDetails product={product} />}
    </Sheet>
  )
}

function PriceSheet({ product, variant }: Extract<ProductSheet, { kind: 'price' }>) {
  const till = useTill()
  const isVoucher = product.kind === 'voucher'
  const perUnit = variant.unit === 'piece' ? '' : ` for 1 ${variant.unit}`
  const question = isVoucher ? 'How much is to be on it?' : `What does it cost today${perUnit}?`
  return (
    <Sheet tall title={product.name} onClose={till.sheets.close}>
      <p>{question}</p>
      <MoneyForm
        doneWords={variant.unit === 'piece' ? 'Add to the cart' : 'Go on to the weight'}
        onDone={(unitMinor) => {
          till.sheets.close()
          addVariant(till, product, variant, unitMinor)
        }}
      />
    </Sheet>
  )
}

function SoldOutSheet({ product, variant }: Extract<ProductSheet, { kind: 'sold-out' }>) {
  const till = useTill()
  return (
    <Sheet place="middle" title="The count says sold out" onClose={till.sheets.close}>
      <p>
        If you hold {product.name} in your hand, you can sell it; the count goes below nought and somebody
        looks at it later. Sell anyway?
      </p>
      <Button
        look="go"
        size="large"
        wide
        data-autofocus=""
        data-testid="sell-anyway"
        onClick={() => {
          till.sheets.close()
          addVariant(till, product, variant)
        }}
      >
        Sell anyway
      </Button>
      <Button wide onClick={till.sheets.close}>
        Leave it
      </Button>
    </Sheet>
  )
}

function QuantitySheet({ product, variant }: Extract<ProductSheet, { kind: 'product-quantity' }>) {
  const till = useTill()
  const { priceMinor } = variant
  return (
    <Sheet tall title={`How many ${product.name}?`} onClose={till.sheets.close}>
      <QuantityForm
        doneWords="Add to the cart"
        onDone={(quantity) => {
          till.sheets.closeAll()
          if (priceMinor === null) addVariant(till, product, variant)
          else addPriced(till, product, variant, { unitMinor: priceMinor, quantity })
        }}
      />
    </Sheet>
  )
}
