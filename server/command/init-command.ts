/** `barrow init`: makes a location without a screen. */
import { v7 as newId } from 'uuid'
import { DEMO_PIN } from '../../core/demo/demo-entries.ts'
import { DEMO_PLACE, type DemoPlace } from '../../core/demo/demo-settings.ts'
import type { DeviceId, LocationId, StaffId, TaxRateId } from '../../core/domain/ids.ts'
import type { Ppm } from '../../core/domain/money.ts'
import { taxDefaultsFor } from '../../core/domain/tax-defaults.ts'
import type { Patch } from '../../core/journal/settings.ts'
import { seedDemo } from '../demo.ts'
import { hashPin } from '../pin-hash.ts'
import { BadValue, type CommandDeps, type CommandInput, type StoreCommand } from './command.ts'
import { importFile, readCsv } from './import-command.ts'
import { devicePatch, lostToken, writeAs } from './journal-writer.ts'
import { makePairingUrl } from './pair-command.ts'

export const initCommand: StoreCommand = {
  usage:
    'init --name N --currency EUR --country DE --zone Europe/Berlin --owner-pin 2468 [--owner-name N] [--catalogue FILE.csv] [--demo]',
  options: {
    name: { type: 'string' },
    currency: { type: 'string' },
    country: { type: 'string' },
    zone: { type: 'string' },
    'owner-pin': { type: 'string' },
    'owner-name': { type: 'string' },
    catalogue: { type: 'string' },
    demo: { type: 'boolean' },
  },
  files: 0,
  run: init,
}

interface Wanted {
  readonly place: DemoPlace
  readonly ownerName: string
  readonly ownerPin: string
}

async function init(deps: CommandDeps, { flags }: CommandInput) {
  const wanted = readWanted(flags)
  // Read before anything is written: a wrong file name leaves no half-made location.
  const csv = typeof flags.catalogue === 'string' ? readCsv(flags.catalogue) : null
  const location = newId() as LocationId
  const device = newId() as DeviceId
  if (flags.demo) await seedDemo(deps, { location, device, ...wanted })
  else await makeLocation(deps, { location, device }, wanted)
  const imported = csv === null ? null : await importFile(deps, location, csv)
  const pairing = await makePairingUrl(deps, location)
  const json = { locationId: location, ...pairing, ...(imported ? { imported: imported.json } : {}) }
  return { ok: imported?.ok ?? true, json, text: JSON.stringify(json) }
}

async function makeLocation(
  deps: CommandDeps,
  writer: { readonly location: LocationId; readonly device: DeviceId },
  { place, ownerName, ownerPin }: Wanted,
): Promise<void> {
  const owner = newId() as StaffId
  const pins = [await hashPin(owner, ownerPin)]
  const at = deps.now()
  const token = { tokenHash: lostToken(), publicKey: null }
  const registration = { ...writer, ...token, pins, at, till: false, onlyFirst: false }
  await deps.storage.registerLocation(registration)
  const { mode, rates } = taxDefaultsFor(place.country)
  const taxRates = rates.map(({ name, ppm }) => ({ id: newId() as TaxRateId, name, ppm: ppm as Ppm }))
  const defaultTaxRate = taxRates[0]?.id ?? (newId() as TaxRateId)
  const patches: Patch[] = [
    { record: 'location', id: writer.location, fields: { ...place, taxMode: mode, defaultTaxRate } },
    devicePatch(writer.device),
    { record: 'staff', id: owner, fields: { name: ownerName, role: 'owner' } },
    ...taxRates.map(({ id, ...fields }): Patch => ({ record: 'tax-rate', id, fields })),
  ]
  await writeAs(deps, writer, [{ kind: 'settings', body: { patches } }])
}

function readWanted(flags: CommandInput['flags']): Wanted {
  const standard = flags.demo ? { ...DEMO_PLACE, 'owner-pin': DEMO_PIN } : {}
  const given: Record<string, unknown> = { ...standard, ...flags }
  const read = (field: keyof typeof RULES) => {
    const { test, reason, mend } = RULES[field]
    const value = given[field]
    if (typeof value !== 'string' || !test(value)) throw new BadValue(field, reason, mend)
    return value
  }
  const place = {
    name: read('name'),
    currency: read('currency'),
    country: read('country'),
    zone: read('zone'),
  }
  const ownerName = typeof flags['owner-name'] === 'string' ? flags['owner-name'] : 'Owner'
  return { place, ownerName: ownerName.slice(0, 60), ownerPin: read('owner-pin') }
}

const RULES = {
  name: {
    test: (text: string) => text.trim() !== '' && text.length <= 120,
    reason: 'A name of 1 to 120 characters is needed.',
    mend: '--name "Saltworks Pop-up"',
  },
  currency: {
    test: (text: string) => Intl.supportedValuesOf('currency').includes(text),
    reason: 'A currency is needed, as its ISO 4217 code.',
    mend: '--currency EUR',
  },
  country: {
    test: (text: string) => /^[A-Z]{2}$/.test(text),
    reason: 'A country is needed, as its two-letter ISO 3166 code.',
    mend: '--country DE',
  },
  zone: {
    test: isTimeZone,
    reason: 'A time zone is needed, as its IANA name.',
    mend: '--zone Europe/Berlin',
  },
  'owner-pin': {
    test: (text: string) => /^\d{4,8}$/.test(text),
    reason: 'A PIN of 4 to 8 digits is needed.',
    mend: '--owner-pin 2468',
  },
} as const

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    // The only way that Intl offers to ask: it throws for a zone that it does not know.
    return false
  }
}
