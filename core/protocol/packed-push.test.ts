import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../test/support/journals.ts'
import { packPush, type SentLine, unpackPush } from './packed-push.ts'

const sent = (bytes: string): SentLine => ({ bytes, hash: sha256(bytes) })
const seal = (text: string) => ({ text, raw: Buffer.from(text), hash: sha256(text) })
const LIMIT = 4 * 1024 * 1024

const MARKS = ['\u0001', '\u0002', '\u0003']

/** The texts that come out; null where the packing is refused. */
function unpacked(packed: readonly string[], limit = LIMIT): readonly string[] | null {
  const lines = unpackPush(packed, seal, limit)
  return lines.ok ? lines.value.map(({ text }) => text) : null
}

const ID = '0197f000-0000-7000-8000-00000000d360'
const item = (name: string) => `{"amountMinor":100,"name":${JSON.stringify(name)},"taxRate":{"ppm":190000}}`

function saleOf(names: readonly string[], prev: string, id = ID): string {
  const lines = names.map(item).join(',')
  return `{"at":1,"body":{"id":"${id}","lines":[${lines}],"tenders":[{"id":"${id}-cash"}]},"id":"${id}","prev":"${prev}","seq":7}`
}

/** Texts of everything that means something to the packing. */
const lookalike = fc
  .array(
    fc.oneof(
      fc.constantFrom('"lines":[{', '},{', '}]', '"prev":"', '",', `"id":"${ID}"`, ID, '"name":', '\\u0001'),
      fc.constantFrom('\u0001', '\u0002', '\u0003', '\u00010,1', '\u0000', '€', '\ud83d\ude00', '$&', '$1'),
      fc.string({ unit: 'binary', maxLength: 6 }).map((text) => text.replaceAll('\n', '')),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

const named = fc.tuple(fc.array(lookalike, { minLength: 1, maxLength: 4 }), fc.boolean())

describe('Y37: a packed push', () => {
  test('is put together to the byte, whatever was typed', () => {
    fc.assert(
      fc.property(fc.array(named, { maxLength: 8 }), (sales) => {
        const lines: SentLine[] = []
        for (const [names, linked] of sales)
          lines.push(sent(saleOf(names, linked ? (lines.at(-1)?.hash ?? 'no') : 'ab'.repeat(32))))
        const packed = packPush(lines)
        expect(packed && unpacked(packed)).toEqual(lines.map(({ bytes }) => bytes))
      }),
    )
  })

  test('is put together to the byte, or travels as it is, also when its lines are no JSON', () => {
    fc.assert(
      fc.property(fc.array(lookalike.map(sent), { maxLength: 8 }), (lines) => {
        const packed = packPush(lines)
        if (packed) expect(unpacked(packed)).toEqual(lines.map(({ bytes }) => bytes))
        else expect(lines.some(({ bytes }) => MARKS.some((mark) => bytes.includes(mark)))).toBe(true)
      }),
    )
  })

  test('sends neither a chained hash, nor an item, nor an id twice', () => {
    const first = sent(saleOf(['Tea', 'Cake'], 'ab'.repeat(32)))
    const second = sent(saleOf(['Cake', 'Tea'], first.hash))
    const text = packPush([first, second])?.join('\n') ?? ''
    expect(text.match(/"name":"Tea"/g)).toHaveLength(1)
    expect(text).not.toContain(first.hash)
    expect(text.split(ID)).toHaveLength(3)
  })

  test('of nonsense is refused, or gives lines within the limit; it never throws', () => {
    fc.assert(
      fc.property(fc.array(lookalike, { maxLength: 8 }), fc.nat({ max: 300 }), (lines, limit) => {
        const texts = unpacked(lines, limit)
        if (texts) expect(Buffer.byteLength(texts.join(''))).toBeLessThanOrEqual(limit)
      }),
    )
  })

  test.each([
    ['an item that is not in the table', ['a\u0001b', '\u00012']],
    ['no number', ['a', '\u0001']],
    ['the hash before the first line', ['', '\u0002']],
    ['the id of a line without one', ['', '\u0003']],
    ['a number beyond all', ['a', `\u0001${'z'.repeat(40)}`]],
  ])('that refers to %s is refused whole', (_, lines) => {
    expect(unpacked(lines)).toBeNull()
    const [table = '', ...rest] = lines
    expect(unpacked([table, ...rest, 'good'])).toBeNull()
  })

  test('that would grow beyond the limit is refused before it has grown', () => {
    const refs = new Array(100_000).fill('0').join(',')
    expect(unpacked(['x'.repeat(1_000_000), `\u0001${refs}`])).toBeNull()
    expect(unpacked([`${'x'.repeat(3_000_000)}`, '\u00010', '\u00010'])).toBeNull()
  })
})
