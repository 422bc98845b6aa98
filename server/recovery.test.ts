/** K7: who is still to come after a restore. */
import { expect, it } from 'vitest'
import type { DeviceId } from '../core/domain/ids.ts'
import { emptyState } from '../core/journal/state.ts'
import { missingDevices } from './recovery.ts'
import type { DeviceRecord } from './storage/storage.ts'

const record = (device: string, change: Partial<DeviceRecord> = {}): DeviceRecord => ({
  device: device as DeviceId,
  letter: 'A',
  head: { seq: 0, hash: '' },
  build: '',
  heardAt: null,
  toldSeq: null,
  skewMs: null,
  epochSeen: 7,
  revokedAt: null,
  paired: true,
  ...change,
})

function missing(devices: readonly DeviceRecord[], named: Readonly<Record<string, object>> = {}) {
  const state = emptyState()
  for (const [id, fields] of Object.entries(named)) state.settings.device.set(id as DeviceId, fields)
  return missingDevices(devices, { epoch: 7, state })
}

it('K7: a till that has not handed over in this epoch, unless it was removed', () => {
  expect(missing([record('back'), record('away', { epochSeen: 1 })])).toEqual(['away'])
  expect(missing([record('removed', { epochSeen: 1, revokedAt: 1 as never })])).toEqual([])
})

it('K7: not the command line, and not the journals of endpoints', () => {
  expect(missing([record('cli', { epochSeen: 1, letter: '' })])).toEqual([])
  expect(missing([record('endpoint-1', { epochSeen: 1, letter: '', paired: false })])).toEqual([])
})

it('K7: a till that was paired behind the backup is named by the journal that others bring', () => {
  const named = { late: { name: 'Till D', letter: 'D' }, gone: { letter: 'E', removed: true } }
  expect(missing([record('back')], named)).toEqual(['late'])
  expect(missing([record('late', { paired: false, letter: '' })], named)).toEqual(['late'])
  expect(missing([record('late')], named)).toEqual([])
})
