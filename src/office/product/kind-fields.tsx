import type { ProductId } from '../../../core/domain/ids.ts'
import type { Product } from '../../../core/domain/product.ts'
import { useViews } from '../../app/app-context.tsx'
import { NumberField, SelectField } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import type { FormPartProps } from './product-fields.tsx'
import styles from './product-sheet.module.css'

const KIND_HINTS: Readonly<Record<Product['kind'], string>> = {
  goods: '',
  deposit:
    'A cup, a bottle, a crate: charged with the goods that name it, and given back for each that returns.',
  voucher: 'Each one that is sold gets a code of its own. What is left on it stands under Balances.',
}

/** What kind of product it is, and what goes along with that. */
export function KindFields({ form, errors, onChange }: FormPartProps) {
  const hint = KIND_HINTS[form.kind]
  return (
    <>
      <SegmentedControl
        label="What it is"
        value={form.kind}
        onChange={(kind) => onChange({ ...form, kind })}
        options={[
          { value: 'goods', label: 'Goods', testId: 'product-kind-goods' },
          { value: 'deposit', label: 'Deposit', testId: 'product-kind-deposit' },
          { value: 'voucher', label: 'Gift card', testId: 'product-kind-voucher' },
        ]}
      />
      {hint !== '' && <p>{hint}</p>}
      {form.kind === 'goods' && <DepositField {...{ form, onChange }} />}
      {form.kind === 'voucher' && <VoucherFields {...{ form, errors, onChange }} />}
    </>
  )
}

/** Shown once there is a deposit to choose. */
function DepositField({ form, onChange }: Pick<FormPartProps, 'form' | 'onChange'>) {
  const products = useViews((views) => views.products)
  const deposits = products.filter(({ kind }) => kind === 'deposit')
  const isGone = form.deposit !== '' && !deposits.some(({ id }) => id === form.deposit)
  if (deposits.length === 0 && !isGone) return null
  return (
    <SelectField
      label="Deposit that goes along"
      hint="One for each piece, a line of its own on the receipt"
      value={form.deposit}
      onChange={(deposit) => onChange({ ...form, deposit: deposit as ProductId | '' })}
      options={[
        { value: '', label: 'None' },
        ...deposits.map(({ id, name }) => ({ value: id as string, label: name })),
        ...(isGone ? [{ value: form.deposit, label: 'A deposit that is gone' }] : []),
      ]}
      data-testid="product-deposit"
    />
  )
}

function VoucherFields({ form, errors, onChange }: FormPartProps) {
  const isSingle = form.voucherPurpose === 'single'
  return (
    <div className={styles.pair}>
      <SelectField
        label="It buys"
        hint={
          isSingle ? 'Taxed when it is sold, at its tax above' : 'Taxed when it is used: a debt until then'
        }
        value={form.voucherPurpose}
        onChange={(purpose) => onChange({ ...form, voucherPurpose: purpose as Product['voucherPurpose'] })}
        options={[
          { value: 'multi', label: 'Anything here' },
          { value: 'single', label: 'Goods of one tax rate' },
        ]}
        data-testid="product-purpose"
      />
      <NumberField
        label="Good for"
        suffix="months"
        hint="Empty: no end. Many countries name a shortest time"
        value={form.voucherMonths}
        onChange={(voucherMonths) => onChange({ ...form, voucherMonths })}
        error={errors.voucherMonths ?? null}
        data-testid="product-months"
      />
    </div>
  )
}
