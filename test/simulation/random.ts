/** Everything that chance decides in a history comes from here: the same seed is the same history. */
import { seeded } from '../support/endpoint.ts'

export interface Random {
  /** 0 ≤ x < 1. */
  readonly next: () => number
  readonly chance: (share: number) => boolean
  /** A whole number, both ends included. */
  readonly range: (low: number, high: number) => number
  readonly pick: <T>(list: readonly T[]) => T
  /** One of the keys, as often as its weight says. */
  readonly weighted: <Name extends string>(weights: Readonly<Record<Name, number>>) => Name
}

export function randomOf(seed: number): Random {
  const next = seeded(Math.imul(seed + 1, 0x9e3779b1))
  const range = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    chance: (share) => next() < share,
    range,
    pick: (list) => list[range(0, list.length - 1)] as never,
    weighted: (weights) => {
      const entries = Object.entries(weights) as [never, number][]
      const sum = entries.reduce((total, [, weight]) => total + weight, 0)
      let rest = next() * sum
      for (const [name, weight] of entries) {
        rest -= weight
        if (rest < 0) return name
      }
      return (entries.at(-1) as [never, number])[0]
    },
  }
}
