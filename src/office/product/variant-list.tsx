import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import type { FormPartProps } from './product-fields.tsx'
import { addOption, addVariant, changeVariant, removeOption, removeVariant } from './product-form.ts'
import styles from './product-sheet.module.css'
import { VariantFields } from './variant-fields.tsx'

const MAX_OPTIONS = 8

/** The product's options and its variants. One variant without options looks like the product itself. */
export function VariantList({ form, errors, onChange }: FormPartProps) {
  const several = form.variants.length > 1 || form.optionNames.length > 0
  return (
    <>
      {several && <OptionNames {...{ form, errors, onChange }} />}
      {form.variants.map((variant, index) => (
        <fieldset key={variant.key} className={several ? styles.variant : styles.only} data-testid="variant">
          <legend className={several ? styles.legend : 'visually-hidden'}>
            {several
              ? variant.options.filter(Boolean).join(' / ') || `Variant ${index + 1}`
              : form.kind === 'goods'
                ? 'Price and stock'
                : 'Price'}
          </legend>
          <VariantFields
            variant={variant}
            optionNames={form.optionNames}
            kind={form.kind}
            errors={errors}
            onChange={(change) => onChange(changeVariant(form, variant.key, change))}
          />
          {several && form.variants.length > 1 && (
            <Button look="plain" icon={X} onClick={() => onChange(removeVariant(form, variant.key))}>
              Remove this variant
            </Button>
          )}
        </fieldset>
      ))}
      {errors.variants !== undefined && (
        <p className={styles.problem} role="alert">
          {errors.variants}
        </p>
      )}
      <div className={styles.actions}>
        <Button icon={Plus} onClick={() => onChange(withVariant(form))} data-testid="variant-add">
          Add a variant
        </Button>
      </div>
    </>
  )
}

/** The second variant needs something to tell it from the first by. */
function withVariant(form: FormPartProps['form']): FormPartProps['form'] {
  const numbers = form.variants.map(({ key }) => Number(/^new-(\d+)$/.exec(key)?.[1] ?? 0))
  const key = `new-${Math.max(0, ...numbers) + 1}`
  return addVariant(form.optionNames.length === 0 ? addOption(form) : form, key)
}

function OptionNames({ form, errors, onChange }: FormPartProps) {
  const rename = (slot: number, name: string) =>
    onChange({ ...form, optionNames: form.optionNames.map((old, index) => (index === slot ? name : old)) })
  return (
    <div className={styles.options}>
      {form.optionNames.map((name, slot) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place; it has no other identity.
        <div key={slot} className={styles.option}>
          <TextField
            label={slot === 0 ? 'Option that tells the variants apart' : `Option ${slot + 1}`}
            value={name}
            onChange={(text) => rename(slot, text)}
            error={errors[`option-${slot}`] ?? null}
            placeholder="Size, colour …"
            autoComplete="off"
            data-testid={`option-name-${slot}`}
          />
          <IconButton
            icon={X}
            label={`Remove option ${name || slot + 1}`}
            onClick={() => onChange(removeOption(form, slot))}
          />
        </div>
      ))}
      {form.optionNames.length < MAX_OPTIONS && (
        <Button look="plain" icon={Plus} onClick={() => onChange(addOption(form))}>
          Add an option
        </Button>
      )}
    </div>
  )
}
