import Check from 'lucide-react/icons/check'
import Trash2 from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import { discountWords } from '../../../core/domain/check-words.ts'
import { checkDiscount, discountBase, type ShareOrAmount } from '../../../core/domain/discount-check.ts'
import { formatRate } from '../../../core/domain/format.ts'
import type { StaffId } from '../../../core/domain/ids.ts'
import { type Minor, type Ppm, subtract, ZERO } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import { DISCOUNT_REASONS } from '../../../core/domain/preset-reasons.ts'
import { useLocation, useStaff } from '../../app/app-context.tsx'
import { priceRules } from '../../replica/price-rules.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Keypad, keypadKeyOf } from '../../ui/keypad.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Price, useCart, useMoneyWriting, useTill } from '../till-context.tsx'
import { withPermission } from '../till-model.ts'
import { useStrayScans, useWindowKeys } from '../use-window-keys.ts'
import styles from './cart-sheets.module.css'
import { type DiscountPlace, discountAt, setDiscount } from './discount-deeds.ts'
import { type DiscountEntry, entryOf, givenOf, presetEntry, typeEntry } from './discount-entry.ts'
import { ReasonChoice } from './reason-choice.tsx'

const PRESETS = [50_000, 100_000, 200_000, 500_000, 1_000_000].map((ppm) => ppm as Ppm)

/** A discount by hand: a share or an amount, with its reason; above the location's limit with somebody's PIN. */
export function DiscountSheet({ place }: { readonly place: DiscountPlace }) {
  const till = useTill()
  const line = useCart(({ cart }) => cart.lines.find(({ key }) => key === place))
  if (place !== null && !line) return null
  return (
    <Sheet
      tall
      title={line ? `Discount on ${line.name}` : 'Discount on everything'}
      onClose={till.sheets.close}
      testId="sheet-discount"
      headExtra={
        discountAt(till, place) && (
          <IconButton
            icon={Trash2}
            label="Take the discount back"
            data-testid="discount-remove"
            onClick={() => {
              till.sheets.close()
              setDiscount(till, place, undefined)
            }}
          />
        )
      }
    >
      <DiscountForm place={place} />
    </Sheet>
  )
}

function DiscountForm({ place }: { readonly place: DiscountPlace }) {
  const till = useTill()
  const before = discountAt(till, place)
  const [entry, setEntry] = useState(() => entryOf(before))
  const [reason, setReason] = useState(before?.reason ?? '')
  const [missing, setMissing] = useState(false)
  const { baseMinor, problem, offMinor, needsPermission } = useCheck(place, givenOf(entry))
  const staff = useStaff()
  const deed = useDeed(place, offMinor)
  const give = (by: StaffId | null) => {
    const given = givenOf(entry)
    if (!given) return
    till.sheets.close()
    setDiscount(till, place, { ...given, reason: reason.trim(), by })
  }
  const done = () => {
    if (offMinor === null) return
    if (reason.trim() === '') return setMissing(true)
    if (needsPermission) withPermission(till, 'discount', deed, give)
    else give(staff?.id ?? null)
  }
  const type = (key: Parameters<typeof typeEntry>[1]) => setEntry((now) => typeEntry(now, key))
  useStrayScans(() => setEntry(entryOf(before)))
  useWindowKeys((event) => {
    const key = keypadKeyOf(event)
    if (key) type(key)
    // On a button of its own Enter presses that one.
    else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) done()
    else return false
    return true
  })
  return (
    <>
      <EntryHead
        entry={entry}
        onEntry={setEntry}
        baseMinor={baseMinor}
        offMinor={offMinor}
        problem={problem}
      />
      <Keypad extra={entry.by === 'percent' ? '.' : '00'} onKey={type} />
      <ReasonChoice
        presets={DISCOUNT_REASONS}
        reason={reason}
        error={missing && reason.trim() === '' ? 'Say why: choose a reason or write one.' : null}
        onReason={setReason}
        testId="discount-reason"
      />
      <DoneButton offMinor={offMinor} onDone={done} />
    </>
  )
}

