/** What the import says about its numbers. Pure. */
import type { ImportPreview } from './import-messages.ts'

type Counts = Pick<ImportPreview, 'adds' | 'changes' | 'unchanged' | 'skipped'>

/** "1 product", "28 products", "2,500 products". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** What the confirming button says; null when there is nothing to do. */
export function confirmWords({ adds, changes }: Counts): string | null {
  const parts = [
    adds.length > 0 ? `add ${counted(adds.length, 'product')}` : '',
    changes.length > 0
      ? `change ${adds.length > 0 ? changes.length.toLocaleString('en') : counted(changes.length, 'product')}`
      : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? null : capital(parts.join(', '))
}

/** What the last screen says. */
export function doneWords({ adds, changes, unchanged }: Counts): string {
  const parts = [
    adds.length > 0 ? `${counted(adds.length, 'product')} added` : '',
    changes.length > 0 ? `${counted(changes.length, 'product')} changed` : '',
    unchanged.length > 0 ? `${counted(unchanged.length, 'product')} as before` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'Nothing was imported' : parts.join(', ')
}

/** Rows that stayed out; null when none did. */
export const leftOutWords = ({ skipped }: Counts): string | null =>
  skipped.length === 0
    ? null
    : `${counted(skipped.length, 'row')} left out. Mend them in the file below and import it again.`

/** "Row 5", "Rows 5–7", "Rows 5, 9 and 2 more". */
export function rowsWords(rows: readonly number[]): string {
  const [first = 0, second = 0] = rows
  const last = rows.at(-1) ?? first
  if (rows.length <= 1) return `Row ${first}`
  if (last - first === rows.length - 1) return `Rows ${first}–${last}`
  return rows.length === 2
    ? `Rows ${first}, ${second}`
    : `Rows ${first}, ${second} and ${rows.length - 2} more`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
