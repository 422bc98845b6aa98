import CirclePause from 'lucide-react/icons/circle-pause'
import Ellipsis from 'lucide-react/icons/ellipsis'
import Eraser from 'lucide-react/icons/eraser'
import { bringsBack } from '../../../core/domain/cart.ts'
import { formatRate } from '../../../core/domain/format.ts'
import { toMinor } from '../../../core/domain/money.ts'
import { useApp } from '../../app/app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Price, useCart, usePlace, useTill } from '../till-context.tsx'
import { charge } from '../till-model.ts'
import { clearCart } from './cart-deeds.ts'
import { CartExtra } from './cart-extra.tsx'
import styles from './cart-foot.module.css'
import { leftMinorOf } from './cart-store.ts'

/** Below the lines: tax, what else can be done with the cart, and the one green button. */
export function CartFoot() {
  const till = useTill()
  const empty = useCart((open) => open.cart.lines.length === 0)
  return (
    <footer className={styles.foot}>
      <CartExtra part="sums" />
      <TaxLine />
      <div className={styles.actions}>
        <ParkButton empty={empty} />
        <Button icon={Eraser} disabled={empty} onClick={() => clearCart(till)}>
          Clear
        </Button>
        <Button icon={Ellipsis} onClick={() => till.sheets.open({ kind: 'more' })}>
          More
        </Button>
      </div>
      <ChargeButton />
    </footer>
  )
}

function ParkButton({ empty }: { empty: boolean }) {
  const { sheets } = useTill()
  const parked = usePlace((place) => place.parkedCount)
  const resumes = empty && parked > 0
  return (
    <Button
      icon={CirclePause}
      data-testid="park"
      disabled={empty && parked === 0}
      onClick={() => sheets.open({ kind: resumes ? 'parked' : 'park' })}
    >
      {resumes ? 'Parked' : 'Park'}
      {parked > 0 && <Badge tone="warn">{parked}</Badge>}
    </Button>
  )
}

function TaxLine() {
  const { locale } = useApp()
  const { taxMode, totals } = useCart((open) => open.priced)
  const { taxes, taxMinor } = totals
  const taxed = taxes.filter((bucket) => bucket.ppm > 0)
  if (taxed.length === 0) return <p className={styles.tax} />
  const rates = [...new Set(taxed.map((bucket) => formatRate(bucket.ppm, locale)))].join(' / ')
  const names = [...new Set(taxed.map((bucket) => bucket.name))].join(' / ')
  return (
    <p className={styles.tax}>
      <span>
        {taxMode === 'inclusive' ? 'Incl.' : 'Plus'} {names} {rates}
      </span>
      <Price className={styles.taxAmount} minor={taxMinor} />
    </p>
  )
}

function ChargeButton() {
  const till = useTill()
  const ready = useCart((open) => open.adopted && open.cart.lines.length > 0)
  const total = useCart((open) => open.totals.totalMinor)
  const left = useCart(leftMinorOf)
  const nothing = useCart((open) => (bringsBack(open.cart.lines) ? 'Even' : 'Nothing to pay'))
  return (
    <Button
      look="go"
      size="large"
      wide
      className={styles.charge}
      data-testid="charge"
      disabled={!ready}
      onClick={() => charge(till)}
    >
      <span>{left < 0 ? 'Give back' : left === 0 && ready ? nothing : 'Charge'}</span>
      <span data-testid="cart-total" data-minor={total}>
        <Price className={styles.total} minor={toMinor(Math.abs(left))} />
      </span>
    </Button>
  )
}