/** What the manager is asked for, and what stands in the journal of it. */
function useDeed(place: DiscountPlace, offMinor: Minor | null): string {
  const { currency, locale } = useMoneyWriting()
  const name = useCart(({ cart }) => cart.lines.find(({ key }) => key === place)?.name)
  return `Taking ${formatMoney(offMinor ?? ZERO, currency, locale)} off ${name ?? 'everything'}`
}

/** What it comes to, or why it may not be given. */
function useCheck(place: DiscountPlace, given: ShareOrAmount | null) {
  const { replica } = useTill().app
  const writing = useMoneyWriting()
  const { discountLimit } = useLocation()
  const role = useStaff()?.role ?? 'cashier'
  const cart = useCart((open) => open.cart)
  const baseMinor = discountBase(cart, priceRules(replica.store.getState(), replica.deps.now()), place)
  if (!given) return { baseMinor, problem: null, offMinor: null, needsPermission: false }
  // Whoever may not give it is asked for a PIN, not refused: so it is reckoned as if they might.
  const allowed = checkDiscount(given, baseMinor, { limit: discountLimit, role: 'owner' })
  const own = checkDiscount(given, baseMinor, { limit: discountLimit, role })
  return {
    baseMinor,
    problem: own.ok ? null : discountWords(own.error, writing),
    offMinor: allowed.ok ? allowed.value : null,
    needsPermission: !own.ok,
  }
}

interface EntryHeadProps {
  readonly entry: DiscountEntry
  readonly onEntry: (entry: DiscountEntry) => void
  readonly baseMinor: Minor
  readonly offMinor: Minor | null
  readonly problem: string | null
}

function EntryHead({ entry, onEntry, baseMinor, offMinor, problem }: EntryHeadProps) {
  const { currency, locale } = useMoneyWriting()
  const { by, percent, amount } = entry
  return (
    <>
      <SegmentedControl
        label="How the discount is given"
        value={by}
        options={[
          { value: 'percent', label: 'Percent', testId: 'discount-percent' },
          { value: 'amount', label: 'Amount', testId: 'discount-amount' },
        ]}
        onChange={(chosen) => onEntry({ ...entry, by: chosen })}
      />
      <div className={styles.keyed}>
        <output className={styles.shown} aria-live="polite">
          {by === 'percent' ? shareText(percent.text, locale) : formatMoney(amount.minor, currency, locale)}
        </output>
        <p className={styles.outcome} data-testid="discount-outcome" role="status">
          {problem ?? (
            <>
              <Price minor={baseMinor} /> {'→ '}
              <Price testId="discount-after" minor={subtract(baseMinor, offMinor ?? ZERO)} />
            </>
          )}
        </p>
      </div>
      {by === 'percent' && <Presets entry={entry} onEntry={onEntry} />}
    </>
  )
}

function Presets({ entry, onEntry }: Pick<EntryHeadProps, 'entry' | 'onEntry'>) {
  const { locale } = useMoneyWriting()
  const chosen = givenOf(entry)?.ppm
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend of its own.
    <div role="group" aria-label="Usual shares" className={styles.presets}>
      {PRESETS.map((ppm) => (
        <Button
          key={ppm}
          aria-pressed={chosen === ppm}
          className={styles.preset}
          data-testid="discount-preset"
          data-ppm={ppm}
          onClick={() => onEntry(presetEntry(entry, ppm))}
        >
          {formatRate(ppm, locale)}
        </Button>
      ))}
    </div>
  )
}

interface DoneButtonProps {
  readonly offMinor: Minor | null
  readonly onDone: () => void
}

function DoneButton({ offMinor, onDone }: DoneButtonProps) {
  const { currency, locale } = useMoneyWriting()
  return (
    <Button
      look="go"
      size="large"
      wide
      icon={Check}
      data-testid="discount-done"
      disabled={offMinor === null}
      onClick={onDone}
    >
      {offMinor === null ? 'Take it off' : `Take ${formatMoney(offMinor, currency, locale)} off`}
    </Button>
  )
}

/** A share as it is keyed in, with the locale's sign as the presets have it. */
const shareText = (text: string, locale: string): string =>
  formatRate(0 as Ppm, locale).replace(/\p{Nd}/u, text || '0')
