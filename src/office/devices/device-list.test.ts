import { describe, expect, test } from 'vitest'
import type { DeviceId } from '../../../core/domain/ids.ts'
import type { DeviceAnswer, DevicesAnswer } from '../../../core/protocol/devices.ts'
import {
  clockWords,
  deviceName,
  type KnownDevice,
  type ListedDevice,
  listDevices,
  officeCompleteness,
} from './device-list.ts'

const known = (letter: string, more: Partial<KnownDevice> = {}): KnownDevice => ({
  ...{ id: `device-${letter}` as DeviceId, name: `Till ${letter}`, letter, removed: false, foldedSeq: 9 },
  ...{ holds: [], recallable: [], shift: null },
  ...more,
})

const heard = (letter: string, more: Partial<DeviceAnswer> = {}): DeviceAnswer => ({
  ...{ device: `device-${letter}` as DeviceId, letter, state: 'active', build: 'b1', heardAgoMs: 1000 },
  ...{ firstSeq: 1, seq: 9, toldSeq: 9, unsent: 0, skewMs: 0, returned: true, quarantined: 0 },
  ...more,
})

const answerOf = (...devices: DeviceAnswer[]): DevicesAnswer => ({
  ...{ protocol: 2, epoch: 1, recovering: false },
  devices,
})

const own = 'device-B' as DeviceId

describe('the list of devices', () => {
  test('this device first, then tills by letter, then others, removed ones last', () => {
    const devices = [known('', { name: '' }), known('A', { removed: true }), known('C'), known('B')]
    const letters = listDevices(devices, null, own).map(({ letter }) => letter)
    expect(letters).toEqual(['B', 'C', '', 'A'])
  })

  test('one that only the endpoint knows is listed too; its own journals are not', () => {
    const answer = answerOf(
      heard('B'),
      heard('D'),
      heard('', { device: 'endpoint-1' as never, state: 'endpoint' }),
    )
    const listed = listDevices([known('B')], answer, own)
    expect(listed.map(deviceName)).toEqual(['Till B', 'Till D'])
    expect(listed[1]?.heard?.seq).toBe(9)
  })

  test('one whose pairing the endpoint has ended is removed, whatever the journal says so far', () => {
    const [listed] = listDevices([known('A')], answerOf(heard('A', { state: 'revoked' })), own)
    expect(listed?.removed).toBe(true)
  })
})

describe('O5: is it all here, as the office asks it', () => {
  const context = { own, ownUnsent: 0, moment: () => '18:42' }
  const ask = (answer: DevicesAnswer | null, more: Partial<typeof context> = {}) => {
    const devices: readonly ListedDevice[] = listDevices([known('A'), known('B')], answer, own)
    return officeCompleteness(devices, answer, { ...context, ...more })
  }

  test('only the endpoint can tell', () => {
    expect(ask(null)).toBeNull()
  })

  test('yes by letters; no names who has told of more', () => {
    expect(ask(answerOf(heard('B'), heard('A')))?.words).toBe(
      'Yes: every entry of 2 devices is here (Till A 1–9, Till B 1–9).',
    )
    expect(ask(answerOf(heard('A', { unsent: 3 }), heard('B')))?.words).toBe(
      'No: Till A has told of 3 more (last heard 18:42).',
    )
  })

  test('this device knows better than the endpoint what it has not handed over', () => {
    expect(ask(answerOf(heard('A'), heard('B')), { ownUnsent: 2 })?.complete).toBe(false)
  })

  test('a till that has been silent for long is named even in a yes, a removed one is not', () => {
    const silent = answerOf(heard('A', { heardAgoMs: 3_600_000 }), heard('B'))
    expect(ask(silent)?.words).toContain('Till A was last heard 18:42')
    const removed = answerOf(heard('A', { heardAgoMs: 3_600_000, state: 'revoked' }), heard('B'))
    expect(ask(removed)?.words).not.toContain('last heard')
  })
})

test.each([
  [null, null],
  [20_000, 'right'],
  [-240_000, '4 min behind'],
  [3 * 3_600_000, '3 h ahead'],
  [-365 * 86_400_000, '365 days behind'],
])('a clock %s ms off is %s', (skewMs, words) => {
  expect(clockWords(skewMs)).toBe(words)
})
