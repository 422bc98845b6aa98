/** The demo: a pop-up with a shelf, people and history, made once through the same push as any device's. */
import { hash, randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'
import type { TradingDay } from '../core/demo/demo-day.ts'
import { DEMO_PIN, type DemoJournal, demoEntries } from '../core/demo/demo-entries.ts'
import { DEMO_PLACE, type DemoPlace } from '../core/demo/demo-settings.ts'
import { seededRandom } from '../core/demo/seeded-random.ts'
import type { DeviceId, LocationId, Millis } from '../core/domain/ids.ts'
import { drawDemoPictures } from './demo-pictures.ts'
import type { Pictures } from './pictures.ts'
import { hashPin } from './pin-hash.ts'
import { type PushDeps, push } from './push.ts'
import { hashLine } from './push-plan.ts'
import { hashSecret } from './register.ts'
import type { Storage } from './storage/storage.ts'

export interface DemoDeps extends PushDeps {
  readonly storage: Storage
  readonly pictures: Pictures
}

/** Fixed, so that the demo is made once in a data folder, whatever else is there. */
export const DEMO_LOCATION = '0197f000-0000-7000-8000-00000000d360' as LocationId
const DEMO_DEVICE = '0197f000-0000-7000-8000-00000000d361' as DeviceId
const OPENING_HOUR = 10
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** Makes the demo's location unless it is there with its history; gives its id. */
export async function ensureDemo(deps: DemoDeps): Promise<LocationId> {
  const known = await deps.storage.devices(DEMO_LOCATION)
  if (!known.some(({ head }) => head.seq > 0))
    await seedDemo(deps, {
      location: DEMO_LOCATION,
      device: DEMO_DEVICE,
      place: DEMO_PLACE,
      ownerPin: DEMO_PIN,
    })
  return DEMO_LOCATION
}

export interface DemoSeed {
  readonly location: LocationId
  readonly device: DeviceId
  readonly place: DemoPlace
  /** The owner's; everybody else has the demo's. */
  readonly ownerPin: string
}

/** Registers a demo till in a location of its own and pushes its journal whole: all of it or nothing. */
export async function seedDemo(deps: DemoDeps, seed: DemoSeed): Promise<void> {
  const { location, device, place } = seed
  const journal = demoEntries({
    location,
    device,
    place,
    letter: 'A',
    pictures: await drawDemoPictures(deps.pictures),
    days: tradingDays(deps.now(), place.zone),
    ids: newId,
    random: seededRandom(2468),
    sha256: (text) => hash('sha256', text, 'hex'),
  })
  // Nobody holds this token: the till that wrote the history is gone, others are paired.
  const tokenHash = hashSecret(randomBytes(32).toString('hex'))
  const at = deps.now()
  await deps.storage.registerLocation({
    location,
    device,
    tokenHash,
    at,
    pins: [],
    till: true,
    onlyFirst: false,
    publicKey: null,
  })
  await deps.storage.putPins(location, await hashPins(journal, seed.ownerPin))
  const lines = journal.sealed.map(({ bytes }) => hashLine(Buffer.from(bytes)))
  await push(deps, { location, device, from: 1, build: 'demo' }, lines)
}

const hashPins = ({ staff }: DemoJournal, ownerPin: string) =>
  Promise.all(staff.map(({ id, role }) => hashPin(id, role === 'owner' ? ownerPin : DEMO_PIN)))

/** All of yesterday, and of today what has happened by now. */
function tradingDays(now: Millis, zone: string): readonly TradingDay[] {
  const today = openingOn(now, zone)
  const yesterday = openingOn((today - DAY_MS) as Millis, zone)
  const days = [{ openedAt: yesterday, until: (yesterday + DAY_MS / 2) as Millis }]
  return now > today + HOUR_MS ? [...days, { openedAt: today, until: now }] : days
}

/** Opening time of the day of a moment, on the wall of the zone. */
function openingOn(moment: Millis, zone: string): Millis {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: 'numeric',
    minute: 'numeric',
    hour12: false,
  })
    .formatToParts(moment)
    .map(({ value }) => Number(value))
  const [hour = 0, , minute = 0] = parts
  const sinceOpening = (hour - OPENING_HOUR) * HOUR_MS + minute * 60_000
  return (Math.floor(moment / 60_000) * 60_000 - sinceOpening) as Millis
}
