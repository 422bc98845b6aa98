import { expect, it, vi } from 'vitest'
import type { StaffId } from '../../../core/domain/ids.ts'
import { freshName } from '../../../test/support/replicas.ts'
import { journalDatabase } from '../../replica/journal-database.ts'
import { bindPins, hashPin } from '../../replica/pins.ts'
import { tryPin } from './try-pin.ts'

const OWNER = 'owner' as StaffId

vi.mock('hash-wasm', () => ({
  argon2id: async ({ password }: { password: string }) => Buffer.from(password).toString('hex'),
}))

async function withPin() {
  const journal = journalDatabase(freshName())
  await bindPins(journal, [await hashPin(OWNER, '2468')])
  const rest = { staff: OWNER, now: () => 1_790_000_000_000, managers: [] }
  return { journal, attempt: { ...rest, pin: '2468', onRight: vi.fn() } }
}

it('I13: a check whose storage does not answer ends with an answer, and opens nothing', async () => {
  const { journal, attempt } = await withPin()
  vi.spyOn(journal.pins, 'get').mockRejectedValue(new Error('no answer'))
  expect(await tryPin(journal, attempt)).toEqual({ kind: 'failed' })
  expect(attempt.onRight).not.toHaveBeenCalled()
})

it('I13: a lost connection is made anew, and the PIN is right', async () => {
  const { journal, attempt } = await withPin()
  journal.close({ disableAutoOpen: true })
  expect(await tryPin(journal, attempt)).toEqual({ kind: 'right' })
  expect(attempt.onRight).toHaveBeenCalledTimes(1)
})

it('P1: a right PIN whose deed fails says so', async () => {
  const { journal, attempt } = await withPin()
  attempt.onRight.mockRejectedValue(new Error('no answer'))
  expect(await tryPin(journal, attempt)).toEqual({ kind: 'failed' })
})
