/** Every anomaly that the world has caused has its decision, and no decision stands without a cause. */
import type { DeviceId } from '../../core/domain/ids.ts'
import { type Decision, decisionKey } from '../../core/journal/decision.ts'
import type { Entry } from '../../core/journal/entry.ts'
import { openDecisions } from '../../core/journal/open-decisions.ts'
import type { State } from '../../core/journal/state.ts'
import { endpointDevice } from '../../server/storage/storage.ts'
import { expectedInOrder } from './arrivals.ts'
import type { Truth } from './invariants.ts'
import { Broken } from './ledger.ts'
import { moneyDoubts } from './money-oracle.ts'
import type { World } from './world.ts'

export function checkDecisions(world: World, truth: Truth, state: State): void {
  const open = openDecisions(state).map(({ key }) => key)
  const raised = [...state.decisions.keys(), ...state.settlements.keys(), ...open]
  for (const [key, why] of expectedKeys(world, truth, state)) {
    // A key may say more than is known here: how often was counted.
    if (!raised.some((one) => one === key || one.startsWith(`${key}/`)))
      throw new Broken(`${why}: nobody is asked to decide ${key}`)
  }
  for (const device of world.devices) checkDevice(world, device.id, state)
  const doubts = [...moneyDoubts(truth, state).keys()]
  for (const decision of [...state.decisions.values(), ...openDecisions(state)])
    if (!hasCause(world, truth, decision, doubts))
      throw new Broken(`${decision.key} was raised without a cause`)
  checkSettlements(truth, state)
}

function* expectedKeys(
  { ledger, host, plan }: World,
  truth: Truth,
  state: State,
): Generator<[string, string]> {
  // By its bytes: behind an old copy that was put back another entry may hold its place.
  for (const { hash } of truth.stored) {
    const key = ledger.poison.get(hash)
    if (key) yield [key, 'a body that no schema takes']
  }
  for (const { device, seq, state: flaw } of truth.stored)
    if (flaw !== 'recorded') yield [decisionKey(flaw, device, seq), `${seq} of ${device} is ${flaw}`]
  for (const { id, kind, body } of truth.entries)
    if (kind === 'sale' && (body.overrides ?? []).length > 0)
      yield [decisionKey('override', id), 'an override']
  for (const { device, seq } of truth.forks)
    yield [decisionKey('forked', device, seq), 'two entries at one place']
  yield* moneyDoubts(truth, state)
  if (host.epoch === 1)
    yield* expectedInOrder(truth, { quietBefore: host.quietBefore, oneProcess: plan.processes === 1 })
  if (host.epoch > 1) yield [decisionKey('restored', endpointDevice(host.epoch), 0), 'a restored backup']
  for (const [variant, quantity] of state.stock) {
    if (quantity < 0 && state.settings.variant.get(variant)?.tracked)
      yield [decisionKey('oversold', variant, -quantity), `${variant} is oversold`]
  }
}

/** What is wrong with a device as a whole: its place in the journal is whatever it was when it was noticed. */
function checkDevice(world: World, device: DeviceId, state: State): void {
  const {
    clockOffsetMs,
    state: fate,
    protocol,
    identity,
  } = world.devices.find(({ id }) => id === device) ?? {}
  const about = (...kinds: readonly Decision['kind'][]) =>
    [...state.decisions.values()].some((one) => one.device === device && kinds.includes(one.kind))
  const sells = fate === 'living' || fate === 'removed'
  if (sells && protocol === 2 && Math.abs(clockOffsetMs ?? 0) > 660_000 && !about('clock-off'))
    throw new Broken(`the clock of ${identity?.letter} is off, and nobody is told`)
  if (fate === 'set-back' && !about('rolled-back'))
    throw new Broken(`${identity?.letter} was set back and knows it, and nobody else is told`)
}

/** `doubts`: what there is to ask about money, by the beginnings of its keys. */
function hasCause(world: World, truth: Truth, decision: Decision, doubts: readonly string[]): boolean {
  const { ledger, host, devices } = world
  const setBack = devices.some(({ wasSetBack }) => wasSetBack)
  const { kind, device, seq } = decision
  switch (kind) {
    case 'oversold':
    case 'price-differs':
      return kind === 'oversold' || priceHadChanged(truth, decision)
    case 'quarantined':
      return [...ledger.poison.values()].includes(decisionKey(kind, device, seq)) || setBack
    case 'clock-off':
      return ledger.clockWasOff.has(device)
    case 'restored':
    case 'relayed':
      return host.epoch > 1
    case 'rolled-back':
      return devices.some((one) => one.id === device && one.wasSetBack)
    case 'revoked-device':
      return ledger.removed.has(device)
    case 'override':
      return isOverride(truth, decision)
    case 'late-after-close':
      return truth.entries.some((entry) => entry.kind === 'shift-closed' && entry.body.device === device)
    case 'lease-reclaimed':
      return truth.entries.some((entry) => entry.kind === 'lease-reclaimed')
    case 'lease-unknown':
      return host.epoch > 1
    case 'blind-return':
      return isBlindReturn(truth, decision)
    case 'voucher-overdrawn':
    case 'voucher-unknown':
    case 'voucher-expired':
    case 'over-returned':
    case 'account-over-limit':
    case 'coupon-overused':
    case 'transfer-failed':
      return doubts.some((key) => decision.key === key || decision.key.startsWith(`${key}/`))
    default:
      return setBack
  }
}

const isBlindReturn = ({ entries }: Truth, { entry: id }: Decision): boolean =>
  entries.some(
    (entry) =>
      entry.id === id &&
      entry.kind === 'sale' &&
      entry.body.lines.some((line) => line.returned?.sale === null),
  )

function isOverride({ entries }: Truth, { entry: id }: Decision): boolean {
  return entries.some(
    (entry) => entry.id === id && entry.kind === 'sale' && (entry.body.overrides ?? []).length > 0,
  )
}

/** A price had been set, before the sale by the counters of its writers, that is not the one it was sold at. */
function priceHadChanged({ entries }: Truth, { device, seq, variant }: Decision): boolean {
  const sale = entries.find((entry) => entry.device === device && entry.seq === seq)
  if (sale?.kind !== 'sale') return false
  const listed = sale.body.lines
    .filter((line) => line.variant === variant && !line.returned)
    .map((line) => line.listMinor)
  return entries.some((entry) => entry.lamport < sale.lamport && setsOtherPrice(entry, variant, listed))
}

const setsOtherPrice = (entry: Entry, variant: string | null, listed: readonly (number | null)[]): boolean =>
  entry.kind === 'settings' &&
  entry.body.patches.some(
    ({ record, id, fields }) =>
      record === 'variant' &&
      id === variant &&
      fields.priceMinor !== undefined &&
      !listed.every((price) => price === fields.priceMinor),
  )

/** What somebody has settled is settled everywhere. */
function checkSettlements({ entries }: Truth, state: State): void {
  const open = new Set(openDecisions(state).map(({ key }) => key))
  for (const entry of entries)
    if (entry.kind === 'decision-made' && open.has(entry.body.decision))
      throw new Broken(`${entry.body.decision} was settled and still waits`)
}
