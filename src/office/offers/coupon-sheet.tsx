/** One coupon, written in or changed. */
import Dices from 'lucide-react/icons/dices'
import { useState } from 'react'
import { couponKey } from '../../../core/domain/coupon-check.ts'
import type { Coupon } from '../../../core/domain/promotion.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { NumberField, TextField } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import formStyles from '../office-form.module.css'
import { RemoveButton } from '../remove-button.tsx'
import { SheetFoot } from '../sheet-foot.tsx'
import type { FieldProblems } from '../typed.ts'
import { useEditor } from '../use-editor.ts'
import {
  type CouponContext,
  type CouponForm,
  couponFormOf,
  madeUpCode,
  planCoupon,
  readCoupon,
} from './coupon-form.ts'
import { couponExample } from './offer-example.ts'
import { couponWords } from './offer-words.ts'
import styles from './offers.module.css'
import { ScopeField } from './scope-field.tsx'
import { ToldOffer } from './told-offer.tsx'
import { useOfferWriting } from './use-offer-writing.ts'
import { WindowFields } from './window-fields.tsx'

export interface CouponSheetProps {
  /** null: a new one. */
  readonly coupon: Coupon | null
  readonly onClose: () => void
}

export function CouponSheet({ coupon, onClose }: CouponSheetProps) {
  const context = useCouponContext(coupon)
  const { newId } = useApp().replica.deps
  const [opened] = useState(() => couponFormOf(context))
  const editor = useEditor<CouponForm>({
    opened,
    plan: (form) => planCoupon(form, { ...context, newId }),
    onSaved: ({ code }) => {
      say(coupon ? `${couponKey(code)} saved` : `${couponKey(code)} added: the tills take it now`)
      onClose()
    },
  })
  const { form, change, errors } = editor
  return (
    <Sheet
      title={coupon ? coupon.code : 'New coupon'}
      onClose={onClose}
      closable={!editor.changed}
      onRefuseClose={editor.keepOpen}
      tall
      testId="coupon-sheet"
    >
      <form className={formStyles.form} noValidate onSubmit={editor.submit}>
        <NameFields {...{ form, errors, change }} />
        <GivenFields {...{ form, errors, change }} />
        <UsesFields {...{ form, errors, change }} />
        <ScopeField scope={form.scope} onChange={(scope) => change({ scope })} />
        <WindowFields window={form.window} errors={errors} onChange={(window) => change({ window })} />
        <SheetFoot
          {...editor}
          save={coupon ? 'Save' : 'Add coupon'}
          onCancel={onClose}
          told={<Told form={form} context={context} />}
          testId="coupon"
        >
          {coupon && (
            <RemoveButton
              of={{ record: 'coupon', id: coupon.id }}
              words={`${coupon.code} removed. Sales that it was given in stay as they are.`}
              onRemoved={onClose}
              testId="coupon-remove"
            />
          )}
        </SheetFoot>
      </form>
    </Sheet>
  )
}

function useCouponContext(coupon: Coupon | null): CouponContext {
  const { locale } = useApp()
  const { currency, zone } = useLocation()
  const coupons = useViews((views) => views.coupons)
  return { coupon, coupons, locale, currency, zone }
}

function Told({ form, context }: { readonly form: CouponForm; readonly context: CouponContext }) {
  const products = useViews((views) => views.products)
  const writing = useOfferWriting()
  // While the code is still to come, what it does can be told already.
  const read = readCoupon({ ...form, code: 'CODE' }, { ...context, coupons: [] })
  if (!read.ok) return null
  const example = couponExample({ ...read.value, id: 'told' as Coupon['id'] }, products)
  return <ToldOffer words={couponWords(read.value, writing)} example={example} />
}

interface FieldsProps {
  readonly form: CouponForm
  readonly errors: FieldProblems
  readonly change: (part: Partial<CouponForm>) => void
}

const textOf = (
  { form, errors, change }: FieldsProps,
  name: 'code' | 'name' | 'percent' | 'amount' | 'minimum' | 'uses',
) => ({
  value: form[name],
  onChange: (text: string) => change({ [name]: text }),
  error: errors[name] ?? null,
  'data-testid': `coupon-${name}`,
})

function NameFields(props: FieldsProps) {
  const makeUp = () =>
    props.change({ code: madeUpCode((count) => crypto.getRandomValues(new Uint8Array(count))) })
  return (
    <>
      <div className={styles.made}>
        <TextField
          label="Code"
          hint="As the customer brings it. Small letters and blanks do not matter"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          data-autofocus=""
          {...textOf(props, 'code')}
        />
        <Button icon={Dices} onClick={makeUp} data-testid="coupon-make-up">
          Make one up
        </Button>
      </div>
      <TextField
        label="Name"
        hint="As the receipt shows it. Empty: the code"
        autoComplete="off"
        {...textOf(props, 'name')}
      />
    </>
  )
}

function GivenFields(props: FieldsProps) {
  const { currency } = useLocation()
  const { form, change } = props
  return (
    <>
      <SegmentedControl
        label="What it gives"
        value={form.kind}
        onChange={(kind) => change({ kind })}
        options={[
          { value: 'percent', label: 'Percent off', testId: 'coupon-kind-percent' },
          { value: 'amount', label: 'Amount off', testId: 'coupon-kind-amount' },
        ]}
      />
      <div className={formStyles.pair}>
        {form.kind === 'percent' ? (
          <NumberField label="Percent off" suffix="%" {...textOf(props, 'percent')} />
        ) : (
          <NumberField label="Amount off" suffix={currency} {...textOf(props, 'amount')} />
        )}
        <NumberField
          label="Goods for at least"
          suffix={currency}
          hint="After all other discounts. Empty: any amount"
          {...textOf(props, 'minimum')}
        />
      </div>
    </>
  )
}

function UsesFields(props: FieldsProps) {
  const { form, change } = props
  return (
    <>
      <SegmentedControl
        label="How often"
        value={form.limit}
        onChange={(limit) => change({ limit })}
        options={[
          { value: 'any', label: 'Any number of times', testId: 'coupon-limit-any' },
          { value: 'once', label: 'Once', testId: 'coupon-limit-once' },
          { value: 'count', label: 'So many times', testId: 'coupon-limit-count' },
        ]}
      />
      {form.limit === 'count' && (
        <NumberField
          label="Times in all"
          hint="On all tills together. Tills that are cut off may go beyond; that becomes a decision"
          {...textOf(props, 'uses')}
        />
      )}
    </>
  )
}
