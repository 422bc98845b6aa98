/** How devices of a history become known: over a line without faults, which is not what is under test here. */
import { createHash } from 'node:crypto'
import type { DeviceId, Millis } from '../../core/domain/ids.ts'
import type { PairAnswer } from '../../core/protocol/identity.ts'
import { NOTHING_ACKNOWLEDGED } from '../../src/replica/outbox.ts'
import { joinLocation } from '../../src/replica/set-up.ts'
import { MemoryDexie } from '../support/memory-dexie.ts'
import { furnish } from './deeds.ts'
import type { Device } from './device.ts'
import { Broken } from './ledger.ts'
import type { World } from './world.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

async function call<Answer>(world: World, path: string, body: object, token?: string): Promise<Answer> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (token) headers.authorization = `Bearer ${token}`
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const response = await world.host.send(new Request(`http://endpoint.test${path}`, init))
  if (response?.ok) return (await response.json()) as Answer
  throw new Broken(`${path} was answered ${response?.status}: ${await response?.text()}`)
}

/** The first device makes the location, on its own and offline; its first push registers it. */
export async function makeLocation(world: World): Promise<Device> {
  const device = world.addDevice('A', 'made')
  const { location, token } = device.identity
  await call(world, '/api/register', { protocol: 1, location, device: device.id, token, pins: [] })
  const tab = await device.openTab()
  await tab.replica.deps.journal.meta.put({
    key: 'acknowledged',
    value: { ...NOTHING_ACKNOWLEDGED, registered: true },
  })
  await furnish(world, tab)
  return device
}

/** One more device, let in by one that the endpoint knows; perhaps in the place of another. */
export async function pairDevice(world: World, replaces: Device | null = null): Promise<Device | null> {
  const owner = await findOwner(world)
  if (!owner) return null
  const wanted = { replaces: replaces?.id ?? null }
  const { code } = await call<{ code: string }>(world, '/api/pairing-codes', wanted, owner.identity.token)
  const device = world.addDevice('', 'paired')
  const { token } = device.identity
  const answer = await call<PairAnswer>(world, '/api/pair', { protocol: 2, code, device: device.id, token })
  await join(world, device, answer)
  await device.openTab()
  if (answer.replaces) world.ledger.removed.add(answer.replaces)
  world.ledger.tell(`${answer.letter} is paired${replaces ? ` for ${replaces.identity.letter}` : ''}`)
  return device
}

async function join(world: World, device: Device, answer: PairAnswer): Promise<void> {
  const journal = new MemoryDexie(device.journal) as never
  const joined = await joinLocation(
    {
      journal,
      sha256: async () => sha256,
      now: () => world.clock.nowMs as Millis,
      newId: () => world.newId(),
    },
    { device: device.id, token: device.identity.token, answer },
  )
  if (!joined.ok) throw new Broken('a device could not join')
  Object.assign(device.identity, joined.value)
}

/** A device that may let others in, as the endpoint sees it now. */
async function findOwner({ host, location, living }: World): Promise<Device | undefined> {
  const known = new Map<DeviceId, boolean>()
  for (const { device, paired, revokedAt } of await host.storage.devices(location))
    known.set(device, paired && revokedAt === null)
  return living.find(({ id }) => known.get(id))
}
