import { UNITS, type Unit } from '../../../core/domain/unit.ts'
import { useLocation } from '../../app/app-context.tsx'
import { CheckField, NumberField, SelectField, TextField } from '../../ui/field.tsx'
import { barcodeHint, type FormErrors } from './check-form.ts'
import type { ProductForm, VariantForm } from './product-form.ts'
import styles from './product-sheet.module.css'

export interface VariantFieldsProps {
  readonly variant: VariantForm
  readonly optionNames: readonly string[]
  readonly kind: ProductForm['kind']
  readonly errors: FormErrors
  readonly onChange: (change: Partial<VariantForm>) => void
}

/** Everything that one variant has of its own. */
export function VariantFields({ variant, optionNames, kind, errors, onChange }: VariantFieldsProps) {
  const { currency } = useLocation()
  const field = (name: TextName) => textOf({ variant, errors, onChange }, name)
  return (
    <>
      <OptionValues {...{ variant, optionNames, errors, onChange }} />
      <div className={styles.pair}>
        <NumberField
          label={PRICE_LABELS[kind]}
          suffix={variant.unit === 'piece' || kind !== 'goods' ? currency : `${currency} / ${variant.unit}`}
          hint={kind === 'deposit' ? null : 'Empty: asked at each sale'}
          {...field('price')}
        />
        {kind === 'goods' && (
          <SelectField
            label="Sold by"
            value={variant.unit}
            onChange={(unit) => onChange({ unit: unit as Unit })}
            options={UNITS.map((unit) => ({ value: unit, label: UNIT_WORDS[unit] }))}
            data-testid="variant-unit"
          />
        )}
        <NumberField label="Cost" suffix={currency} {...field('cost')} />
        <TextField label="SKU" {...field('sku')} />
        <TextField
          label="Barcode"
          inputMode="numeric"
          hint={barcodeHint(variant.barcode)}
          {...field('barcode')}
        />
      </div>
      {kind === 'goods' && <StockFields {...{ variant, errors, onChange }} />}
    </>
  )
}

const PRICE_LABELS: Readonly<Record<ProductForm['kind'], string>> = {
  goods: 'Price',
  deposit: 'Given back for each',
  voucher: 'What is on it',
}

const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  piece: 'The piece',
  kg: 'Kilogram',
  g: 'Gram',
  l: 'Litre',
  ml: 'Millilitre',
  m: 'Metre',
  h: 'Hour',
}

type PartProps = Pick<VariantFieldsProps, 'variant' | 'errors' | 'onChange'>
type TextName = 'price' | 'cost' | 'sku' | 'barcode' | 'lowMark' | 'stock' | 'received'

const textOf = ({ variant, errors, onChange }: PartProps, name: TextName) => ({
  value: variant[name],
  onChange: (text: string) => onChange({ [name]: text }),
  error: errors[`${variant.key}/${name}`] ?? null,
  autoComplete: 'off',
  'data-testid': `variant-${name}`,
})

/** Whether it is counted, how much there is, and whether more than that can be sold. */
function StockFields({ variant, errors, onChange }: PartProps) {
  const field = (name: TextName) => textOf({ variant, errors, onChange }, name)
  return (
    <>
      <CheckField
        label="Capped: no more can be sold than there are, however many tills are cut off"
        checked={variant.capped}
        onChange={(capped) => onChange({ capped })}
      />
      {!variant.capped && (
        <CheckField
          label="Count the stock"
          checked={variant.tracked}
          onChange={(tracked) => onChange({ tracked })}
        />
      )}
      {(variant.tracked || variant.capped) && (
        <div className={styles.pair}>
          {variant.capped ? (
            <NumberField
              label="There are now"
              hint="On all tills together. Each till gets a share to sell"
              {...field('stock')}
            />
          ) : (
            <NumberField label="In stock now" hint="Changed, it is a count" {...field('stock')} />
          )}
          {variant.id !== null && (
            <NumberField label="Goods received" hint="Added to the stock" {...field('received')} />
          )}
          <NumberField label="Low mark" hint="From here on it is shown as low" {...field('lowMark')} />
        </div>
      )}
    </>
  )
}

function OptionValues({ variant, optionNames, errors, onChange }: Omit<VariantFieldsProps, 'kind'>) {
  if (optionNames.length === 0) return null
  const set = (slot: number, value: string) => {
    const options = optionNames.map((_, index) => (index === slot ? value : (variant.options[index] ?? '')))
    onChange({ options })
  }
  return (
    <div className={styles.pair}>
      {optionNames.map((name, slot) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place; it has no other identity.
          key={slot}
          label={name || `Option ${slot + 1}`}
          value={variant.options[slot] ?? ''}
          onChange={(value) => set(slot, value)}
          error={slot === 0 ? (errors[`${variant.key}/options`] ?? null) : null}
          autoComplete="off"
          data-testid={`variant-option-${slot}`}
        />
      ))}
    </div>
  )
}
