import { expect, it } from 'vitest'
import type { StaffId } from '../../core/domain/ids.ts'
import { hashPin as hashAtEndpoint } from '../../server/pin-hash.ts'
import { hashPin } from '../../src/replica/pins.ts'

it('I12: a PIN hashes alike in the browser and at the command line, and otherwise for each salt', async () => {
  const staff = 'staff-1' as StaffId
  const there = await hashAtEndpoint(staff, '246810')
  const salt = Uint8Array.from(Buffer.from(there.salt, 'hex'))
  expect(await hashPin(staff, '246810', salt)).toEqual(there)
  expect((await hashPin(staff, '246810')).hash).not.toBe(there.hash)
}, 30_000)
