import fc from 'fast-check'
import { expect, it } from 'vitest'
import { journalsArbitrary, sha256 } from '../../test/support/journals.ts'
import { foldEntry } from './fold.ts'
import { openDecisions } from './open-decisions.ts'
import { emptyState, type State } from './state.ts'
import { stateHash, stateHashAtLeisure } from './state-hash.ts'
import { addSalesPart, copyState, firstPartOf, salesPartsOf, stateOfFirstPart } from './state-parts.ts'

/** Through JSON, as on the wire and in the database. */
const onTheWire = (json: unknown): unknown => JSON.parse(JSON.stringify(json))

function throughParts(state: State): State {
  const first = stateOfFirstPart(onTheWire(firstPartOf(state)))
  if (!first.ok) throw new Error(first.error)
  for (const part of salesPartsOf(state, 2)) addSalesPart(first.value, onTheWire(part))
  return first.value
}

it('Y30: a state taken over in parts goes on as the one it was taken from', () => {
  fc.assert(
    fc.property(journalsArbitrary, fc.nat(), (journals, cut) => {
      const entries = journals.flat()
      const at = cut % (entries.length + 1)
      const whole = emptyState()
      for (const { entry } of entries.slice(0, at)) foldEntry(whole, { known: true, entry })
      const taken = throughParts(whole)
      expect(stateHash(taken, sha256)).toBe(stateHash(whole, sha256))
      for (const { entry } of entries.slice(at))
        for (const state of [whole, taken]) foldEntry(state, { known: true, entry })
      expect(stateHash(taken, sha256)).toBe(stateHash(whole, sha256))
      expect(openDecisions(taken)).toEqual(openDecisions(whole))
      expect(indexesOf(taken)).toEqual(indexesOf(whole))
    }),
    { numRuns: 200 },
  )
})

/** J19: made anew, and then kept along. */
const indexesOf = ({ awaiting, refunds, clashes }: State) => ({
  ...{ awaiting: [...awaiting].sort(), clashes: [...clashes].sort() },
  refunds: [...refunds].map(([sale, by]) => [sale, [...by].sort()]).sort(),
})

it('Y30: what is of another form is refused, not guessed', () => {
  expect(stateOfFirstPart({ settings: {}, maps: {} }).ok).toBe(false)
  expect(stateOfFirstPart(null).ok).toBe(false)
  expect(addSalesPart(emptyState(), [{ id: 7 }]).ok).toBe(false)
})

it('Y30: the hash at leisure is the hash, and a copy stands still while the state goes on', async () => {
  await fc.assert(
    fc.asyncProperty(journalsArbitrary, async (journals) => {
      const [first = [], ...others] = journals
      const state = emptyState()
      for (const { entry } of first) foldEntry(state, { known: true, entry })
      const then = stateHash(state, sha256)
      const copy = copyState(state)
      for (const { entry } of others.flat()) foldEntry(state, { known: true, entry })
      expect(await stateHashAtLeisure(copy, sha256, async () => {})).toBe(then)
    }),
    { numRuns: 50 },
  )
})
