import { describe, expect, it } from 'vitest'
import { parseEntry } from '../../../core/journal/entry.ts'
import { foldEntry } from '../../../core/journal/fold.ts'
import { openDecisions } from '../../../core/journal/open-decisions.ts'
import { emptyState, type State } from '../../../core/journal/state.ts'
import { furnish, testDevice } from '../../../test/support/replicas.ts'
import type { Replica } from '../../replica/replica.ts'
import '../../../test/support/indexed-db.ts'
import { refundPiece, sellPiece } from '../../../test/support/refunds.ts'

async function tillCalled(letter: string): Promise<Replica> {
  const replica = await testDevice(letter).openTab()
  await furnish(replica)
  return replica
}

/** What the journals of some tills come to, told in this order. */
async function meet(...replicas: readonly Replica[]): Promise<State> {
  const state = emptyState()
  for (const { deps } of replicas)
    for (const { bytes } of await deps.journal.entries.orderBy('seq').toArray()) {
      const parsed = parseEntry(bytes)
      if (parsed.ok) foldEntry(state, parsed.value)
    }
  return state
}

describe('S32: never more than is left', () => {
  it('on one till the second refund of a line is refused, and nothing is written', async () => {
    const till = await tillCalled('A')
    const { sale } = await sellPiece(till)
    expect((await refundPiece(till, sale)).ok).toBe(true)
    const before = await till.deps.journal.entries.count()
    expect(await refundPiece(till, sale)).toMatchObject({
      ok: false,
      error: { kind: 'over-returned', sale: sale.id, leftQuantity: 0, leftMinor: 0 },
    })
    expect(await till.deps.journal.entries.count()).toBe(before)
  })
  it('two tills that give it back while apart meet in a decision, whoever is heard first', async () => {
    const [a, b] = [await tillCalled('A'), await tillCalled('B')]
    const { sale } = await sellPiece(a)
    expect((await refundPiece(a, sale)).ok).toBe(true)
    expect((await refundPiece(b, sale)).ok).toBe(true)
    const raised = [await meet(a, b), await meet(b, a)].map((state) =>
      openDecisions(state).filter(({ kind }) => kind === 'over-returned'),
    )
    expect(raised[0]).toMatchObject([{ kind: 'over-returned', quantity: 1000, amountMinor: 1000 }])
    expect(raised[1]).toEqual(raised[0])
  })
})
