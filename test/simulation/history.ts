/** One history, from its seed to its verdict. */
import type { EndpointFolder } from './endpoint-host.ts'
import { failures } from './endpoint-host.ts'
import { checkAll } from './invariants.ts'
import { Broken } from './ledger.ts'
import { installClock, removeClock } from './clock.ts'
import { makeLocation, pairDevice } from './pairing.ts'
import { planOf } from './plan.ts'
import { pullOnce, pushOnce, sayHello, takeStep } from './steps.ts'
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

async function live(world: World): Promise<void> {
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

/** Rounds after which everybody must have everything. */
const MOST_ROUNDS = 60

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
  for (let round = 0, quiet = 0; round < MOST_ROUNDS; round++) {
    quiet = (await goRound(world)) ? quiet + 1 : 0
    if (quiet === 3) return
    world.clock.pass(61_000)
    for (const { leader } of world.selling) if (leader) sayHello(leader)
    await world.settle()
  }
  throw new Broken(`after ${MOST_ROUNDS} rounds without faults some device still has something to do`)
}

/** Every device pushes and pulls until it is done. Whether nobody had anything to do. */
async function goRound(world: World): Promise<boolean> {
  let quiet = true
  for (const device of world.selling) {
    for (const run of device.state === 'removed' ? [pushOnce] : [pushOnce, pullOnce]) {
      let outcome = 'more'
      for (let step = 0; outcome === 'more' && step < MOST_ROUNDS; step++) {
        run(world, device, (came) => {
          outcome = came
        })
        await world.settle()
        if (step > 1) quiet = false
      }
      if (device.state === 'set-back') break
      if (outcome !== 'done') throw new Broken(`${device.identity.letter} is answered ${outcome} without any fault`)
    }
  }
  return quiet
}

function explain(error: unknown): string {
  if (error instanceof Broken) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function countsOf({ ledger, network, devices, plan }: World): Readonly<Record<string, number>> {
  const { written, story } = ledger
  return { histories: 1, steps: plan.steps, devices: devices.length, entries: written.size, told: story.length, ...network.counts }
}
