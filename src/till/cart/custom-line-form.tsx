import { useState } from 'react'
import { formatRate } from '../../../core/domain/format.ts'
import type { TaxRateId } from '../../../core/domain/ids.ts'
import { useViews } from '../../app/app-context.tsx'
import { TextField } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { MoneyForm } from '../keypad-form.tsx'
import { useMoneyWriting, useTill } from '../till-context.tsx'
import { ratesNow } from '../till-model.ts'
import { customLine, rateOf } from './new-line.ts'

/** An amount for something that is not in the catalogue. */
export function CustomLineForm() {
  const till = useTill()
  const { locale } = useMoneyWriting()
  const taxRates = useViews((views) => views.taxRates)
  const rates = ratesNow(till.app)
  const [name, setName] = useState('')
  const [rate, setRate] = useState<string>(rates?.defaultId ?? '')
  if (!rates) return null
  const options = [...taxRates.values()].map((one) => ({
    value: one.id as string,
    label: `${one.name} ${formatRate(one.ppm, locale)}`,
  }))
  return (
    <>
      <TextField
        label="What is it?"
        placeholder="Custom amount"
        maxLength={200}
        value={name}
        onChange={setName}
      />
      {options.length > 1 && (
        <SegmentedControl label="Tax" value={rate} options={options} onChange={setRate} />
      )}
      <MoneyForm
        doneWords="Add to the cart"
        onDone={(unitMinor) => {
          const taxRate = rateOf({ taxRate: rate as TaxRateId }, rates)
          const line = customLine(
            till.app.replica.deps.newId(),
            name.trim() || 'Custom amount',
            unitMinor,
            taxRate,
          )
          till.carts.dispatch({ type: 'add', line })
          till.sheets.close()
        }}
      />
    </>
  )
}
