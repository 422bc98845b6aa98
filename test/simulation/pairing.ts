/** How devices of a history become known: over a line without faults, which is not what is under test here. */
import type { PairAnswer } from '../../core/protocol/identity.ts'
import { NOTHING_ACKNOWLEDGED } from '../../src/replica/outbox.ts'
import { furnish } from './deeds.ts'
import type { Device } from './device.ts'
import { Broken } from './ledger.ts'
import type { World } from './world.ts'

async function call<Answer>(world: World, path: string, init: RequestInit): Promise<Answer> {
  const response = await world.host.send(new Request(`http://endpoint.test${path}`, init))
  if (!response?.ok) throw new Broken(`${path} was answered ${response?.status}: ${await response?.text()}`)
  return (await response.json()) as Answer
}

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** The first device makes the location, on its own and offline; its first push registers it. */
export async function makeLocation(world: World): Promise<Device> {
  const device = world.addDevice('A', 'made')
  const { location, token } = device.identity
  await call(world, '/api/register', post({ protocol: 1, location, device: device.id, token, pins: [] }))
  const tab = await device.openTab()
  await tab.replica.deps.journal.meta.put({
    key: 'acknowledged',
    value: { ...NOTHING_ACKNOWLEDGED, registered: true },
  })
  await furnish(world, tab)
  return device
}

/** One more device, let in by the first living one that the endpoint knows. */
export async function pairDevice(world: World): Promise<Device> {
  const owner = world.living.find((device) => device.meta<{ registered: boolean }>('acknowledged')?.registered)
  if (!owner) throw new Broken('nobody is left to pair a device')
  const authorization = `Bearer ${owner.identity.token}`
  const made = await call<{ code: string }>(world, '/api/pairing-codes', {
    method: 'POST',
    headers: { authorization },
  })
  const device = world.addDevice('', 'paired')
  const { token } = device.identity
  const answer = await call<PairAnswer>(
    world,
    '/api/pair',
    post({ protocol: 1, code: made.code, device: device.id, token }),
  )
  Object.assign(device.identity, { letter: answer.letter })
  const tab = await device.openTab()
  await tab.replica.deps.journal.meta.put({
    key: 'acknowledged',
    value: { ...NOTHING_ACKNOWLEDGED, epoch: answer.epoch, registered: true },
  })
  world.ledger.tell(`${answer.letter} is paired`)
  return device
}
