/** One step of a history: something that a person, the network, a disk or a clock does. */
import { ok } from '../../core/result.ts'
import { removeDevice } from '../../src/replica/device-deeds.ts'
import { pullStep } from '../../src/sync/puller.ts'
import { pushStep } from '../../src/sync/pusher.ts'
import { changeSettings, moveStock, sell, settleSomeDecision, useCard, voidSomeSale } from './deeds.ts'
import type { Device, Tab } from './device.ts'
import { closeSomeShift, giveBackSomeLease, recallSomeLease, reclaimSomeLease } from './lease-deeds.ts'
import { Broken } from './ledger.ts'
import { moveMoney } from './money-deeds.ts'
import { writeOddEntry } from './odd-entries.ts'
import { OWNER } from './owner.ts'
import { pairDevice } from './pairing.ts'
import type { StepName } from './plan.ts'
import { pushLikeVersionOne } from './version-one.ts'
import type { World } from './world.ts'

/** A share of steps begins before the one before it is over: deeds, pushes and pulls then cross. */
const CROSSING = 0.25

export async function takeStep(world: World): Promise<void> {
  const { random, clock, plan } = world
  const name = random.weighted<StepName>(plan.weights)
  clock.pass(random.range(1, 120) * 1000)
  const device = random.pick(world.selling)
  if (device) await STEPS[name](world, device)
  if (!random.chance(CROSSING)) await world.settle()
}

type Step = (world: World, device: Device) => void | Promise<void>

const YEAR_MS = 365 * 24 * 3_600_000

const inTab =
  (deed: (world: World, tab: Tab) => Promise<void>): Step =>
  (world, device) => {
    if (device.tabs.length === 0) return
    const tab = world.random.pick(device.tabs)
    world.start(tab, () => deed(world, tab))
  }

const STEPS: Readonly<Record<StepName, Step>> = {
  sell: inTab(sell),
  void: inTab(voidSomeSale),
  card: inTab(useCard),
  settings: inTab(changeSettings),
  stock: inTab(moveStock),
  money: inTab(moveMoney),
  oddEntry: inTab(writeOddEntry),
  push: (world, device) => {
    if (device.leader && world.random.chance(0.2)) sayHello(device.leader)
    pushOnce(world, device)
  },
  pull: (world, device) => pullOnce(world, device),
  network: async (world) => {
    for (let count = world.random.range(1, 3); count > 0; count--) await world.network.step()
  },
  partition: (world, device) => {
    world.network.cutOff.add(device.id)
    world.ledger.tell(`${device.identity.letter} is cut off`)
  },
  heal: (world) => world.network.cutOff.clear(),
  clock: (world, device) => {
    const { random, clock } = world
    const years = [-1, 1, 5, (0 - clock.nowMs) / YEAR_MS, 0]
    device.clockOffsetMs = Math.round(random.pick(years) * YEAR_MS + random.range(-600_000, 600_000))
    world.ledger.tell(`${device.identity.letter}'s clock is off by ${device.clockOffsetMs} ms`)
  },
  crashTab,
  restart: async (world, device) => restart(world, device),
  crashEndpoint: async (world) => {
    await world.host.crash()
    world.ledger.tell('the endpoint crashes')
  },
  backUp: async (world) => {
    await world.settle()
    await world.backUp()
  },
  restore: async (world) => {
    await world.restore()
  },
  copy: (world, device) => {
    device.copies = device.copy()
    world.ledger.tell(`the storage of ${device.identity.letter} is copied`)
  },
  putBack,
  remove,
  settle: inTab(settleSomeDecision),
  lease: (world, device) => leaseOnce(world, device),
  giveBack: inTab(giveBackSomeLease),
  recall: inTab(recallSomeLease),
  reclaim: inTab(reclaimSomeLease),
  closeShift: inTab(closeSomeShift),
  wipe,
  update: (world, device) => {
    device.protocol = 2
    world.ledger.tell(`${device.identity.letter} is updated`)
  },
}

export function pushOnce(
  world: World,
  device: Device,
  onOutcome: (outcome: string) => void = () => {},
): void {
  const { leader: tab } = device
  if (!tab) return
  const { replica, pushing, pace } = tab
  pace.entries = world.plan.batchEntries
  const deps = { replica, client: pushing.client, build: 'simulation', pace, onEpoch: () => sayHello(tab) }
  const run = device.protocol === 1 ? pushLikeVersionOne : pushStep
  world.step(
    tab,
    pushing,
    () => run(deps),
    (outcome) => (outcome === 'set-back' ? retire(world, device) : onOutcome(outcome)),
  )
}

