import Check from 'lucide-react/icons/check'
import { useState } from 'react'
import { formatQuantity } from '../../../core/domain/format.ts'
import type { Minor } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { Product, Variant } from '../../../core/domain/product.ts'
import type { Unit } from '../../../core/domain/unit.ts'
import { Button } from '../../ui/button.tsx'
import { Keypad, type KeypadKey, keypadKeyOf } from '../../ui/keypad.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import form from '../keypad-form.module.css'
import { Price, useMoneyWriting, useTill } from '../till-context.tsx'
import { addPriced } from '../till-model.ts'
import { useStrayScans, useWindowKeys } from '../use-window-keys.ts'
import styles from './weigh-sheet.module.css'
import { NOTHING_WEIGHED, typeWeight, type Weighed, type Weighing, weighed } from './weighing.ts'

export interface WeighSheetProps {
  readonly product: Product
  readonly variant: Variant
  /** For one of the unit. */
  readonly unitMinor: Minor
}

/** How much of it: by weight with the vessel taken off, or by any other measure. */
export function WeighSheet({ product, variant, unitMinor }: WeighSheetProps) {
  const till = useTill()
  const [weighing, setWeighing] = useState<Weighing>(NOTHING_WEIGHED)
  const net = weighed(weighing, unitMinor)
  const type = (key: KeypadKey) => setWeighing((now) => typeWeight(now, key))
  const done = () => {
    if (net.kind !== 'net') return
    till.sheets.close()
    addPriced(till, product, variant, { unitMinor, quantity: net.quantity })
  }
  useStrayScans(() => setWeighing(NOTHING_WEIGHED))
  useWindowKeys((event) => {
    const key = keypadKeyOf(event)
    if (key) type(key)
    else if (event.key === 'Enter') done()
    else return false
    return true
  })
  return (
    <Sheet tall title={product.name} onClose={till.sheets.close} testId="sheet-weigh">
      {isWeight(variant.unit) && <TareSwitch weighing={weighing} onWeighing={setWeighing} />}
      <output className={form.shown} aria-live="polite" data-testid="weigh-shown">
        {weighing[weighing.into] || '0'} {variant.unit}
      </output>
      <Outcome net={net} unit={variant.unit} unitMinor={unitMinor} />
      <Keypad extra="." onKey={type} />
      <DoneButton net={net} onDone={done} />
    </Sheet>
  )
}

/** Only what is put on a scale comes in a vessel. */
const isWeight = (unit: Unit) => unit === 'kg' || unit === 'g'

interface TareSwitchProps {
  readonly weighing: Weighing
  readonly onWeighing: (weighing: Weighing) => void
}

function TareSwitch({ weighing, onWeighing }: TareSwitchProps) {
  return (
    <SegmentedControl
      label="What is being keyed in"
      value={weighing.into}
      options={[
        { value: 'gross', label: 'Weight', testId: 'weigh-gross' },
        {
          value: 'tare',
          label: weighing.tare === '' ? 'Tare' : `Tare ${weighing.tare}`,
          testId: 'weigh-tare',
        },
      ]}
      onChange={(into) => onWeighing({ ...weighing, into })}
    />
  )
}

interface OutcomeProps {
  readonly net: Weighed
  readonly unit: Unit
  readonly unitMinor: Minor
}

function Outcome({ net, unit, unitMinor }: OutcomeProps) {
  const { locale } = useMoneyWriting()
  return (
    <p className={styles.outcome} role="status" data-testid="weigh-outcome">
      {net.kind === 'tare-too-heavy' ? (
        'The vessel weighs as much as all of it. Look at the two figures.'
      ) : (
        <>
          {formatQuantity(net.kind === 'net' ? net.quantity : (0 as never), locale)} {unit} ×{' '}
          <Price minor={unitMinor} />/{unit}
        </>
      )}
    </p>
  )
}

function DoneButton({ net, onDone }: { readonly net: Weighed; readonly onDone: () => void }) {
  const { currency, locale } = useMoneyWriting()
  return (
    <Button
      look="go"
      size="large"
      wide
      icon={Check}
      data-testid="keypad-done"
      disabled={net.kind !== 'net'}
      onClick={onDone}
    >
      Add to the cart
      {net.kind === 'net' && ` · ${formatMoney(net.amountMinor, currency, locale)}`}
    </Button>
  )
}
