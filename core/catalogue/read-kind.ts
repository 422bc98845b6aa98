/** What a row of our own sheet says of a product's kind and unit. What cannot be read leaves the field as it is. */
import type { Product } from '../domain/product.ts'
import { UNITS, type Unit } from '../domain/unit.ts'
import type { AssembleContext } from './assemble.ts'
import { cleanLine, cutText, foldKey } from './clean-text.ts'
import type { DraftProduct, DraftVariant } from './draft-row.ts'
import type { ImportedProduct } from './imported.ts'

/** The words of the sheet, in the order in which a choice shows them. */
export const KIND_WORDS: Readonly<Record<Product['kind'], string>> = {
  goods: 'goods',
  deposit: 'deposit',
  voucher: 'gift card',
}
export const PURPOSE_WORDS: Readonly<Record<Product['voucherPurpose'], string>> = {
  multi: 'anything',
  single: 'goods of one tax rate',
}

/** A hundred years. */
const MOST_MONTHS = 1200

type KindParts = Pick<ImportedProduct, 'kind' | 'deposit' | 'voucherPurpose' | 'voucherMonths'>

export function readKind(row: number, draft: DraftProduct, context: AssembleContext): KindParts {
  const choice = <Value extends string>(
    field: 'kind' | 'voucherPurpose',
    words: Readonly<Record<Value, string>>,
    otherwise: Value,
  ): Value | undefined => {
    const text = draft[field]
    if (text === undefined) return undefined
    const known = (Object.keys(words) as Value[]).find((value) => foldKey(words[value]) === foldKey(text))
    if (known !== undefined || text.trim() === '') return known ?? otherwise
    note(row, { field, text, mend: `Write ${Object.values(words).join(' or ')}.` }, context)
    return undefined
  }
  return {
    kind: choice('kind', KIND_WORDS, 'goods'),
    deposit: draft.deposit === undefined ? undefined : cutText(cleanLine(draft.deposit), 200) || null,
    voucherPurpose: choice('voucherPurpose', PURPOSE_WORDS, 'multi'),
    voucherMonths: monthsOf(row, draft, context),
  }
}

function monthsOf(row: number, draft: DraftProduct, context: AssembleContext): number | null | undefined {
  const text = draft.voucherMonths?.trim()
  if (text === undefined) return undefined
  if (text === '') return null
  const months = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (months >= 1 && months <= MOST_MONTHS) return months
  const mend = `Write a whole number from 1 to ${MOST_MONTHS}, or nothing.`
  note(row, { field: 'voucherMonths', text, mend }, context)
  return undefined
}

/** In what a variant is sold. */
export function readUnit(row: number, { unit }: DraftVariant, context: AssembleContext): Unit | undefined {
  const text = unit?.trim().toLowerCase()
  if (text === undefined) return undefined
  const known = text === '' ? 'piece' : UNITS.find((one) => one === text)
  if (known === undefined) note(row, { field: 'unit', text, mend: `Write ${UNITS.join(', ')}.` }, context)
  return known
}

interface Unread {
  readonly field: 'kind' | 'voucherPurpose' | 'voucherMonths' | 'unit'
  readonly text: string
  readonly mend: string
}

function note(row: number, { field, text, mend }: Unread, { findings, columns }: AssembleContext): void {
  const message = `“${cutText(cleanLine(text), 40)}” is not known here: it is left as it is. ${mend}`
  findings.note(row, columns[field] ?? null, 'kind-unreadable', message)
}