/** It has noticed that its storage is an older copy, and says so: a person takes it out of use. */
function retire(world: World, device: Device): void {
  world.guard(() => {
    if (!device.wasSetBack) throw new Broken(`${device.identity.letter} says it was set back, and was not`)
  })
  if (device.state === 'set-back') return
  device.state = 'set-back'
  world.ledger.tell(`${device.identity.letter} says that it was set back`)
}

/** What the leading tab does every minute, and when it hears of another epoch. */
export function sayHello({ pace }: Tab): void {
  pace.helloDue = true
}

export function pullOnce(
  world: World,
  device: Device,
  onOutcome: (outcome: string) => void = () => {},
): void {
  const { leader: tab } = device
  if (!tab) return
  const { replica, pulling } = tab
  const deps = { replica, client: pulling.client, build: 'simulation', onEpoch: () => sayHello(tab) }
  world.step(tab, pulling, () => pullStep(deps), onOutcome)
}

/** One round of the till's lease keeper: takes, gives back, asks. A till of version 1 knows no leases. */
export function leaseOnce(
  world: World,
  device: Device,
  onOutcome: (outcome: string) => void = () => {},
): void {
  const { leader: tab } = device
  if (!tab || device.protocol === 1) {
    onOutcome('done')
    return
  }
  const run = async () => {
    const result = await tab.keeper.step()
    return result.ok ? ok(result.value > 0 ? ('more' as const) : ('done' as const)) : result
  }
  world.step(tab, tab.leasing, run, onOutcome)
}

/** The next commits of the device meet a bad fate; a tab that dies of it is opened again. */
async function crashTab(world: World, device: Device): Promise<void> {
  const { random, ledger } = world
  const fate = random.pick(['dies-before', 'dies-after', 'fails', 'connection-lost'] as const)
  device.fates.push(fate)
  ledger.tell(`a commit of ${device.identity.letter}: ${fate}`)
  const tabs = device.tabs.length
  if (tabs === 0) return
  const tab = random.pick(device.tabs)
  world.start(tab, () => sell(world, tab))
  await world.settle()
  device.fates = []
  await reopen(world, device, tabs)
}

/** Tabs that died are opened again; whoever is the oldest leads. */
export async function reopen(world: World, device: Device, tabs: number): Promise<void> {
  const { leader } = device
  while (device.tabs.length < tabs) {
    const opened = await device.openTab()
    world.ledger.tell(
      `a tab of ${device.identity.letter} opens${opened === device.leader ? ' and leads' : ''}`,
    )
  }
  if (leader && device.leader === leader) await leader.lead()
}

export async function restart(world: World, device: Device): Promise<void> {
  const { random, ledger } = world
  const tabs = Math.max(1, device.tabs.length)
  const powerCut = random.chance(0.5)
  device.die((reach) => (powerCut ? random.range(0, reach) : 0))
  ledger.tell(`${device.identity.letter} ${powerCut ? 'loses power' : 'is closed'}`)
  await world.settle()
  await reopen(world, device, tabs)
}

/** An old copy of its storage is put back, as a restored profile or a cloned disk does. */
async function putBack(world: World, device: Device): Promise<void> {
  const { copies } = device
  if (!copies) return
  const tabs = Math.max(1, device.tabs.length)
  device.die(() => 0)
  await world.settle()
  world.putBack(device, copies)
  await reopen(world, device, tabs)
}

/** Its storage is gone, with all that it had not handed over; another device is paired. */
async function wipe(world: World, device: Device): Promise<void> {
  if (world.living.length < 3) return
  device.die(() => 0)
  device.journal.wipe()
  device.views.wipe()
  device.state = 'lost'
  world.ledger.tell(`${device.identity.letter} is wiped`)
  await world.settle()
  await pairDevice(world, world.random.chance(0.7) ? device : null)
}

/** The office ends a device's pairing; whoever stands at it sells on. */
async function remove(world: World, device: Device): Promise<void> {
  const { random, living, ledger, devices } = world
  const target = random.pick(devices)
  if (living.length < 3 || target === device || device.state !== 'living') return
  const tab = random.pick(device.tabs)
  if (!tab) return
  const removal = { device: target.id, reclaim: random.chance(0.5) }
  world.start(tab, () => removeDevice(tab.replica, removal, OWNER))
  if (target.state === 'living') target.state = 'removed'
  ledger.removed.add(target.id)
  ledger.tell(`${device.identity.letter} removes ${target.identity.letter}`)
}
