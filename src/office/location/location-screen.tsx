import { useState } from 'react'
import { separatorsOf } from '../../../core/domain/parse-money.ts'
import { useApp, useLocation, useStaff, useViews } from '../../app/app-context.tsx'
import { writeSettings } from '../../replica/deeds.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { say } from '../../ui/toast-store.ts'
import { failureText } from '../failure-text.ts'
import officeStyles from '../office.module.css'
import { ScreenHead } from '../shell/screen-head.tsx'
import styles from './location.module.css'
import { type LocationErrors, type LocationForm, locationFormOf, planLocation } from './location-form.ts'
import { TaxRates } from './tax-rates.tsx'

/** What the receipt says of this place, and how it is taxed. */
export function LocationScreen() {
  const editor = useLocationEditor()
  const { form, setForm, errors, problem } = editor
  return (
    <>
      <ScreenHead title="Location" />
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void editor.save()
        }}
      >
        <Words {...{ form, errors }} onChange={setForm} />
        <section className={officeStyles.card} aria-labelledby="location-tax">
          <h2 id="location-tax" className={officeStyles.cardTitle}>
            Tax
          </h2>
          <SegmentedControl
            label="Prices in the catalogue"
            value={form.taxMode}
            onChange={(taxMode) => setForm({ ...form, taxMode })}
            options={[
              { value: 'inclusive', label: 'Prices include tax' },
              { value: 'exclusive', label: 'Tax comes on top' },
            ]}
          />
          <TaxRates {...{ form, errors }} onChange={setForm} />
        </section>
        <Lock {...{ form, errors }} onChange={setForm} />
        {problem !== null && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <div>
          <Button look="go" type="submit" disabled={editor.saving} data-testid="location-save">
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
      <p className={officeStyles.quiet}>
        {currency}
        {country ? `, ${country}` : ''}, {zone}: settled when the location was made.
      </p>
    </section>
  )
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
  const { replica, locale } = useApp()
  const location = useLocation()
  const taxRates = useViews((views) => views.taxRates)
  const staff = useStaff()
  const [form, setForm] = useState(() => locationFormOf(location, taxRates, separatorsOf(locale).decimal))
  const [errors, setErrors] = useState<LocationErrors>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const save = async () => {
    const plan = planLocation(form, location, taxRates)
    setErrors(plan.ok ? {} : plan.error)
    setProblem(plan.ok ? null : 'Some fields need a look. Nothing that you typed is lost.')
    if (!plan.ok) return
    setSaving(true)
    const written = await writeSettings(replica, plan.value, staff?.id ?? null)
    setSaving(false)
    if (written.ok) say('Location saved')
    else setProblem(failureText(written.error))
  }
  return { form, setForm, errors, problem, saving, save }
}
