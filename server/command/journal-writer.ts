/** The command line as a device: it writes journals of its own, through the same push as any device. */
import { hash, randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { assert } from '../../core/assert.ts'
import type { DeviceId, EntryId, LocationId } from '../../core/domain/ids.ts'
import { sealEntry } from '../../core/journal/chain.ts'
import type { Draft } from '../../core/journal/entry.ts'
import type { Head } from '../../core/journal/head.ts'
import type { Patch } from '../../core/journal/settings.ts'
import { maxLamport } from '../../core/journal/state.ts'
import { push } from '../push.ts'
import { hashLine, type PushedLine } from '../push-plan.ts'
import { hashSecret } from '../register.ts'
import type { CommandDeps } from './command.ts'

const DEVICE_NAME = 'Command line'

/** A token that nobody keeps: the command line reaches the store itself. */
export const lostToken = (): string => hashSecret(randomBytes(32).toString('hex'))

/** A deed without its envelope. */
export type Deed = Draft extends infer Each
  ? Each extends Draft
    ? Pick<Each, 'kind' | 'body'>
    : never
  : never

/** The location's settings that name this device. */
export const devicePatch = (device: DeviceId): Patch => ({
  record: 'device',
  id: device,
  fields: { name: DEVICE_NAME, letter: '' },
})

/** Writes deeds as the command line's device of the location, which is made when it is missing. */
export async function writeDeeds(
  deps: CommandDeps,
  location: LocationId,
  deeds: readonly Deed[],
): Promise<void> {
  const device = (await findWriter(deps, location)) ?? (await addWriter(deps, location))
  await writeAs(deps, { location, device }, deeds)
}

/** Writes deeds as a device whose journal nobody else writes. */
export async function writeAs(
  deps: CommandDeps,
  writer: { readonly location: LocationId; readonly device: DeviceId },
  deeds: readonly Deed[],
): Promise<void> {
  const head = await headOf(deps, writer)
  const lines: PushedLine[] = []
  let next = head
  for (const deed of deeds) {
    const draft = { ...deed, id: newId() as EntryId, at: deps.now(), staff: null, shift: null } as Draft
    const sealed = sealEntry(draft, writer, next, (text) => hash('sha256', text, 'hex'))
    next = sealed.head
    lines.push(hashLine(Buffer.from(sealed.sealed.bytes)))
  }
  const outcome = await push(deps, { ...writer, from: head.seq + 1, build: 'command line' }, lines)
  const recorded = 'answer' in outcome && outcome.answer.results.length === 0
  assert(recorded, `the command line's own entries are recorded as they are: ${JSON.stringify(outcome)}`)
}

/** The device without a letter: it sells nothing. The endpoint's own journals and relayed ones have no token. */
async function findWriter({ storage }: CommandDeps, location: LocationId): Promise<DeviceId | null> {
  const devices = await storage.devices(location)
  return devices.find(({ letter, paired }) => paired && letter === '')?.device ?? null
}

async function addWriter(deps: CommandDeps, location: LocationId): Promise<DeviceId> {
  const device = newId() as DeviceId
  const token = { tokenHash: lostToken(), publicKey: null }
  await deps.storage.addDevice({ location, device, ...token, at: deps.now(), till: false })
  await writeAs(deps, { location, device }, [{ kind: 'settings', body: { patches: [devicePatch(device)] } }])
  return device
}

async function headOf(
  deps: CommandDeps,
  writer: { readonly location: LocationId; readonly device: DeviceId },
): Promise<Head> {
  const devices = await deps.storage.devices(writer.location)
  const own = devices.find(({ device }) => device === writer.device)
  assert(own, 'the writer is a device of the location')
  const { state } = await deps.views.read(writer.location)
  return { ...own.head, lamport: maxLamport(state) }
}
