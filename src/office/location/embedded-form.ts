/** Barcodes of the location's own scales, as the form holds them: as typed. Pure. */
import { type EmbeddedCode, isWhole, priceCheckDigit } from '../../../core/domain/embedded-code.ts'
import { type ProblemList, readCount } from '../typed.ts'

export interface EmbeddedForm {
  readonly key: string
  readonly prefix: string
  readonly itemDigits: string
  readonly valueDigits: string
  readonly value: EmbeddedCode['value']
}

/** As many as one record holds. */
export const MOST_CODES = 20

export const embeddedFormOf = (code: EmbeddedCode, index: number): EmbeddedForm => ({
  key: `code-${index}`,
  prefix: code.prefix,
  itemDigits: String(code.itemDigits),
  valueDigits: String(code.valueDigits),
  value: code.value,
})

/** The most common cut: two digits, five of the item, a price of five, a check digit. */
export const newEmbedded = (forms: readonly EmbeddedForm[]): EmbeddedForm => {
  const numbers = forms.map(({ key }) => Number(/\d+$/.exec(key)?.[0] ?? 0))
  const key = `code-${Math.max(-1, ...numbers) + 1}`
  return { key, prefix: '', itemDigits: '5', valueDigits: '5', value: 'price' }
}

/** How the codes are cut, or what is wrong at `key/field`. */
export function readEmbedded(forms: readonly EmbeddedForm[], problems: ProblemList): readonly EmbeddedCode[] {
  return forms.map((form, index) => readOne(form, forms.slice(0, index), problems))
}

const OWN_PREFIX = /^(?:02|2\d)\d{0,2}$/

function readOne(form: EmbeddedForm, before: readonly EmbeddedForm[], problems: ProblemList): EmbeddedCode {
  const { key, value } = form
  const prefix = form.prefix.trim()
  const count = (field: 'itemDigits' | 'valueDigits', min: number) =>
    problems.take(`${key}/${field}`, readCount(form[field], { min, max: 10 })) ?? min
  const code = { prefix, itemDigits: count('itemDigits', 1), valueDigits: count('valueDigits', 1), value }
  if (!OWN_PREFIX.test(prefix))
    problems.add(
      `${key}/prefix`,
      'Write 02 or 20 to 29, with up to two digits more: others belong to makers of goods.',
    )
  else if (before.some((other) => other.prefix.trim() === prefix))
    problems.add(`${key}/prefix`, 'These first digits are cut above already.')
  else if (!isWhole(code)) problems.add(`${key}/valueDigits`, wholeWords(code))
  return code
}

function wholeWords({ prefix, itemDigits, valueDigits }: EmbeddedCode): string {
  const free = 12 - prefix.length
  return `Item and value together have ${free} digits, not ${itemDigits + valueDigits}; or ${free - 1} where a price check digit stands before a value of four or five.`
}

/** The parts of a code in their order: "21 · IIIII · VVVVV · C". */
export function embeddedPicture(code: EmbeddedCode): string {
  const { prefix, itemDigits, valueDigits } = code
  const hasVerifier =
    prefix.length + itemDigits + valueDigits === 11 && priceCheckDigit('0'.repeat(valueDigits)) !== ''
  return [prefix, 'I'.repeat(itemDigits), ...(hasVerifier ? ['P'] : []), 'V'.repeat(valueDigits), 'C'].join(
    ' · ',
  )
}
