import Search from 'lucide-react/icons/search'
import Trash2 from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import type { CouponId } from '../../../core/domain/ids.ts'
import { toMinor } from '../../../core/domain/money.ts'
import { useViews } from '../../app/app-context.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { focusOnMount } from '../../ui/focus-on-mount.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { Price, useCart, useTill } from '../till-context.tsx'
import styles from './cart-sheets.module.css'
import { dropCoupon } from './coupon-deeds.ts'
import { takeCode } from './take-code.ts'
import { useCouponProblem } from './use-coupon-problem.ts'
import { wholeCartDiscounts } from './whole-cart-discounts.ts'

/** Coupons and vouchers for goods: typed or scanned, named when they give nothing, taken away again. */
export function CouponSheet() {
  const till = useTill()
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const given = useCart(({ cart }) => cart.coupons) ?? []
  const give = async () => {
    const taken = await takeCode(till, code)
    setProblem(
      taken.ok
        ? null
        : (taken.error ?? `Nobody here knows the code “${code.trim()}”. Compare it letter by letter.`),
    )
    if (taken.ok) setCode('')
  }
  return (
    <Sheet place="middle" title="Coupon or voucher" onClose={till.sheets.close} testId="sheet-coupon">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void give()
        }}
      >
        <TextField
          label="Code"
          hint="Type it, or scan it. A voucher that pays like money is taken while paying."
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={60}
          data-testid="coupon-code"
          data-takes-scans=""
          ref={focusOnMount}
          value={code}
          error={problem}
          onChange={(text) => {
            setCode(text)
            setProblem(null)
          }}
        />
        <Button
          look="go"
          size="large"
          wide
          icon={Search}
          type="submit"
          data-testid="coupon-give"
          disabled={code.trim() === ''}
        >
          Take it
        </Button>
      </form>
      {given.length > 0 && (
        <ul>
          {given.map((id) => (
            <GivenCoupon key={id} id={id} />
          ))}
        </ul>
      )}
    </Sheet>
  )
}

function GivenCoupon({ id }: { readonly id: CouponId }) {
  const till = useTill()
  const coupon = useViews(({ coupons }) => coupons.find((one) => one.id === id))
  const priced = useCart((open) => open.priced)
  const taken = wholeCartDiscounts(priced).find(({ ref }) => ref === id)
  const problem = useCouponProblem(coupon)
  const name = coupon?.name || coupon?.code || 'A coupon'
  return (
    <li className={styles.parked} data-testid="given-coupon">
      <span className={styles.parkedWords}>
        <span className={styles.parkedName}>{name}</span>
        <span className={styles.hint}>{taken ? coupon?.code : problem}</span>
      </span>
      {taken && <Price minor={toMinor(-taken.amountMinor)} />}
      <IconButton
        icon={Trash2}
        label={`Take ${name} off again`}
        data-testid="coupon-remove"
        onClick={() => dropCoupon(till, id)}
      />
    </li>
  )
}
