import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { Button, IconButton } from '../../ui/button.tsx'
import { NumberField, SelectField } from '../../ui/field.tsx'
import officeStyles from '../office.module.css'
import { ProblemList } from '../typed.ts'
import { type EmbeddedForm, embeddedPicture, MOST_CODES, newEmbedded, readEmbedded } from './embedded-form.ts'
import styles from './location.module.css'
import type { LocationPartProps } from './location-screen.tsx'

/** Labels of the counter's own scales: which digits are the goods, which are the price or the weight. */
export function ScalesCard({ form, errors, onChange }: LocationPartProps) {
  const { embeddedCodes } = form
  const set = (codes: readonly EmbeddedForm[]) => onChange({ ...form, embeddedCodes: codes })
  return (
    <section className={officeStyles.card} aria-labelledby="location-scales">
      <h2 id="location-scales" className={officeStyles.cardTitle}>
        Labels of your own scales
      </h2>
      <p className={officeStyles.quiet}>
        A barcode that begins with 02 or 20 to 29 is your own: it holds the number of the goods, and a price
        or a weight. The number is looked for among SKUs and barcodes.
      </p>
      <ul className={styles.rates}>
        {embeddedCodes.map((code) => (
          <CodeRow
            key={code.key}
            code={code}
            errors={errors}
            onChange={(part) =>
              set(embeddedCodes.map((one) => (one.key === code.key ? { ...one, ...part } : one)))
            }
            onRemove={() => set(embeddedCodes.filter(({ key }) => key !== code.key))}
          />
        ))}
      </ul>
      {embeddedCodes.length < MOST_CODES && (
        <div>
          <Button
            icon={Plus}
            onClick={() => set([...embeddedCodes, newEmbedded(embeddedCodes)])}
            data-testid="embedded-add"
          >
            Add a kind of label
          </Button>
        </div>
      )}
    </section>
  )
}

interface CodeRowProps {
  readonly code: EmbeddedForm
  readonly errors: LocationPartProps['errors']
  readonly onChange: (part: Partial<EmbeddedForm>) => void
  readonly onRemove: () => void
}

function CodeRow({ code, errors, onChange, onRemove }: CodeRowProps) {
  const field = (name: 'prefix' | 'itemDigits' | 'valueDigits') => ({
    value: code[name],
    onChange: (text: string) => onChange({ [name]: text }),
    error: errors[`${code.key}/${name}`] ?? null,
    inputMode: 'numeric' as const,
    'data-testid': `embedded-${name}`,
  })
  return (
    <li className={styles.scale} data-testid="embedded-code">
      <div className={styles.cut}>
        <NumberField label="Begins with" {...field('prefix')} />
        <NumberField label="Digits of the goods" {...field('itemDigits')} />
        <NumberField label="Digits of the value" {...field('valueDigits')} />
        <SelectField
          label="The value is"
          value={code.value}
          onChange={(value) => onChange({ value: value as EmbeddedForm['value'] })}
          options={[
            { value: 'price', label: 'a price' },
            { value: 'weight', label: 'a weight in thousandths' },
          ]}
        />
      </div>
      <IconButton icon={X} label={`Remove labels that begin with ${code.prefix}`} onClick={onRemove} />
      <Picture code={code} />
    </li>
  )
}

function Picture({ code }: { readonly code: EmbeddedForm }) {
  const problems = new ProblemList()
  const [cut] = readEmbedded([code], problems)
  if (!cut || Object.keys(problems.all).length > 0) return null
  return (
    <p className={styles.picture}>
      {embeddedPicture(cut)}
      <span className={officeStyles.quiet}>
        {' '}
        (I goods, {embeddedPicture(cut).includes('P') ? 'P price check digit, ' : ''}V value, C check digit)
      </span>
    </p>
  )
}
