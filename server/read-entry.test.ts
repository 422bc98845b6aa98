import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { demoEntries } from '../core/demo/demo-entries.ts'
import { DEMO_PLACE } from '../core/demo/demo-settings.ts'
import { seededRandom } from '../core/demo/seeded-random.ts'
import { envelopeSchema, parseEntry } from '../core/journal/entry.ts'
import { BODY_SCHEMAS } from '../core/journal/kinds.ts'
import { quickCheck } from './quick-check.ts'
import { readEntry } from './read-entry.ts'
import { sha256 } from './testing/test-till.ts'

const counter = { next: 0 }
const OPENED = 1_790_000_000_000
const ENTRIES = demoEntries({
  location: 'location-1' as never,
  device: 'device-1' as never,
  letter: 'A',
  place: DEMO_PLACE,
  days: [{ openedAt: OPENED as never, until: (OPENED + 7_200_000) as never }],
  pictures: new Map([['zine-7', { hash: 'ab'.repeat(16), thumbhash: '1QcS' }]]),
  ids: () => `id-${counter.next++}`,
  random: seededRandom(5),
  sha256,
}).sealed.map(({ bytes }) => bytes)

/** Values that a field should not hold, among some that it might. */
const strange = fc.oneof(
  fc.constantFrom(null, true, '', 'x', 'EUR', 0, -1, 1, 1.5, 1e300, 2 ** 53, [], {}, [[]], [null]),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Changes one place of a JSON value: replaces it, removes it, or puts a new key beside it. */
function mutate(
  value: unknown,
  path: readonly number[],
  how: 'replace' | 'remove' | 'add',
  by: unknown,
): unknown {
  const [step, ...rest] = path
  if (typeof value !== 'object' || value === null || step === undefined) return by
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
  const keys = Object.keys(copy)
  const key = keys[step % Math.max(1, keys.length)]
  if (key === undefined) return by
  if (rest.length > 0) copy[key] = mutate(copy[key], rest, how, by)
  else if (how === 'remove') delete copy[key]
  else copy[how === 'add' ? '__proto__x' : key] = by
  return copy
}

describe('the short way of reading an entry', () => {
  it('gives what the long way gives, for all that the demo writes', () => {
    for (const bytes of ENTRIES) expect(readEntry(bytes)).toEqual(parseEntry(bytes))
  })

  it('gives what the long way gives, whatever is changed in an entry', () => {
    const entry = fc.constantFrom(...ENTRIES)
    const path = fc.array(fc.nat(12), { minLength: 1, maxLength: 6 })
    const how = fc.constantFrom('replace', 'remove', 'add')
    fc.assert(
      fc.property(entry, path, how, strange, (bytes, at, way, by) => {
        const changed = JSON.stringify(mutate(JSON.parse(bytes), at, way as 'add', by))
        expect(readEntry(changed)).toEqual(parseEntry(changed))
      }),
      { numRuns: 3000 },
    )
  })

  it('gives what the long way gives, for any text', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(text, (bytes) => {
        expect(readEntry(bytes)).toEqual(parseEntry(bytes))
      }),
    )
  })

  it('is taken by the entries that devices write', () => {
    const isEnvelope = quickCheck(envelopeSchema)
    for (const bytes of ENTRIES) {
      const { kind, body, ...rest } = JSON.parse(bytes)
      expect(isEnvelope({ kind, body, ...rest })).toBe(true)
      expect([kind, quickCheck(BODY_SCHEMAS[kind as 'sale'][1])(body)]).toEqual([kind, true])
    }
  })
})

describe('a quick check', () => {
  it('says no to what it does not know, never yes', () => {
    expect(quickCheck(v.date())(new Date())).toBe(false)
    expect(quickCheck(v.pipe(v.string(), v.email()))('a@b.example')).toBe(false)
    expect(quickCheck(v.pipe(v.pipe(v.string(), v.minLength(3)), v.maxLength(5)))('ab')).toBe(false)
  })

  it('says no to a key that the schema does not name, also one of every object’s', () => {
    const check = quickCheck(v.object({ a: v.optional(v.string()) }))
    expect(check({ a: 'x' })).toBe(true)
    expect(check({})).toBe(true)
    for (const json of ['{"b":1}', '{"__proto__":{}}', '{"constructor":1}', '[]', 'null', '"a"'])
      expect([json, check(JSON.parse(json))]).toEqual([json, false])
  })
})
