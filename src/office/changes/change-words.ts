/** Changes of settings in words: which record, which field, what it was and what it is. Pure. */

import { formatQuantity, formatRate } from '../../../core/domain/format.ts'
import type { DeviceId } from '../../../core/domain/ids.ts'
import type { Minor, Ppm, Thousandths } from '../../../core/domain/money.ts'
import { formatMoney } from '../../../core/domain/money-text.ts'
import type { RecordKind } from '../../../core/journal/settings.ts'
import type { FieldChange, RecordChange } from '../../replica/changes.ts'
import { ROLE_WORDS } from '../people/check-person.ts'
import { MONEY_LABELS, type MoneyWriting, moneyWords } from './money-words.ts'

export interface ChangeContext extends MoneyWriting {
  readonly device: (id: DeviceId) => string
}

const RECORDS: Readonly<Record<RecordKind, readonly [one: string, many: string]>> = {
  location: ['Location', 'location settings'],
  device: ['Device', 'devices'],
  staff: ['Person', 'people'],
  'tax-rate': ['Tax rate', 'tax rates'],
  category: ['Category', 'categories'],
  product: ['Product', 'products'],
  variant: ['Product', 'variants'],
  promotion: ['Promotion', 'promotions'],
  coupon: ['Coupon', 'coupons'],
  account: ['House account', 'house accounts'],
  payee: ['Payee', 'payees'],
}

/** "Product Sunset Print". */
export function recordWords({ record, id }: Pick<RecordChange, 'record' | 'id'>, context: ChangeContext) {
  const [one] = RECORDS[record]
  const name = context.nameOf(record, id)
  return name === null || name === '' ? one : `${one} ${name}`
}

/** "12 products, 24 variants": a long entry in one line. */
export function summaryWords(records: readonly RecordChange[]): string {
  const counts = new Map<RecordKind, number>()
  for (const { record } of records) counts.set(record, (counts.get(record) ?? 0) + 1)
  return [...counts]
    .map(([record, count]) =>
      count === 1 ? `1 ${RECORDS[record][0].toLowerCase()}` : `${count} ${RECORDS[record][1]}`,
    )
    .join(', ')
}

export interface FieldWords {
  readonly label: string
  /** null: nothing older is known, or the record is new. */
  readonly before: string | null
  readonly after: string
}

/** One field's change; null for what means nothing to a reader (places in lists, pictures' prints). */
export function fieldWords(
  change: FieldChange,
  context: ChangeContext & { readonly isNew: boolean },
): FieldWords | null {
  const { field, before, after } = change
  const label = LABELS[field]
  if (label === undefined) return null
  if (before !== undefined && JSON.stringify(before) === JSON.stringify(after)) return null
  if (field === 'removed' && after === false && before !== true) return null
  if (field === 'pinChanged') return { label, before: null, after: 'given' }
  const words = (value: unknown) => valueWords(field, value, context)
  return { label, before: before === undefined || context.isNew ? null : words(before), after: words(after) }
}

const LABELS: Readonly<Record<string, string>> = {
  ...MONEY_LABELS,
  name: 'Name',
  currency: 'Currency',
  country: 'Country',
  zone: 'Time zone',
  taxMode: 'Prices',
  defaultTaxRate: 'Usual tax rate',
  address: 'Address',
  receiptFooter: 'Words at the foot',
  lockMinutes: 'Lock after minutes',
  letter: 'Letter',
  removed: 'Removed',
  role: 'Role',
  pinChanged: 'New PIN',
  ppm: 'Rate',
  category: 'Category',
  description: 'Description',
  taxRate: 'Tax rate',
  picture: 'Picture',
  optionNames: 'Options',
  favourite: 'Favourite',
  options: 'Variant',
  sku: 'SKU',
  barcode: 'Barcode',
  priceMinor: 'Price',
  costMinor: 'Cost',
  tracked: 'Counted',
  capped: 'Capped',
  lowMark: 'Low mark',
}

function valueWords(field: string, value: unknown, context: ChangeContext): string {
  const known = value === undefined ? null : moneyWords(field, value, context)
  if (known !== null) return known
  if (field === 'favourite') return value == null ? 'no' : 'yes'
  if (value === null || value === undefined || value === '') return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return numberWords(field, value, context)
  if (Array.isArray(value)) return value.join(' / ') || 'none'
  if (typeof value === 'object') return 'another one'
  return textWords(field, String(value), context)
}

function numberWords(field: string, value: number, { locale, currency }: ChangeContext): string {
  if (field === 'priceMinor' || field === 'costMinor') return formatMoney(value as Minor, currency, locale)
  if (field === 'ppm') return formatRate(value as Ppm, locale)
  if (field === 'lowMark') return formatQuantity(value as Thousandths, locale)
  return String(value)
}

function textWords(field: string, text: string, context: ChangeContext): string {
  if (field === 'role' && Object.hasOwn(ROLE_WORDS, text)) return ROLE_WORDS[text as keyof typeof ROLE_WORDS]
  if (field === 'category') return context.nameOf('category', text) ?? text
  if (field === 'taxRate' || field === 'defaultTaxRate') return context.nameOf('tax-rate', text) ?? text
  if (field === 'taxMode') return text === 'inclusive' ? 'include tax' : 'tax on top'
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
