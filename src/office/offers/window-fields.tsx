import { TextField } from '../../ui/field.tsx'
import { ChoiceChips } from '../choice-chips.tsx'
import formStyles from '../office-form.module.css'
import type { FieldProblems } from '../typed.ts'
import { DAY_WORDS, WEEK } from './offer-words.ts'
import type { WindowForm } from './window-form.ts'

export interface WindowFieldsProps {
  readonly window: WindowForm
  readonly errors: FieldProblems
  readonly onChange: (window: WindowForm) => void
}

/** When an offer runs, by the location's clock. */
export function WindowFields({ window, errors, onChange }: WindowFieldsProps) {
  const text = (field: 'firstDay' | 'lastDay' | 'from' | 'to') => ({
    name: field,
    value: window[field],
    onChange: (value: string) => onChange({ ...window, [field]: value }),
    error: errors[field] ?? null,
    autoComplete: 'off',
    'data-testid': `window-${field}`,
  })
  return (
    <>
      <div className={formStyles.pair}>
        <TextField label="First day" type="date" hint="Empty: from now on" {...text('firstDay')} />
        <TextField
          label="Last day"
          type="date"
          hint="It still runs on this day. Empty: no end"
          {...text('lastDay')}
        />
      </div>
      <ChoiceChips
        label="Days"
        hint="None chosen: every day"
        options={WEEK.map((day) => ({ value: day, label: DAY_WORDS[day] ?? '' }))}
        chosen={window.days}
        onChange={(days) => onChange({ ...window, days })}
        testId="window-days"
      />
      <div className={formStyles.pair}>
        <TextField label="From" hint="Like 17:00. Empty: all day" {...text('from')} />
        <TextField label="Until" hint="Earlier than it begins: past midnight" {...text('to')} />
      </div>
    </>
  )
}
