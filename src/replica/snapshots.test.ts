import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldEntry } from '../../core/journal/fold.ts'
import { emptyState, type State } from '../../core/journal/state.ts'
import { stateHash } from '../../core/journal/state-hash.ts'
import { emptyCatalogue } from '../../test/support/catalogue.ts'
import { journalsArbitrary, sha256 } from '../../test/support/journals.ts'
import { freshName } from '../../test/support/replicas.ts'
import { chunkOf, cleanDirty, loadState, saveState } from './snapshots.ts'
import { viewsDatabase } from './views-database.ts'

const noViews = {
  ...emptyCatalogue,
  leased: new Map(),
}

function dirtyOf(state: State) {
  return { ...cleanDirty(), settings: true, chunks: new Set([...state.sales.values()].map(chunkOf)) }
}

test('J7: a snapshot is true to the moment of the save, whatever is folded while the database writes', async () => {
  await fc.assert(
    fc.asyncProperty(journalsArbitrary, fc.nat(), async (journals, cut) => {
      const entries = journals.flat()
      const state = emptyState()
      const before = entries.slice(0, cut % (entries.length + 1))
      for (const { entry } of before) foldEntry(state, { known: true, entry })
      const then = stateHash(state, sha256)
      const database = viewsDatabase(freshName())
      const saving = saveState(database, { state, base: null }, noViews, dirtyOf(state))
      for (const { entry } of entries) foldEntry(state, { known: true, entry })
      await saving
      const loaded = await loadState(database, async () => {})
      expect(loaded && stateHash(loaded.state, sha256)).toBe(then)
    }),
    { numRuns: 60 },
  )
})
