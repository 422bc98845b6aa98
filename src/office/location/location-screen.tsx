import { separatorsOf } from '../../../core/domain/parse-money.ts'
import { LANGUAGE_FACTS, RECEIPT_LANGUAGES } from '../../../core/domain/receipt-language.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { say } from '../../ui/toast-store.ts'
import officeStyles from '../office.module.css'
import { ScreenHead } from '../shell/screen-head.tsx'
import { useEditor } from '../use-editor.ts'
import styles from './location.module.css'
import { type LocationErrors, type LocationForm, locationFormOf, planLocation } from './location-form.ts'
import { ScalesCard } from './scales-card.tsx'
import { TaxCard } from './tax-card.tsx'

/** What the receipt says of this place, and how it is taxed. */
export function LocationScreen() {
  const { form, change: setForm, errors, problem, saving, submit } = useLocationEditor()
  return (
    <>
      <ScreenHead title="Location" />
      <form className={styles.form} noValidate onSubmit={submit}>
        <Words {...{ form, errors }} onChange={setForm} />
        <TaxCard {...{ form, errors }} onChange={setForm} />
        <ScalesCard {...{ form, errors }} onChange={setForm} />
        <Lock {...{ form, errors }} onChange={setForm} />
        {problem !== null && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <div>
          <Button look="go" type="submit" disabled={saving} data-testid="location-save">
            Save
          </Button>
        </div>
      </form>
    </>
  )
}

export interface LocationPartProps {
  readonly form: LocationForm
  readonly errors: LocationErrors
  readonly onChange: (form: LocationForm) => void
}

function Words({ form, errors, onChange }: LocationPartProps) {
  const { currency, country, zone } = useLocation()
  return (
    <section className={officeStyles.card} aria-labelledby="location-words">
      <h2 id="location-words" className={officeStyles.cardTitle}>
        On the receipt
      </h2>
      <TextField
        label="Name"
        value={form.name}
        onChange={(name) => onChange({ ...form, name })}
        error={errors.name ?? null}
        data-testid="location-name"
      />
      <TextArea
        label="Address"
        rows={3}
        value={form.address}
        onChange={(address) => onChange({ ...form, address })}
        error={errors.address ?? null}
        hint="Under the name: street, city, tax number"
        data-testid="location-address"
      />
      <TextArea
        label="Words at the foot"
        rows={2}
        value={form.receiptFooter}
        onChange={(receiptFooter) => onChange({ ...form, receiptFooter })}
        error={errors.receiptFooter ?? null}
        hint="Thanks, exchange policy, where to find you next"
        data-testid="location-footer"
      />
      <SelectField
        label="Language"
        hint="Where the customer has not chosen another one"
        value={form.receiptLanguage}
        onChange={(receiptLanguage) => onChange({ ...form, receiptLanguage })}
        options={languageChoices(form.receiptLanguage)}
        data-testid="location-language"
      />
      <p className={officeStyles.quiet}>
        {currency}
        {country ? `, ${country}` : ''}, {zone}: settled when the location was made.
      </p>
    </section>
  )
}

/** Those that receipts are written in, and the one that is set, should another version have written it. */
function languageChoices(now: string) {
  const isOther = now !== '' && !RECEIPT_LANGUAGES.some((tag) => tag === now)
  return [
    { value: '', label: 'The till’s own' },
    ...RECEIPT_LANGUAGES.map((tag) => ({ value: tag as string, label: LANGUAGE_FACTS[tag].name })),
    ...(isOther ? [{ value: now, label: now }] : []),
  ]
}

const LOCK_CHOICES = [0, 1, 2, 5, 10, 30]

const lockWords = (minutes: number) =>
  minutes === 0 ? 'Never' : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`

function Lock({ form, onChange }: LocationPartProps) {
  const choices = [...new Set([...LOCK_CHOICES, form.lockMinutes])].sort((a, b) => a - b)
  return (
    <section className={officeStyles.card} aria-labelledby="location-lock">
      <h2 id="location-lock" className={officeStyles.cardTitle}>
        Tills
      </h2>
      <SelectField
        label="Lock a till that nobody has touched for"
        value={String(form.lockMinutes)}
        onChange={(minutes) => onChange({ ...form, lockMinutes: Number(minutes) })}
        options={choices.map((minutes) => ({ value: String(minutes), label: lockWords(minutes) }))}
        hint="Where more than one person sells. The cart stays; a PIN opens the till again."
        data-testid="location-lock"
      />
    </section>
  )
}

function useLocationEditor() {
  const { locale } = useApp()
  const location = useLocation()
  const taxRates = useViews((views) => views.taxRates)
  const takeAwayRates = useViews((views) => views.takeAwayRates)
  const settings = { location, taxRates, takeAwayRates }
  return useEditor<LocationForm>({
    opened: locationFormOf(settings, separatorsOf(locale).decimal),
    plan: (form) => planLocation(form, settings),
    onSaved: () => say('Location saved'),
  })
}
