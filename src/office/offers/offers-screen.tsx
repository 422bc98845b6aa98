/** Promotions and coupons: what they do, whether they run, how they meet. */
import BadgePercent from 'lucide-react/icons/badge-percent'
import Plus from 'lucide-react/icons/plus'
import Ticket from 'lucide-react/icons/ticket-percent'
import { type ReactNode, useState } from 'react'
import type { Coupon, Promotion } from '../../../core/domain/promotion.ts'
import type { Patch } from '../../../core/journal/settings.ts'
import type { State } from '../../../core/journal/state.ts'
import { useApp, useViews } from '../../app/app-context.tsx'
import { useLedger } from '../../app/use-ledger.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { say } from '../../ui/toast-store.ts'
import officeStyles from '../office.module.css'
import formStyles from '../office-form.module.css'
import { ScreenHead } from '../shell/screen-head.tsx'
import { useWriter } from '../use-editor.ts'
import { CouponSheet } from './coupon-sheet.tsx'
import { DiscountRules } from './discount-rules.tsx'
import { couponWords, offerState, promotionWords } from './offer-words.ts'
import styles from './offers.module.css'
import { PromotionSheet } from './promotion-sheet.tsx'
import { useOfferWriting } from './use-offer-writing.ts'

type Open =
  | { readonly kind: 'promotion'; readonly promotion: Promotion | null }
  | { readonly kind: 'coupon'; readonly coupon: Coupon | null }

export function OffersScreen() {
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <ScreenHead title="Offers">
        <Button
          icon={Ticket}
          onClick={() => setOpen({ kind: 'coupon', coupon: null })}
          data-testid="coupon-add"
        >
          New coupon
        </Button>
        <Button
          look="go"
          icon={Plus}
          onClick={() => setOpen({ kind: 'promotion', promotion: null })}
          data-testid="promotion-add"
        >
          New promotion
        </Button>
      </ScreenHead>
      <Promotions onOpen={(promotion) => setOpen({ kind: 'promotion', promotion })} />
      <Coupons onOpen={(coupon) => setOpen({ kind: 'coupon', coupon })} />
      <DiscountRules />
      {open?.kind === 'promotion' && <PromotionSheet promotion={open.promotion} onClose={close} />}
      {open?.kind === 'coupon' && <CouponSheet coupon={open.coupon} onClose={close} />}
    </>
  )
}

function Promotions({ onOpen }: { readonly onOpen: (promotion: Promotion) => void }) {
  const promotions = useViews((views) => views.promotions)
  const writing = useOfferWriting()
  return (
    <section className={officeStyles.card} aria-labelledby="promotions">
      <h2 id="promotions" className={officeStyles.cardTitle}>
        Promotions
      </h2>
      {promotions.length === 0 && (
        <EmptyState icon={BadgePercent} title="No promotions yet">
          3 for 2, a happy hour, a tenth off one category: set here, taken off at every till by itself.
        </EmptyState>
      )}
      <ul className={formStyles.rows}>
        {promotions.map((promotion) => (
          <OfferRow
            key={promotion.id}
            offer={promotion}
            record="promotion"
            name={promotion.name}
            words={promotionWords(promotion, writing)}
            onOpen={() => onOpen(promotion)}
          />
        ))}
      </ul>
    </section>
  )
}

/** A copy: the state is changed in place. */
const selectUses = ({ couponUses }: State): ReadonlyMap<string, number> => new Map(couponUses)

function Coupons({ onOpen }: { readonly onOpen: (coupon: Coupon) => void }) {
  const coupons = useViews((views) => views.coupons)
  const uses = useLedger(selectUses)
  const writing = useOfferWriting()
  return (
    <section className={officeStyles.card} aria-labelledby="coupons">
      <h2 id="coupons" className={officeStyles.cardTitle}>
        Coupons
      </h2>
      {coupons.length === 0 && (
        <EmptyState icon={Ticket} title="No coupons yet">
          A code that the customer brings. The till takes it typed or scanned, with or without a network.
        </EmptyState>
      )}
      <ul className={formStyles.rows}>
        {coupons.map((coupon) => (
          <OfferRow
            key={coupon.id}
            offer={coupon}
            record="coupon"
            name={<Code coupon={coupon} />}
            words={`${couponWords(coupon, writing)}. ${usedWords(uses?.get(coupon.id) ?? 0, coupon.uses)}`}
            onOpen={() => onOpen(coupon)}
          />
        ))}
      </ul>
    </section>
  )
}

const Code = ({ coupon: { code, name } }: { readonly coupon: Coupon }) => (
  <>
    <span className={styles.code}>{code}</span>
    {name !== '' && name !== code && <span>{name}</span>}
  </>
)

function usedWords(used: number, most: number | null): string {
  if (used === 0) return 'Not used yet'
  const times = used === 1 ? 'once' : `${used.toLocaleString('en')} times`
  return most === null || most === 1 ? `Used ${times}` : `Used ${times}, of ${most.toLocaleString('en')}`
}

interface OfferRowProps {
  readonly offer: Promotion | Coupon
  readonly record: 'promotion' | 'coupon'
  readonly name: ReactNode
  readonly words: string
  readonly onOpen: () => void
}

function OfferRow({ offer, record, name, words, onOpen }: OfferRowProps) {
  const { replica } = useApp()
  const { tone, words: state } = offerState(offer, replica.deps.now())
  const title = 'code' in offer ? offer.code : offer.name
  return (
    <li className={formStyles.row} data-testid={`${record}-row`}>
      <div className={formStyles.words}>
        <p className={formStyles.name}>
          {name}
          <Badge tone={tone}>{state}</Badge>
        </p>
        <p className={formStyles.quiet}>{words}</p>
      </div>
      <div className={formStyles.actions}>
        <Switch offer={offer} record={record} title={title} />
        <Button onClick={onOpen} aria-label={`Change ${title}`} data-testid={`${record}-change`}>
          Change
        </Button>
      </div>
    </li>
  )
}

function Switch({
  offer,
  record,
  title,
}: Pick<OfferRowProps, 'offer' | 'record'> & { readonly title: string }) {
  const write = useWriter()
  const { id, active } = offer
  const flip = async () => {
    const failure = await write([{ record, id, fields: { active: !active } } as Patch])
    if (failure !== null) say(failure, { tone: 'stop' })
    else say(active ? `${title} is off: no till takes it any more` : `${title} is on`)
  }
  const words = active ? 'Switch off' : 'Switch on'
  return (
    <Button
      look="plain"
      onClick={() => void flip()}
      aria-label={`${words}: ${title}`}
      data-testid={`${record}-switch`}
    >
      {words}
    </Button>
  )
}
