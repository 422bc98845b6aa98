/** A product's kind in the file against that in the catalogue: the fields that differ, and only those. */
import type { Product } from '../domain/product.ts'
import type { RecordFields } from '../journal/settings.ts'
import type { DepositPlan } from './deposit-plan.ts'
import type { ImportedProduct } from './imported.ts'
import type { FieldChange } from './plan.ts'
import { KIND_WORDS, PURPOSE_WORDS } from './read-kind.ts'

type KindFields = Pick<RecordFields['product'], 'kind' | 'deposit' | 'voucherPurpose' | 'voucherMonths'>
type KindOf = Pick<Product, 'kind' | 'deposit' | 'voucherPurpose' | 'voucherMonths'>

/** What a product is that says nothing of its kind. */
const PLAIN: KindOf = { kind: 'goods', deposit: null, voucherPurpose: 'multi', voucherMonths: null }

/** `now` is absent for a product that the catalogue does not have yet. */
export function kindFields(
  imported: ImportedProduct,
  deposits: DepositPlan,
  now: KindOf = PLAIN,
): KindFields {
  const { kind, voucherPurpose, voucherMonths } = imported
  const deposit = deposits.resolve(imported.rows[0] ?? 0, imported.deposit, now.deposit)
  return {
    ...(kind === undefined || kind === now.kind ? {} : { kind }),
    ...(deposit === undefined ? {} : { deposit }),
    ...(voucherPurpose === undefined || voucherPurpose === now.voucherPurpose ? {} : { voucherPurpose }),
    ...(voucherMonths === undefined || voucherMonths === now.voucherMonths ? {} : { voucherMonths }),
  }
}

/** The same in words. */
export function kindChanges(
  row: number,
  fields: KindFields,
  { product, deposits }: { readonly product: Product; readonly deposits: DepositPlan },
): readonly FieldChange[] {
  const { kind, deposit, voucherPurpose, voucherMonths } = fields
  const change = (field: string, before: string, after: string): FieldChange => ({
    row,
    field,
    before,
    after,
  })
  const name = (id: Product['deposit']) => deposits.name(id) ?? ''
  const months = (count: number | null) => (count === null ? '' : String(count))
  return [
    ...(kind ? [change('Kind', KIND_WORDS[product.kind], KIND_WORDS[kind])] : []),
    ...(deposit === undefined ? [] : [change('Deposit', name(product.deposit), name(deposit))]),
    ...(voucherPurpose
      ? [change('Gift card buys', PURPOSE_WORDS[product.voucherPurpose], PURPOSE_WORDS[voucherPurpose])]
      : []),
    ...(voucherMonths === undefined
      ? []
      : [change('Months valid', months(product.voucherMonths), months(voucherMonths))]),
  ]
}
