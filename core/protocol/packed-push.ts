/**
 * A packed push: entries without what their receiver can put back, exact to the byte. The first line is the table
 * of line items, each once; then a line for each entry, in which control characters stand for what was taken out.
 * Canonical JSON holds none, so that nothing a person typed can look like one. Pure; both sides use it.
 */
import { err, ok, type Result } from '../result.ts'

/** Followed by numbers of the table, in base 36, with commas between; in the table itself it parts the items. */
const ITEMS = '\u0001'
/** In place of the field `prev`, where it is the hash of the line before. */
const PREV = '\u0002'
/** In place of the entry's first id, where that stands once more. */
const ID = '\u0003'

const UNPACKABLE = [ITEMS, PREV, ID, '\n']

/** An entry as its device stored it. */
export interface SentLine {
  readonly bytes: string
  /** The SHA-256 of its bytes. */
  readonly hash: string
}

/** The lines behind the header: the table, then one for each entry. Null where an entry's bytes do not allow it. */
export function packPush(entries: readonly SentLine[]): readonly string[] | null {
  if (entries.some(({ bytes }) => UNPACKABLE.some((mark) => bytes.includes(mark)))) return null
  const cut = entries.map(({ bytes }) => cutItems(bytes))
  const table = tableOf(cut)
  const lines = cut.map((parts, index) => {
    const items = parts.items ? ITEMS + parts.items.map((item) => table.get(item)).join(',') : ''
    return withoutId(withoutPrev(parts.before + items + parts.after, entries[index - 1]?.hash))
  })
  return [[...table.keys()].join(ITEMS), ...lines]
}

/** A line that was put together again: its bytes and their hash. */
interface ReceivedLine {
  readonly hash: string
  readonly raw: { readonly byteLength: number }
}

/**
 * Puts the entries of a packed push together again, at most `limit` bytes of them; `seal` gives a line its bytes
 * and hash. A packing that refers to what is not there is refused whole, in words.
 */
export function unpackPush<Line extends ReceivedLine>(
  [table = '', ...packed]: readonly string[],
  seal: (text: string) => Line,
  limit: number,
): Result<readonly Line[], string> {
  const items = table.split(ITEMS)
  const lines: Line[] = []
  let left = limit
  for (const line of packed) {
    const text = unpackLine(line, { items, prev: lines.at(-1)?.hash, limit: left })
    if (text === null) return err(BAD_PACKING)
    const sealed = seal(text)
    left -= sealed.raw.byteLength
    lines.push(sealed)
  }
  return left < 0 ? err(BAD_PACKING) : ok(lines)
}

const BAD_PACKING = 'The packed entries cannot be put together again, or are too large. Send them plainly.'

interface CutLine {
  readonly before: string
  readonly items: readonly string[] | null
  readonly after: string
}

const ITEMS_START = '"lines":[{'
const ITEMS_END = '}]'
const BETWEEN_ITEMS = '},{'

/** Cuts by text alone: where it cuts amiss (inside of what somebody typed) the pieces still join to the same bytes. */
function cutItems(bytes: string): CutLine {
  const start = bytes.indexOf(ITEMS_START)
  const from = start + ITEMS_START.length
  const end = start === -1 ? -1 : bytes.indexOf(ITEMS_END, from)
  if (end === -1) return { before: bytes, items: null, after: '' }
  const items = bytes.slice(from, end).split(BETWEEN_ITEMS)
  return { before: bytes.slice(0, from), items, after: bytes.slice(end) }
}

/** Each item's number, in base 36. Items of one name stand together: gzip finds what is alike only nearby. */
function tableOf(cut: readonly CutLine[]): ReadonlyMap<string, string> {
  const items = [...new Set(cut.flatMap((parts) => parts.items ?? []))]
  const named = items.map((item) => ({ item, name: item.slice(Math.max(0, item.indexOf('"name":'))) }))
  named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return new Map(named.map(({ item }, number) => [item, number.toString(36)]))
}

function withoutPrev(line: string, before: string | undefined): string {
  const field = before === undefined ? '' : prevField(before)
  const at = field === '' ? -1 : line.lastIndexOf(field)
  return at === -1 ? line : line.slice(0, at) + PREV + line.slice(at + field.length)
}

const prevField = (hash: string) => `"prev":"${hash}",`

const FIRST_ID = /"id":"([0-9a-f-]{36})"/

function withoutId(line: string): string {
  const found = FIRST_ID.exec(line)
  if (!found?.[1]) return line
  const end = found.index + found[0].length
  return line.slice(0, end) + line.slice(end).replaceAll(found[1], ID)
}

interface Unpacking {
  readonly items: readonly string[]
  /** The hash of the line before. */
  readonly prev: string | undefined
  readonly limit: number
}

const MARKS = new RegExp(`${ITEMS}([0-9a-z,]*)|${PREV}|${ID}`, 'g')

/** Null when it refers to what is not there, or grows beyond the limit; what it would grow to is never built. */
function unpackLine(line: string, { items, prev, limit }: Unpacking): string | null {
  const id = FIRST_ID.exec(line)?.[1]
  let left = limit - line.length
  let isBad = left < 0
  const put = (text: string | undefined): string => {
    left -= text?.length ?? 0
    isBad ||= text === undefined || left < 0
    return isBad ? '' : (text as string)
  }
  const text = line.replaceAll(MARKS, (mark, numbers?: string) => {
    if (numbers === undefined) return put(mark === ID ? id : prev && prevField(prev))
    return numbers
      .split(',')
      .map((number) => put(items[Number.parseInt(number, 36)]))
      .join(BETWEEN_ITEMS)
  })
  return isBad ? null : text
}
