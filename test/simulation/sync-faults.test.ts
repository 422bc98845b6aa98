/**
 * Tills and the endpoint in one process, over a network that loses requests, loses answers and delivers
 * twice, by seed. At the end all agree, and every sale is there once.
 */
import { afterAll, describe, expect, test } from 'vitest'
import type { DeviceId } from '../../core/domain/ids.ts'
import { recordSale } from '../../src/replica/deeds.ts'
import { countUnsent } from '../../src/replica/outbox.ts'
import type { Replica } from '../../src/replica/replica.ts'
import { voidSale } from '../../src/replica/void-sale.ts'
import type { EndpointClient } from '../../src/sync/endpoint-client.ts'
import { pullStep } from '../../src/sync/puller.ts'
import { pushStep } from '../../src/sync/pusher.ts'
import { exactCash, oneLineCart, pricedOf } from '../support/carts.ts'
import { type Faults, faultyClient, NO_FAULTS, seeded, testEndpoint } from '../support/endpoint.ts'
import { furnish, OWNER, testDevice } from '../support/replicas.ts'

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed + 1)
const STEPS = 60

interface Till {
  readonly replica: Replica
  readonly client: EndpointClient
}

const endpoints: ReturnType<typeof testEndpoint>[] = []
afterAll(() => Promise.all(endpoints.map((endpoint) => endpoint.stop())))

async function openTills(seed: number, faults: () => Faults) {
  const endpoint = testEndpoint()
  endpoints.push(endpoint)
  const random = seeded(seed)
  const first = testDevice('A', `location-${seed}` as never)
  const replica = await first.openTab()
  await furnish(replica)
  const tills: Till[] = [
    { replica, client: faultyClient(endpoint.send, first.identity.token, random, faults) },
  ]
  await push(tills[0] as Till, 50)
  for (const letter of ['B', 'C'])
    tills.push(await pairTill(endpoint.send, tills[0] as Till, letter, random, faults))
  return { endpoint, tills, random }
}

async function pairTill(
  send: ReturnType<typeof testEndpoint>['send'],
  owner: Till,
  letter: string,
  random: () => number,
  faults: () => Faults,
): Promise<Till> {
  const clean = faultyClient(send, owner.replica.identity.token, random, () => NO_FAULTS)
  const code = await clean.newPairingCode()
  if (!code.ok) throw new Error(code.error.message)
  const device = testDevice(letter, owner.replica.identity.location)
  const token = letter.toLowerCase().repeat(64)
  const answer = await clean.pair({
    protocol: 1,
    code: code.value.code,
    device: device.identity.device,
    token,
  })
  if (!answer.ok) throw new Error(answer.error.message)
  const replica = await device.openTab()
  await replica.deps.journal.meta.put({
    key: 'acknowledged',
    value: { seq: 0, hash: '', sales: 0, epoch: answer.value.epoch, registered: true },
  })
  await replica.catchUp()
  return { replica, client: faultyClient(send, token, random, faults) }
}

/** Steps until there is nothing more to send, or `attempts` are used up. */
async function push({ replica, client }: Till, attempts: number): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const step = await pushStep({ replica, client, build: 'test' })
    if (step.ok && step.value === 'done') return
  }
}

async function pull({ replica, client }: Till, attempts: number): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const step = await pullStep({ replica, client, build: 'test' })
    if (step.ok && step.value === 'done') return
  }
}

async function act(till: Till, random: () => number, sold: Set<string>): Promise<void> {
  const dice = random()
  if (dice < 0.5) {
    const cart = oneLineCart(till.replica)
    if (!till.replica.store.getState().location) return
    const result = await recordSale(till.replica, {
      priced: pricedOf(cart),
      tenders: exactCash(cart),
      staff: OWNER,
    })
    if (result.ok) sold.add(cart.id)
  } else if (dice < 0.6) {
    const [sale] = [...till.replica.store.getState().sales.values()].filter((one) => !one.voided)
    if (sale) await voidSale(till.replica, sale.id, 'simulated', OWNER)
  } else if (dice < 0.8) await push(till, 1)
  else await pull(till, 1)
}

async function stateOf(send: ReturnType<typeof testEndpoint>['send'], token: string) {
  const response = await send(
    new Request('http://endpoint.test/api/state', { headers: { authorization: `Bearer ${token}` } }),
  )
  return (await response.json()) as {
    stateHash: string
    quarantined: number
    devices: { device: DeviceId; seq: number }[]
  }
}

describe('Y1–Y5: sync over a network that fails', () => {
  test.each(SEEDS)('seed %i: everything arrives once, and all states agree', async (seed) => {
    let faults: Faults = { lost: 0.2, answerLost: 0.2, doubled: 0.2 }
    const { endpoint, tills, random } = await openTills(seed, () => faults)
    const sold = new Set<string>()
    for (let step = 0; step < STEPS; step++) {
      const till = tills[Math.floor(random() * tills.length)]
      if (till) await act(till, random, sold)
      if (random() < 0.02) await endpoint.restart()
    }
    faults = NO_FAULTS
    for (const till of tills) await push(till, 100)
    for (const till of tills) await pull(till, 100)
    const [first] = tills
    if (!first) throw new Error('no till')
    const truth = await stateOf(endpoint.send, first.replica.identity.token)
    expect(truth.quarantined).toBe(0)
    for (const { replica } of tills) {
      expect(await countUnsent(replica)).toEqual({ entries: 0, sales: 0 })
      expect(await replica.hash()).toBe(truth.stateHash)
      expect(new Set(replica.store.getState().sales.keys())).toEqual(sold)
      // Nobody has counted the goods, so that whatever is sold is sold beyond the count; else nothing is odd.
      expect(replica.store.getState().decisions.filter(({ kind }) => kind !== 'oversold')).toEqual([])
      expect(await replica.rebuild()).toBe(truth.stateHash)
    }
  })
})
