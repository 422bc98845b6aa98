/** One history, from its seed to its verdict. */

import { installClock, removeClock } from './clock.ts'
import type { Device } from './device.ts'
import type { EndpointFolder } from './endpoint-host.ts'
import { failures } from './endpoint-host.ts'
import { checkAll } from './invariants.ts'
import { Broken } from './ledger.ts'
import { makeLocation, pairDevice } from './pairing.ts'
import { planOf } from './plan.ts'
import { leaseOnce, pullOnce, pushOnce, sayHello, takeStep } from './steps.ts'
import { World } from './world.ts'

export interface Verdict {
  readonly seed: number
  /** What broke, or null. */
  readonly broken: string | null
  readonly story: readonly string[]
  readonly counts: Readonly<Record<string, number>>
}

/** Runs the history of a seed. Never throws for what a history can show: the verdict says it. */
export async function runHistory(seed: number, folder: EndpointFolder): Promise<Verdict> {
  const plan = planOf(seed)
  const world = new World(plan, folder.next())
  installClock(world.clock)
  failures.length = 0
  let broken: string | null = null
  try {
    await live(world)
    if (failures.length > 0) throw failures[0]
  } catch (error) {
    broken = explain(error)
  } finally {
    removeClock()
    await world.host.close()
  }
  return { seed, broken, story: world.ledger.story, counts: countsOf(world) }
}

export async function live(world: World): Promise<void> {
  const { plan, random } = world
  await makeLocation(world)
  while (world.devices.length < plan.tills) await pairDevice(world)
  for (const device of world.devices) {
    if (random.chance(plan.twoTabs)) await device.openTab()
    if (random.chance(plan.oldApps)) device.protocol = 1
  }
  world.network.faults = plan.network
  for (let step = 0; step < plan.steps; step++) await takeStep(world)
  await comeToRest(world)
  await checkAll(world)
}

/** Rounds after which everybody must have everything, and steps after which a device must be done in one. */
const MOST_ROUNDS = 60
const MOST_STEPS = 400
/** A device that a restored endpoint does not know is refused until its next hello. */
const ROUNDS_OF_REFUSAL = 4

/** All faults are over: every device goes on until nothing is left to send or to fetch. */
export async function comeToRest(world: World): Promise<void> {
  await world.settle()
  await world.network.drain()
  await world.settle()
  for (const device of world.selling) {
    device.fates = []
    device.protocol = 2
    if (device.tabs.length === 0) await device.openTab()
  }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { moved, refused } = await goRound(world)
    if (refused && round > ROUNDS_OF_REFUSAL) throw new Broken(refused)
    if (!moved && !refused && round > 0) return
    world.clock.pass(61_000)
    for (const { leader } of world.selling) if (leader) sayHello(leader)
    await world.settle()
  }
  throw new Broken(`after ${MOST_ROUNDS} rounds without faults some device still has something to do`)
}

/** Every device pushes and pulls until it is done. */
async function goRound(world: World): Promise<{ readonly moved: boolean; readonly refused: string | null }> {
  const before = world.host.feedLength
  let moved = false
  let refused: string | null = null
  for (const device of world.selling) {
    for (const run of device.state === 'removed' ? [pushOnce] : [pushOnce, pullOnce, leaseOnce]) {
      const { outcome, steps } = await runUntilDone(world, device, run)
      if (device.state === 'set-back') break
      if (outcome !== 'done') refused = `${device.identity.letter} is answered ${outcome} without any fault`
      // A hello that is answered is one step that moves nothing.
      if (steps > 2) moved = true
    }
  }
  for (const device of world.devices.filter(({ state }) => state === 'set-back'))
    await tellSetBack(world, device)
  return { moved: moved || world.host.feedLength > before, refused }
}

/** Nobody sells at it any more; it goes on saying what has become of it. */
async function tellSetBack(world: World, device: Device): Promise<void> {
  if (device.tabs.length === 0) await device.openTab()
  if (device.leader) sayHello(device.leader)
  pushOnce(world, device)
  await world.settle()
}

async function runUntilDone(world: World, device: Device, run: typeof pushOnce) {
  let outcome = 'more'
  let steps = 0
  for (; outcome === 'more' && steps < MOST_STEPS; steps++) {
    run(world, device, (came) => {
      outcome = came
    })
    await world.settle()
    if (device.state === 'set-back') break
  }
  if (steps === MOST_STEPS) throw new Broken(`${device.identity.letter} never gets done`)
  return { outcome, steps }
}

function explain(error: unknown): string {
  if (error instanceof Broken) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function countsOf({ ledger, network, devices, plan }: World): Readonly<Record<string, number>> {
  const { written, story } = ledger
  return {
    histories: 1,
    steps: plan.steps,
    devices: devices.length,
    entries: written.size,
    told: story.length,
    ...network.counts,
  }
}
