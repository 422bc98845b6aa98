/** The devices as the office shows them: what this replica knows, and what the endpoint adds. Pure. */
import type { DeviceId, LeaseId, VariantId } from '../../../core/domain/ids.ts'
import { heldOf } from '../../../core/domain/lease.ts'
import type { Thousandths } from '../../../core/domain/money.ts'
import { type Completeness, completenessOf } from '../../../core/journal/completeness.ts'
import type { LeaseRecord, State } from '../../../core/journal/state.ts'
import type { DeviceAnswer, DevicesAnswer } from '../../../core/protocol/devices.ts'
import { type OpenShift, openShiftOf } from '../../replica/device-deeds.ts'

export interface HeldStock {
  readonly variant: VariantId
  /** In thousandths. */
  readonly quantity: Thousandths
  readonly leases: readonly LeaseId[]
}

/** A device as the journal tells of it. */
export interface KnownDevice {
  readonly id: DeviceId
  readonly name: string
  readonly letter: string
  readonly removed: boolean
  /** How far its journal has been folded here. */
  readonly foldedSeq: number
  readonly holds: readonly HeldStock[]
  /** Leases that have been asked back already are not asked again. */
  readonly recallable: readonly LeaseId[]
  readonly shift: OpenShift | null
}

/** A line of the list. `heard`: what the endpoint says; null while it is not reached or knows nothing. */
export interface ListedDevice extends KnownDevice {
  readonly heard: DeviceAnswer | null
}

/** Every device that has a name or a journal here; the endpoint's own journals are none. */
export function knownDevices(state: State): readonly KnownDevice[] {
  const ids = new Set<DeviceId>([...state.settings.device.keys(), ...state.heads.keys()])
  return [...ids]
    .filter((id) => !id.startsWith('endpoint-'))
    .map((id) => {
      const { name = '', letter = '', removed = false } = state.settings.device.get(id) ?? {}
      const leases = [...state.leases.values()].filter((one) => one.grant?.device === id && heldOf(one) > 0)
      return {
        ...{ id, name, letter, removed },
        foldedSeq: state.heads.get(id)?.seq ?? 0,
        holds: heldStock(leases),
        recallable: leases.filter(({ recalled }) => !recalled).map((lease) => lease.id),
        shift: openShiftOf(state, id),
      }
    })
}

function heldStock(leases: readonly LeaseRecord[]): readonly HeldStock[] {
  const byVariant = new Map<VariantId, HeldStock>()
  for (const lease of leases) {
    const variant = lease.grant?.variant
    if (variant === undefined) continue
    const known = byVariant.get(variant)
    byVariant.set(variant, {
      variant,
      quantity: ((known?.quantity ?? 0) + heldOf(lease)) as Thousandths,
      leases: [...(known?.leases ?? []), lease.id],
    })
  }
  return [...byVariant.values()]
}

/** This device first, then tills by letter, then the rest by name; removed ones at the end. */
export function listDevices(
  known: readonly KnownDevice[],
  answer: DevicesAnswer | null,
  own: DeviceId,
): readonly ListedDevice[] {
  const heardById = new Map(answer?.devices.map((device) => [device.device, device]))
  const ids = new Set(known.map(({ id }) => id))
  const unknown =
    answer?.devices.filter(({ device, state }) => state !== 'endpoint' && !ids.has(device)) ?? []
  return [...known, ...unknown.map(withoutJournal)]
    .map((device) => withAnswer(device, heardById.get(device.id) ?? null))
    .sort((a, b) => rank(a, own) - rank(b, own) || order(a, b))
}

/** Paired, but nothing of it has come here. */
const withoutJournal = ({ device: id, letter }: DeviceAnswer): KnownDevice => ({
  ...{ id, letter, name: '', removed: false, foldedSeq: 0, holds: [], recallable: [], shift: null },
})

const withAnswer = (device: KnownDevice, heard: DeviceAnswer | null): ListedDevice => ({
  ...device,
  letter: device.letter || (heard?.letter ?? ''),
  removed: device.removed || heard?.state === 'revoked',
  heard,
})

const rank = ({ id, removed, letter }: KnownDevice, own: DeviceId) =>
  id === own ? 0 : removed ? 3 : letter === '' ? 2 : 1

const order = (a: KnownDevice, b: KnownDevice) => (sortName(a) < sortName(b) ? -1 : 1)

const sortName = ({ letter, name, id }: KnownDevice) => `${letter.padStart(4)} ${name} ${id}`

/** What a device is called where it has no name of its own. */
export function deviceName({ name, letter }: Pick<KnownDevice, 'name' | 'letter'>): string {
  if (name !== '') return name
  return letter === '' ? 'Command line' : `Till ${letter}`
}

/** Silent for longer than this, a till may have sold what nobody here knows of. */
const SILENT_MS = 10 * 60_000

export interface CompletenessContext {
  readonly own: DeviceId
  /** What this device itself has not handed over: it knows better than the endpoint. */
  readonly ownUnsent: number
  /** When a device was heard, for the reader. */
  readonly moment: (heardAgoMs: number) => string
}

/** "Is it all here?", as the endpoint answers it; null while it does not. */
export function officeCompleteness(
  devices: readonly ListedDevice[],
  answer: DevicesAnswer | null,
  { own, ownUnsent, moment }: CompletenessContext,
): Completeness | null {
  if (!answer) return null
  const byLetter = [...devices].sort(
    (a, b) => rank(a, '' as DeviceId) - rank(b, '' as DeviceId) || order(a, b),
  )
  return completenessOf(
    byLetter.flatMap((device) => {
      const { id, heard } = device
      if (!heard) return []
      const { firstSeq, seq, heardAgoMs, letter } = heard
      return {
        ...{ name: deviceName(device), firstSeq, seq, gaps: 0 },
        unsent: id === own ? Math.max(ownUnsent, heard.unsent) : heard.unsent,
        heard: heardAgoMs === null ? null : moment(heardAgoMs),
        silent: id !== own && letter !== '' && !device.removed && (heardAgoMs ?? 0) > SILENT_MS,
        returned: heard.returned || letter === '' || device.removed,
      }
    }),
  )
}

/** "4 min ahead", "right": a device's clock beside the endpoint's; null before it told. */
export function clockWords(skewMs: number | null): string | null {
  if (skewMs === null) return null
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  if (minutes < 1) return 'right'
  const size =
    minutes < 120
      ? `${minutes} min`
      : minutes < 2880
        ? `${Math.round(minutes / 60)} h`
        : `${Math.round(minutes / 1440)} days`
  return `${size} ${skewMs < 0 ? 'behind' : 'ahead'}`
}
