import type { CSSProperties } from 'react'
import type { Tip } from '../../../core/domain/cart.ts'
import { formatRate } from '../../../core/domain/format.ts'
import { type Minor, type Ppm, scaleRounded, subtract, toMinor } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { useApp, useLocation, useStaff, useViews } from '../../app/app-context.tsx'
import { Price } from '../till-context.tsx'
import { partsOf } from './parts.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'

/** What the customer gives beyond the price: a share by one press, an amount by the keypad. Not of what comes back. */
export function TipRow() {
  const { priced, part, leftMinor } = usePay()
  const { tips } = useLocation()
  const isWhole = partsOf(priced).length === 0 && part.amountMinor === leftMinor
  const isOffered = tips !== 'none' && priced.totals.totalMinor > 0 && isWhole
  return isOffered ? <TipChips /> : null
}

function TipChips() {
  const { priced, setTip, show } = usePay()
  const { tips, tipPresets, currency } = useLocation()
  const { locale } = useApp()
  const own = useStaff()?.id ?? null
  const { tip } = priced.cart
  const staff = tips === 'cashier' ? own : null
  const { tipMinor, totalMinor } = priced.totals
  const baseMinor = subtract(totalMinor, tipMinor)
  const longest = Math.max(
    0,
    ...tipPresets.map((ppm) => formatMoney(shareOf(baseMinor, ppm), currency, locale).length),
  )
  const preset = (ppm: Ppm) => setTip({ staff, ppm, amountMinor: null })
  return (
    <section className={styles.tip} aria-label="Tip">
      <p className={styles.label}>
        <TipWords tip={tip} staff={staff} />
        <Price testId="tip" minor={tipMinor} />
      </p>
      <div className={styles.chips} style={{ '--characters': longest } as CSSProperties}>
        <Chip pressed={!tip} testId="tip-none" onPress={() => setTip(undefined)}>
          None
        </Chip>
        {tipPresets.map((ppm) => (
          <Chip key={ppm} pressed={tip?.ppm === ppm} testId="tip-preset" onPress={() => preset(ppm)}>
            {formatRate(ppm, locale)}
            <small>
              <Price minor={shareOf(baseMinor, ppm)} />
            </small>
          </Chip>
        ))}
        <Chip pressed={tip?.amountMinor != null} testId="tip-other" onPress={() => show({ kind: 'tip' })}>
          Other
        </Chip>
      </div>
    </section>
  )
}

const shareOf = (baseMinor: Minor, ppm: Ppm): Minor => toMinor(scaleRounded(baseMinor, ppm, 1_000_000))

function TipWords({ tip, staff }: { readonly tip: Tip | undefined; readonly staff: Tip['staff'] }) {
  const whose = tip ? tip.staff : staff
  const name = useViews((views) => views.staff.find(({ id }) => id === whose)?.name)
  return <span>{whose ? `Tip for ${name ?? 'the cashier'}` : 'Tip for the pool'}</span>
}

interface ChipProps {
  readonly pressed: boolean
  readonly testId: string
  readonly onPress: () => void
  readonly children: React.ReactNode
}

function Chip({ pressed, testId, onPress, children }: ChipProps) {
  return (
    <button
      type="button"
      className={styles.chip}
      aria-pressed={pressed}
      data-testid={testId}
      data-own-enter
      onClick={onPress}
    >
      {children}
    </button>
  )
}
