import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { journalsArbitrary, sha256 } from '../../test/support/journals.ts'
import type { SealedEntry } from './chain.ts'
import { parseEntry } from './entry.ts'
import { foldEntry, foldUnreadable } from './fold.ts'
import { openDecisions } from './open-decisions.ts'
import { emptyState, maxLamport, type State } from './state.ts'
import { stateHash } from './state-hash.ts'

/** Folds from the bytes, as every replica does. */
function fold(state: State, { bytes }: SealedEntry) {
  const parsed = parseEntry(bytes)
  if (!parsed.ok) throw new Error(parsed.error.detail)
  return foldEntry(state, parsed.value)
}

function foldAll(entries: readonly SealedEntry[]): State {
  const state = emptyState()
  for (const entry of entries) expect(fold(state, entry)).toBe('folded')
  return state
}

const hashOf = (state: State) => stateHash(state, sha256)

/** The journals in one order that keeps each device's own: at each step the next of the device that `picks` names. */
function interleave(
  journals: readonly (readonly SealedEntry[])[],
  picks: readonly number[],
): readonly SealedEntry[] {
  const waiting = journals.map((journal) => [...journal])
  const order: SealedEntry[] = []
  for (let step = 0; waiting.some((journal) => journal.length > 0); step++) {
    const living = waiting.filter((journal) => journal.length > 0)
    const next = living[(picks[step] ?? 0) % living.length]?.shift()
    if (next) order.push(next)
  }
  return order
}

const picks = fc.array(fc.nat({ max: 2 }), { maxLength: 40 })

describe('the fold', () => {
  test('J5: does not depend on the order in which entries of different devices arrive', () => {
    fc.assert(
      fc.property(journalsArbitrary, picks, picks, (journals, first, second) => {
        const [one, other] = [first, second].map((order) => foldAll(interleave(journals, order)))
        if (!one || !other) throw new Error('two orders')
        expect(hashOf(one)).toBe(hashOf(other))
        expect(openDecisions(one)).toEqual(openDecisions(other))
      }),
      { numRuns: 800 },
    )
  })

  test('J4: takes each entry once, however often and late it comes again', () => {
    fc.assert(
      fc.property(journalsArbitrary, picks, fc.array(fc.nat()), (journals, order, again) => {
        const entries = interleave(journals, order)
        const state = foldAll(entries)
        const once = hashOf(state)
        for (const index of again) {
          const entry = entries[index % Math.max(1, entries.length)]
          if (entry) expect(fold(state, entry)).toBe('already-folded')
        }
        expect(hashOf(state)).toBe(once)
      }),
      { numRuns: 500 },
    )
  })

  test('J7: a rebuild gives the state that ran along', () => {
    fc.assert(
      fc.property(journalsArbitrary, picks, (journals, order) => {
        const running = emptyState()
        const seen: SealedEntry[] = []
        for (const entry of interleave(journals, order)) {
          fold(running, entry)
          seen.push(entry)
        }
        expect(hashOf(foldAll(seen))).toBe(hashOf(running))
      }),
      { numRuns: 300 },
    )
  })

  test('J3: waits at a gap instead of skipping what is missing', () => {
    fc.assert(
      fc.property(journalsArbitrary, (journals) => {
        const [first, second, third] = journals.find((journal) => journal.length >= 3) ?? []
        fc.pre(first !== undefined && second !== undefined && third !== undefined)
        if (!first || !second || !third) return
        const state = emptyState()
        fold(state, first)
        const before = hashOf(state)
        expect(fold(state, third)).toBe('gap')
        expect(hashOf(state)).toBe(before)
        fold(state, second)
        expect(fold(state, third)).toBe('folded')
      }),
      { numRuns: 200 },
    )
  })

  test('K1, J14: stock is what came in, each entry once, less what was sold and not voided, whatever the order', () => {
    fc.assert(
      fc.property(journalsArbitrary, picks, (journals, order) => {
        const state = foldAll(interleave(journals, order))
        const expected = new Map<string, number>()
        const move = (variant: string, quantity: number) =>
          expected.set(variant, (expected.get(variant) ?? 0) + quantity)
        const seen = new Set<string>()
        const byDevice = (a: SealedEntry, b: SealedEntry) => (a.entry.device < b.entry.device ? -1 : 1)
        for (const { entry } of journals.flat().sort(byDevice)) {
          if (entry.kind === 'stock-received' || entry.kind === 'stock-counted') {
            if (seen.has(entry.id)) continue
            seen.add(entry.id)
            for (const line of entry.body.lines) move(line.variant, line.quantity)
          }
        }
        for (const sale of state.sales.values()) {
          if (!sale.voided) for (const [variant, quantity] of sale.moved) move(variant, -quantity)
        }
        const nonZero = (map: ReadonlyMap<string, number>) =>
          [...map].filter(([, quantity]) => quantity !== 0).sort()
        expect(nonZero(state.stock)).toEqual(nonZero(expected))
      }),
      { numRuns: 500 },
    )
  })

  test('J6: of two settings the larger Lamport counter stands, then the larger device id, and no clock is asked', () => {
    fc.assert(
      fc.property(journalsArbitrary, picks, (journals, order) => {
        const state = foldAll(interleave(journals, order))
        for (const [id, fields] of state.settings.product) {
          const writes = journals
            .flat()
            .flatMap(({ entry }) =>
              entry.kind !== 'settings'
                ? []
                : entry.body.patches.flatMap((patch) =>
                    patch.record === 'product' && patch.id === id && patch.fields.name !== undefined
                      ? [{ lamport: entry.lamport, device: entry.device, name: patch.fields.name }]
                      : [],
                  ),
            )
          const winner = writes.sort((a, b) => a.lamport - b.lamport || (a.device < b.device ? -1 : 1)).at(-1)
          expect(fields.name).toBe(winner?.name)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('the Lamport counter of a state is the largest it has folded', () => {
    fc.assert(
      fc.property(journalsArbitrary, (journals) => {
        const state = foldAll(journals.flat())
        expect(maxLamport(state)).toBe(Math.max(0, ...journals.flat().map(({ entry }) => entry.lamport)))
      }),
      { numRuns: 100 },
    )
  })

  test('J9: an entry of a kind that this build does not know is counted and stepped over, never lost', () => {
    const bytes = JSON.stringify({
      id: 'x',
      location: 'l',
      device: 'd',
      seq: 1,
      kind: 'hologram-sold',
      version: 7,
      lamport: 1,
      at: 0,
      staff: null,
      shift: null,
      prev: '0'.repeat(64),
      body: { any: 'thing' },
    })
    const parsed = parseEntry(bytes)
    if (!parsed.ok) throw new Error(parsed.error.detail)
    const state = emptyState()
    expect(foldEntry(state, parsed.value)).toBe('folded')
    expect(state.unknownEntries).toBe(1)
    expect(foldUnreadable(state, { device: parsed.value.entry.device, seq: 2 })).toBe('folded')
    expect(state.heads.get(parsed.value.entry.device)?.seq).toBe(2)
  })
})
