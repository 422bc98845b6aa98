import { useState } from 'react'
import { formatQuantity } from '../../../core/domain/format.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { LineItem } from '../../../core/domain/sale.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { Price, useMoneyWriting } from '../till-context.tsx'
import { lineDues, negate, paidLines, partOfLines, partsOf } from './parts.ts'
import styles from './pay.module.css'
import { usePay } from './pay-context.ts'

/** Who had what: the ticked lines are the next part; what has been paid is marked. */
export function SplitLines() {
  const { priced, leftMinor, cut, show } = usePay()
  const [ticked, setTicked] = useState<readonly number[]>([])
  const isBack = leftMinor < 0
  const shown = (minor: Minor) => (isBack ? negate(minor) : minor)
  const paid = paidLines(partsOf(priced))
  const dues = lineDues(priced)
  const part = partOfLines(priced, ticked)
  const isPayable = ticked.length > 0 && part.amountMinor !== 0 && part.amountMinor > 0 === leftMinor > 0
  const toggle = (index: number, on: boolean) =>
    setTicked((before) => (on ? [...before, index] : before.filter((one) => one !== index)))
  return (
    <>
      <div className={styles.ticks}>
        {priced.lines.map((line, index) => (
          <LineTick
            // biome-ignore lint/suspicious/noArrayIndexKey: a priced cart's lines keep their places.
            key={index}
            line={line}
            dueMinor={shown(dues[index] ?? line.amountMinor)}
            paidWords={!paid.has(index) ? null : isBack ? 'given back' : 'paid'}
            checked={ticked.includes(index)}
            onChange={(on) => toggle(index, on)}
          />
        ))}
      </div>
      <span className={styles.space} />
      {ticked.length > 0 && !isPayable && (
        <p className={styles.note}>These lines come to nothing to pay: tick others with them.</p>
      )}
      <Button
        look="go"
        size="large"
        wide
        data-testid="split-take"
        disabled={!isPayable}
        onClick={() => {
          cut(part)
          show({ kind: 'take', by: 'cash' })
        }}
      >
        <span>{takeWords(ticked.length > 0, isBack)}</span>
        {ticked.length > 0 && <Price minor={shown(part.amountMinor)} />}
      </Button>
    </>
  )
}

function takeWords(isTicked: boolean, isBack: boolean): string {
  if (!isTicked) return isBack ? 'Tick what is given back now' : 'Tick what is paid now'
  return isBack ? 'Give these back' : 'Take these'
}

interface LineTickProps {
  readonly line: LineItem
  readonly dueMinor: LineItem['amountMinor']
  /** null while it is open. */
  readonly paidWords: string | null
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

function LineTick({ line, dueMinor, paidWords, checked, onChange }: LineTickProps) {
  const paid = paidWords !== null
  const { locale } = useMoneyWriting()
  const name = line.variantName === '' ? line.name : `${line.name} (${line.variantName})`
  return (
    <label className={cx(styles.tick, paid && styles.paid)} data-testid="split-line" data-paid={paid}>
      <input
        type="checkbox"
        checked={paid || checked}
        disabled={paid}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={styles.tickWords}>
        {formatQuantity(line.quantity, locale)} × {name}
        {paid && <span className={styles.hint}> · {paidWords}</span>}
      </span>
      <Price minor={dueMinor} />
    </label>
  )
}
