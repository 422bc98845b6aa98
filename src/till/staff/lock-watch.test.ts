import { expect, it } from 'vitest'
import type { StaffId } from '../../../core/domain/ids.ts'
import type { Staff } from '../../../core/domain/staff.ts'
import { createIdleClock } from './idle-clock.ts'
import { createLockWatch } from './lock-watch.ts'

const LIMIT_MS = 300_000
const person = (name: string, role: Staff['role']): Staff => ({ id: name as StaffId, name, role })
const OWNER = person('owner', 'owner')
const CASHIER = person('cashier', 'cashier')

function watched(staff: readonly Staff[] = [OWNER, CASHIER]) {
  const till = {
    now: 0,
    staff,
    signedIn: CASHIER.id as StaffId | null,
    busy: false,
    locked: 0,
    canLock: true,
  }
  const watch = createLockWatch({
    idle: createIdleClock([() => till.now]),
    limitMs: () => LIMIT_MS,
    busy: () => till.busy,
    staff: () => till.staff,
    signedIn: () => till.signedIn,
    lock: async () => {
      if (till.canLock) till.locked += 1
      return till.canLock
    },
    tell: () => undefined,
  })
  return { till, watch }
}

it('P2: a touch after the time was over finds the till locked; it does not begin the time anew', async () => {
  const { till, watch } = watched()
  till.now += LIMIT_MS
  await watch.touch()
  expect(till.locked).toBe(1)
})

it('P2: a touch within the time, while money is taken, or where nobody could open it again, begins it anew', async () => {
  const { till, watch } = watched()
  till.now += LIMIT_MS - 1
  await watch.touch()
  till.busy = true
  till.now += LIMIT_MS
  await watch.touch()
  till.busy = false
  await watch.look()
  till.canLock = false
  till.now += LIMIT_MS
  await watch.touch()
  till.canLock = true
  await watch.look()
  expect(till.locked).toBe(0)
  till.now += LIMIT_MS
  await watch.look()
  expect(till.locked).toBe(1)
})

it('P2: where one person works alone the till stays open', async () => {
  const { till, watch } = watched([CASHIER])
  till.now += LIMIT_MS
  await watch.look()
  await watch.touch()
  expect(till.locked).toBe(0)
})

it('P6: a till whose signed-in person was removed locks, once no money is being taken', async () => {
  const { till, watch } = watched([OWNER])
  till.busy = true
  await watch.look()
  expect(till.locked).toBe(0)
  till.busy = false
  await watch.look()
  expect(till.locked).toBe(1)
})

it('P6: nobody signed in, or no staff yet, is no removal', async () => {
  const { till, watch } = watched([])
  await watch.look()
  till.staff = [OWNER, CASHIER]
  till.signedIn = null
  await watch.look()
  expect(till.locked).toBe(0)
})
