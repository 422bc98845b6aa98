import { expect, test } from 'vitest'
import { err, ok, type Result } from '../../core/result.ts'
import { testDevice } from '../../test/support/replicas.ts'
import { readPendingPins } from '../replica/pins.ts'
import type { EndpointClient, EndpointProblem } from './endpoint-client.ts'
import { sendPins } from './pin-sync.ts'
import { pushStep } from './pusher.ts'

const PIN = { staff: 'owner-1' as never, salt: 'aa', hash: 'bb' }

/** A till whose owner has a new PIN and entries that wait, at an endpoint that answers PINs like this. */
async function tillAt(answer: Result<{ ok: true }, EndpointProblem>) {
  const replica = await testDevice().openTab()
  const { journal } = replica.deps
  await journal.meta.put({ key: 'pendingPins', value: [PIN] })
  await journal.meta.put({
    key: 'acknowledged',
    value: { seq: 0, hash: 'x', sales: 0, epoch: 1, registered: true },
  })
  await replica.append(() => ({
    drafts: [
      { id: 'e' as never, at: 1 as never, staff: null, shift: null, kind: 'settings', body: { patches: [] } },
    ],
  }))
  const pushes: number[] = []
  const client = {
    sendPins: async () => answer,
    push: async (_: unknown, lines: readonly string[]) => {
      pushes.push(lines.length)
      return err({ kind: 'unreachable', code: 'unreachable', message: '' })
    },
    pack: async () => null,
  } as unknown as EndpointClient
  return { deps: { replica, client, build: 'test' }, journal, pushes }
}

const refused = (code: string) => err({ kind: 'refused', code, message: '' } as const)

test.each(['too-many-requests', 'internal'])(
  'I16: a PIN refused with %s is tried again, and the entry that tells of it waits',
  async (code) => {
    const { deps, journal, pushes } = await tillAt(refused(code))
    expect(await pushStep(deps)).toMatchObject({ ok: false, error: { kind: 'unreachable', code } })
    expect(pushes).toEqual([])
    expect(await readPendingPins(journal)).toEqual([PIN])
  },
)

test('I16: a refusal that stays holds no entry back', async () => {
  const { deps, pushes } = await tillAt(refused('revoked'))
  expect(await sendPins(deps)).toMatchObject({ ok: false, error: { kind: 'refused' } })
  await pushStep(deps)
  expect(pushes).toEqual([1])
})

test('a PIN that arrived waits no longer', async () => {
  const { deps, journal } = await tillAt(ok({ ok: true }))
  expect(await sendPins(deps)).toEqual({ ok: true, value: null })
  expect(await readPendingPins(journal)).toEqual([])
})
