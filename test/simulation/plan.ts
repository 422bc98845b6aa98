/** What kind of history a seed is: how many devices, how long, which faults and how often. */
import type { NetworkFaults } from './network.ts'
import { randomOf } from './random.ts'

export interface Plan {
  readonly seed: number
  readonly tills: number
  /** The share of tills that are open in two tabs. */
  readonly twoTabs: number
  /** The share of tills that begin with the app of protocol version 1. */
  readonly oldApps: number
  readonly steps: number
  readonly products: number
  /** How many of them are capped: sold under leases. */
  readonly capped: number
  /** The most entries of a page: small ones make many pages. */
  readonly pageEntries: number
  /** The most entries of one push. */
  readonly batchEntries: number
  /** How many processes of the endpoint serve the one database. */
  readonly processes: number
  /** Whether newcomers take over a snapshot, though the feed is short. */
  readonly snapshots: boolean
  readonly network: NetworkFaults
  /** How often each thing happens, relative to each other. */
  readonly weights: Readonly<Record<StepName, number>>
}

export type StepName =
  | 'sell'
  | 'void'
  | 'card'
  | 'settings'
  | 'stock'
  | 'money'
  | 'oddEntry'
  | 'push'
  | 'pull'
  | 'network'
  | 'partition'
  | 'heal'
  | 'clock'
  | 'crashTab'
  | 'restart'
  | 'crashEndpoint'
  | 'wipe'
  | 'update'
  | 'backUp'
  | 'restore'
  | 'copy'
  | 'putBack'
  | 'remove'
  | 'settle'
  | 'lease'
  | 'giveBack'
  | 'recall'
  | 'reclaim'
  | 'closeShift'

/** Most histories are small, some are large; a few are without any fault, to tell what needs one. */
export function planOf(seed: number): Plan {
  const random = randomOf(seed ^ 0x5bd1e995)
  const share = (most: number) => (random.chance(0.25) ? 0 : random.next() * most)
  const often = (most: number) => (random.chance(0.4) ? 0 : random.next() * most)
  const rarely = (most: number) => (random.chance(0.75) ? 0 : random.next() * most)
  const products = random.range(1, 4)
  return {
    seed,
    tills: random.pick([2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8]),
    twoTabs: share(0.7),
    oldApps: share(0.5),
    steps: random.pick([25, 40, 40, 60, 60, 90, 140]),
    products,
    capped: random.chance(0.4) ? 0 : random.range(1, products),
    pageEntries: random.pick([1, 2, 3, 5, 10, 1000, 1000]),
    batchEntries: random.pick([1, 2, 5, 500, 500, 500]),
    processes: random.chance(0.2) ? 2 : 1,
    snapshots: random.chance(0.2),
    network: {
      lost: share(0.3),
      answerLost: share(0.3),
      cut: share(0.15),
      doubled: share(0.2),
      stray: share(0.15),
      atOnce: random.next(),
    },
    weights: {
      sell: 30,
      void: often(6),
      card: often(5),
      settings: often(10),
      stock: often(6),
      oddEntry: often(2),
      push: 14,
      pull: 10,
      network: 14,
      partition: often(3),
      heal: often(3),
      clock: often(3),
      crashTab: often(4),
      restart: often(3),
      crashEndpoint: often(2),
      wipe: often(0.7),
      update: often(2),
      backUp: often(4),
      restore: rarely(5),
      copy: often(2.5),
      putBack: rarely(3),
      remove: rarely(0.7),
      settle: often(3),
      lease: 8,
      giveBack: often(1.5),
      recall: often(1),
      reclaim: rarely(2),
      closeShift: often(2),
      money: often(40),
    },
  }
}
