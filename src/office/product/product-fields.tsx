import { useId } from 'react'
import type { TaxRateId } from '../../../core/domain/ids.ts'
import { useLocation, useViews } from '../../app/app-context.tsx'
import { CheckField, SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { percentText } from '../percent-text.ts'
import type { FormErrors } from './check-form.ts'
import { KindFields } from './kind-fields.tsx'
import { PictureField } from './picture-field.tsx'
import type { ProductForm } from './product-form.ts'
import styles from './product-sheet.module.css'

export interface FormPartProps {
  readonly form: ProductForm
  readonly errors: FormErrors
  readonly onChange: (form: ProductForm) => void
}

/** What all variants of the product share. */
export function ProductFields({ form, errors, onChange }: FormPartProps) {
  const categories = useViews((views) => views.categories)
  const listId = useId()
  return (
    <>
      <TextField
        label="Name"
        value={form.name}
        onChange={(name) => onChange({ ...form, name })}
        error={errors.name ?? null}
        autoComplete="off"
        data-autofocus=""
        data-testid="product-name"
      />
      <div className={styles.pair}>
        <TextField
          label="Category"
          value={form.category}
          onChange={(category) => onChange({ ...form, category })}
          error={errors.category ?? null}
          list={listId}
          autoComplete="off"
          data-testid="product-category"
        />
        <datalist id={listId}>
          {categories.map(({ id, name }) => (
            <option key={id} value={name} />
          ))}
        </datalist>
        <TaxField form={form} onChange={onChange} />
      </div>
      <KindFields {...{ form, errors, onChange }} />
      <PictureField
        name={form.name}
        picture={form.picture}
        onChange={(picture) => onChange({ ...form, picture })}
      />
      <TextArea
        label="Description"
        value={form.description}
        onChange={(description) => onChange({ ...form, description })}
        error={errors.description ?? null}
        rows={3}
      />
      <CheckField
        label="A favourite: it stands first at the till"
        checked={form.favourite}
        onChange={(favourite) => onChange({ ...form, favourite })}
      />
    </>
  )
}

function TaxField({ form, onChange }: Pick<FormPartProps, 'form' | 'onChange'>) {
  const taxRates = useViews((views) => views.taxRates)
  const location = useLocation()
  const usual = taxRates.get(location.defaultTaxRate)
  const options = [
    { value: '', label: usual ? `As usual here (${usual.name} ${percentText(usual.ppm)})` : 'As usual here' },
    ...[...taxRates.values()].map(({ id, name, ppm }) => ({
      value: id,
      label: `${name} ${percentText(ppm)}`,
    })),
  ]
  return (
    <SelectField
      label="Tax"
      value={form.taxRate}
      onChange={(taxRate) => onChange({ ...form, taxRate: taxRate as TaxRateId | '' })}
      options={options}
      data-testid="product-tax"
    />
  )
}
