/** One promotion, written in or changed. */
import { useState } from 'react'
import type { Offer, Promotion } from '../../../core/domain/promotion.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { NumberField, TextField } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { say } from '../../ui/toast-store.ts'
import formStyles from '../office-form.module.css'
import { RemoveButton } from '../remove-button.tsx'
import { SheetFoot } from '../sheet-foot.tsx'
import type { FieldProblems } from '../typed.ts'
import { useEditor } from '../use-editor.ts'
import { promotionExample } from './offer-example.ts'
import { promotionWords } from './offer-words.ts'
import {
  type PromotionContext,
  type PromotionForm,
  planPromotion,
  promotionFormOf,
  readPromotion,
} from './promotion-form.ts'
import { ScopeField } from './scope-field.tsx'
import { ToldOffer } from './told-offer.tsx'
import { useOfferWriting } from './use-offer-writing.ts'
import { WindowFields } from './window-fields.tsx'

export interface PromotionSheetProps {
  /** null: a new one. */
  readonly promotion: Promotion | null
  readonly onClose: () => void
}

export function PromotionSheet({ promotion, onClose }: PromotionSheetProps) {
  const context = usePromotionContext(promotion)
  const { newId } = useApp().replica.deps
  const [opened] = useState(() => promotionFormOf(context))
  const editor = useEditor<PromotionForm>({
    opened,
    plan: (form) => planPromotion(form, { ...context, newId }),
    onSaved: ({ name }) => {
      say(promotion ? `${name.trim()} saved` : `${name.trim()} added: the tills price by it now`)
      onClose()
    },
  })
  const { form, change, errors } = editor
  return (
    <Sheet
      title={promotion ? promotion.name : 'New promotion'}
      onClose={onClose}
      closable={!editor.changed}
      onRefuseClose={editor.keepOpen}
      tall
      testId="promotion-sheet"
    >
      <form className={formStyles.form} noValidate onSubmit={editor.submit}>
        <TextField
          label="Name"
          hint="As the receipt shows it"
          value={form.name}
          onChange={(name) => change({ name })}
          error={errors.name ?? null}
          autoComplete="off"
          data-autofocus=""
          data-testid="promotion-name"
        />
        <OfferFields {...{ form, errors, change }} />
        <ScopeField scope={form.scope} onChange={(scope) => change({ scope })} />
        <WindowFields window={form.window} errors={errors} onChange={(window) => change({ window })} />
        <SheetFoot
          {...editor}
          save={promotion ? 'Save' : 'Add promotion'}
          onCancel={onClose}
          told={<Told form={form} context={context} />}
          testId="promotion"
        >
          {promotion && (
            <RemoveButton
              of={{ record: 'promotion', id: promotion.id }}
              words={`${promotion.name} removed. Sales that it was given in stay as they are.`}
              onRemoved={onClose}
              testId="promotion-remove"
            />
          )}
        </SheetFoot>
      </form>
    </Sheet>
  )
}

function usePromotionContext(promotion: Promotion | null): PromotionContext {
  const { locale } = useApp()
  const { currency, zone } = useLocation()
  const promotions = useViews((views) => views.promotions)
  return { promotion, promotions, locale, currency, zone }
}

function Told({ form, context }: { readonly form: PromotionForm; readonly context: PromotionContext }) {
  const products = useViews((views) => views.products)
  const writing = useOfferWriting()
  // While the name is still to come, what it does can be told already.
  const read = readPromotion({ ...form, name: 'Name' }, { ...context, promotions: [] })
  if (!read.ok) return null
  const promotion = { ...read.value, id: 'told' as Promotion['id'] }
  const example = promotionExample(promotion, products)
  return <ToldOffer words={promotionWords(promotion, writing)} example={example} />
}

interface OfferFieldsProps {
  readonly form: PromotionForm
  readonly errors: FieldProblems
  readonly change: (part: Partial<PromotionForm>) => void
}

const KINDS: readonly { readonly value: Offer['kind']; readonly label: string; readonly testId: string }[] = [
  { value: 'n-for-m', label: '3 for 2', testId: 'offer-n-for-m' },
  { value: 'n-for-price', label: '3 for a price', testId: 'offer-n-for-price' },
  { value: 'percent', label: 'Percent off', testId: 'offer-percent' },
  { value: 'amount-each', label: 'Amount off', testId: 'offer-amount-each' },
]

function OfferFields({ form, errors, change }: OfferFieldsProps) {
  const { currency } = useLocation()
  const { kind } = form
  const field = (name: 'count' | 'pay' | 'price' | 'percent' | 'amount') => ({
    value: form[name],
    onChange: (text: string) => change({ [name]: text }),
    error: errors[name] ?? null,
    'data-testid': `promotion-${name}`,
  })
  return (
    <>
      <SegmentedControl
        label="What it gives"
        options={KINDS}
        value={kind}
        onChange={(value) => change({ kind: value })}
      />
      <div className={formStyles.pair}>
        {(kind === 'n-for-m' || kind === 'n-for-price') && (
          <NumberField label="Pieces" hint="The customer takes so many" {...field('count')} />
        )}
        {kind === 'n-for-m' && <NumberField label="Paid" hint="The cheapest are free" {...field('pay')} />}
        {kind === 'n-for-price' && (
          <NumberField label="Price of all together" suffix={currency} {...field('price')} />
        )}
        {kind === 'percent' && <NumberField label="Percent off" suffix="%" {...field('percent')} />}
        {kind === 'amount-each' && (
          <NumberField label="Off each piece" suffix={currency} {...field('amount')} />
        )}
      </div>
    </>
  )
}
