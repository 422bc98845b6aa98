import { useLocation } from '../../app/app-context.tsx'
import { CheckField, NumberField, TextField } from '../../ui/field.tsx'
import { barcodeHint, type FormErrors } from './check-form.ts'
import type { VariantForm } from './product-form.ts'
import styles from './product-sheet.module.css'

export interface VariantFieldsProps {
  readonly variant: VariantForm
  readonly optionNames: readonly string[]
  readonly errors: FormErrors
  readonly onChange: (change: Partial<VariantForm>) => void
}

/** Everything that one variant has of its own. */
export function VariantFields({ variant, optionNames, errors, onChange }: VariantFieldsProps) {
  const { currency } = useLocation()
  const field = (name: 'price' | 'cost' | 'sku' | 'barcode' | 'lowMark' | 'stock' | 'received') => ({
    value: variant[name],
    onChange: (text: string) => onChange({ [name]: text }),
    error: errors[`${variant.key}/${name}`] ?? null,
    autoComplete: 'off',
    'data-testid': `variant-${name}`,
  })
  return (
    <>
      <OptionValues {...{ variant, optionNames, errors, onChange }} />
      <div className={styles.pair}>
        <NumberField label="Price" suffix={currency} hint="Empty: asked at each sale" {...field('price')} />
        <NumberField label="Cost" suffix={currency} {...field('cost')} />
        <TextField label="SKU" {...field('sku')} />
        <TextField
          label="Barcode"
          inputMode="numeric"
          hint={barcodeHint(variant.barcode)}
          {...field('barcode')}
        />
      </div>
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

function OptionValues({ variant, optionNames, errors, onChange }: VariantFieldsProps) {
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
