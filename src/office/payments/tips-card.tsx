import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import type { Location } from '../../../core/domain/location.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { NumberField } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import officeStyles from '../office.module.css'
import styles from './payments.module.css'
import { MOST_PRESETS } from './payments-form.ts'
import type { PaymentsPartProps } from './payments-screen.tsx'

const TIP_WORDS: Readonly<Record<Location['tips'], string>> = {
  none: 'No till asks for a tip.',
  pool: 'Tips go to all together. They are no turnover and are not taxed; the day’s figures name them apart.',
  cashier:
    'Each tip goes to whoever sells. They are no turnover and are not taxed; the day’s figures name them apart.',
}

/** Whether tills ask for a tip, whose it is, and which shares are offered. */
export function TipsCard({ form, errors, change }: PaymentsPartProps) {
  const set = (index: number, text: string) =>
    change({ presets: form.presets.map((old, place) => (place === index ? text : old)) })
  return (
    <section className={officeStyles.card} aria-labelledby="payments-tips">
      <h2 id="payments-tips" className={officeStyles.cardTitle}>
        Tips
      </h2>
      <SegmentedControl
        label="Tips"
        value={form.tips}
        onChange={(tips) => change({ tips })}
        options={[
          { value: 'none', label: 'Off', testId: 'tips-none' },
          { value: 'pool', label: 'For all together', testId: 'tips-pool' },
          { value: 'cashier', label: 'For whoever sells', testId: 'tips-cashier' },
        ]}
      />
      <p className={officeStyles.quiet}>{TIP_WORDS[form.tips]}</p>
      {form.tips !== 'none' && (
        <>
          <ul className={styles.presets}>
            {form.presets.map((text, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a share is its place; it has no other identity.
              <li key={index} className={styles.preset}>
                <NumberField
                  label={`Button ${index + 1}`}
                  suffix="%"
                  value={text}
                  onChange={(typed) => set(index, typed)}
                  error={errors[`preset-${index}`] ?? null}
                  data-testid={`tip-preset-${index}`}
                />
                <IconButton
                  icon={X}
                  label={`Without button ${index + 1}`}
                  onClick={() => change({ presets: form.presets.filter((_, place) => place !== index) })}
                />
              </li>
            ))}
          </ul>
          {form.presets.length < MOST_PRESETS && (
            <div>
              <Button
                icon={Plus}
                onClick={() => change({ presets: [...form.presets, ''] })}
                data-testid="tip-preset-add"
              >
                Add a share
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  )
}
