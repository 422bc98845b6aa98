import { Plus, Trash2 } from 'lucide-react'
import { TAX_DEFAULTS } from '../../core/domain/tax-defaults.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { NumberField, SelectField, TextField } from '../ui/field.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import styles from './setup.module.css'
import { type DraftProblems, type DraftProps, proposeTaxes, type RateDraft } from './setup-draft.ts'

/** Name, country, currency, zone, and how tax is counted. The country proposes the rest. */
export function LocationForm({ draft, edit, problems }: DraftProps & { readonly problems: DraftProblems }) {
  return (
    <>
      <TextField
        label="Name of the pop-up"
        value={draft.name}
        onChange={(name) => edit({ name })}
        error={problems.name ?? null}
        maxLength={120}
        autoFocus
        data-testid="setup-name"
      />
      <div className={styles.pair}>
        <SelectField
          label="Country"
          value={draft.country}
          onChange={(country) => edit(proposeTaxes(country))}
          options={countryOptions(draft.country)}
          data-testid="setup-country"
        />
        <SelectField
          label="Currency"
          value={draft.currency}
          onChange={(currency) => edit({ currency })}
          options={currencyOptions()}
          error={problems.currency ?? null}
          data-testid="setup-currency"
        />
      </div>
      <SelectField
        label="Time zone"
        value={draft.zone}
        onChange={(zone) => edit({ zone })}
        options={zoneOptions(draft.zone)}
        data-testid="setup-zone"
      />
      <SegmentedControl
        label="Prices"
        value={draft.taxMode}
        onChange={(taxMode) => edit({ taxMode })}
        options={[
          { value: 'inclusive', label: 'Prices include tax' },
          { value: 'exclusive', label: 'Tax comes on top' },
        ]}
      />
      <details
        className={styles.more}
        open={Object.keys(problems).some((field) => field.startsWith('rate-'))}
      >
        <summary>Tax rates: {draft.rates.map((rate) => `${rate.name} ${rate.percent} %`).join(', ')}</summary>
        <Rates draft={draft} edit={edit} problems={problems} />
      </details>
    </>
  )
}

function Rates({ draft, edit, problems }: DraftProps & { readonly problems: DraftProblems }) {
  const change = (key: string, fields: Partial<RateDraft>) =>
    edit({ rates: draft.rates.map((rate) => (rate.key === key ? { ...rate, ...fields } : rate)) })
  const add = () =>
    edit({ rates: [...draft.rates, { key: `own-${draft.rates.length}`, name: 'Tax', percent: '' }] })
  return (
    <fieldset className={styles.rates}>
      <legend>Tax rates, the usual one first</legend>
      {draft.rates.map((rate, index) => (
        <div key={rate.key} className={styles.rate}>
          <TextField
            label={`Name of rate ${index + 1}`}
            value={rate.name}
            onChange={(name) => change(rate.key, { name })}
          />
          <NumberField
            label="Percent"
            suffix="%"
            value={rate.percent}
            onChange={(percent) => change(rate.key, { percent })}
            error={problems[`rate-${rate.key}`] ?? null}
          />
          <IconButton
            icon={Trash2}
            label={`Remove rate ${index + 1}`}
            disabled={draft.rates.length === 1}
            onClick={() => edit({ rates: draft.rates.filter((other) => other.key !== rate.key) })}
          />
        </div>
      ))}
      <Button icon={Plus} onClick={add}>
        Add a rate
      </Button>
    </fieldset>
  )
}

const names = (type: 'region' | 'currency') => new Intl.DisplayNames([navigator.language, 'en'], { type })

function countryOptions(current: string) {
  const codes = [...new Set([...Object.keys(TAX_DEFAULTS), current])]
  const nameOf = names('region')
  return codes
    .map((value) => ({ value, label: nameOf.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label))
}

function currencyOptions() {
  const nameOf = names('currency')
  return Intl.supportedValuesOf('currency').map((value) => ({
    value,
    label: `${value} · ${nameOf.of(value) ?? ''}`,
  }))
}

function zoneOptions(current: string) {
  return [...new Set([current, ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
    value,
    label: value.replaceAll('_', ' '),
  }))
}
