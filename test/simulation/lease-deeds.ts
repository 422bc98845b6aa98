/** What people do about capped stock, besides selling it. */
import { heldOf } from '../../core/domain/lease.ts'
import type { State } from '../../core/journal/state.ts'
import { closeShiftFromAfar, openShiftOf, reclaimFrom } from '../../src/replica/device-deeds.ts'
import { recallLeases, returnLeases } from '../../src/replica/leases.ts'
import { closeShift } from '../../src/replica/shift.ts'
import type { Tab } from './device.ts'
import { OWNER } from './owner.ts'
import type { World } from './world.ts'

const heldLeases = ({ leases }: State) => [...leases.values()].filter((lease) => heldOf(lease) > 0)

/** Gives all back, or what is left of one lease. */
export async function giveBackSomeLease({ random }: World, { replica }: Tab): Promise<void> {
  const rows = await replica.deps.journal.leases.where('left').above(0).toArray()
  if (rows.length === 0) return
  const { lease, left } = random.pick(rows)
  const some = [{ lease, quantity: Math.ceil(left / 2000) * 1000 }]
  await returnLeases(replica, random.chance(0.5) ? 'all' : some, OWNER)
}

export async function recallSomeLease({ random }: World, { replica }: Tab): Promise<void> {
  const held = await replica.readState(heldLeases)
  if (held.length > 0) await recallLeases(replica, [random.pick(held).id], OWNER)
}

/** A manager takes a till for lost, rightly or not: what it sells nevertheless stands and is named. */
export async function reclaimSomeLease({ random, ledger, devices }: World, { replica }: Tab): Promise<void> {
  const held = await replica.readState(heldLeases)
  const ofLost = held.filter(
    ({ grant }) => devices.find(({ id }) => id === grant?.device)?.state !== 'living',
  )
  const from = ofLost.length > 0 && random.chance(0.8) ? ofLost : held
  if (from.length === 0) return
  const { grant } = random.pick(from)
  if (!grant) return
  const reclaimed = await reclaimFrom(replica, grant.device, OWNER)
  if (reclaimed.ok) ledger.tell(`${replica.identity.letter} reclaims a lease`)
}

/** The end of a shift: the till's own, or another one's from the office. */
export async function closeSomeShift({ random, devices }: World, { replica }: Tab): Promise<void> {
  if (random.chance(0.6)) {
    await closeShift(replica, OWNER)
    return
  }
  const { id: device } = random.pick(devices)
  const open = await replica.readState((state) => openShiftOf(state, device))
  if (open) await closeShiftFromAfar(replica, { device, shift: open.id }, OWNER)
}
