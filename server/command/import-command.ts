/** `barrow import`: a catalogue file into a location, as the set-up's screen would. */
import { readFileSync, writeFileSync } from 'node:fs'
import { v7 as newId } from 'uuid'
import { chunkPlan } from '../../core/catalogue/chunk-plan.ts'
import { decodeText } from '../../core/catalogue/decode.ts'
import { findingsCsv } from '../../core/catalogue/findings-csv.ts'
import { type ReadCatalogue, readCatalogue } from '../../core/catalogue/import-catalogue.ts'
import type { ImportPlan } from '../../core/catalogue/plan.ts'
import { planImport } from '../../core/catalogue/plan-import.ts'
import type { LocationId } from '../../core/domain/ids.ts'
import type { Location } from '../../core/domain/location.ts'
import { categoriesOf, locationOf, productsOf, taxRatesOf } from '../../core/journal/catalogue-view.ts'
import {
  BadValue,
  type CommandAnswer,
  type CommandDeps,
  chooseLocation,
  type StoreCommand,
} from './command.ts'
import { type Deed, writeDeeds } from './journal-writer.ts'

export const importCommand: StoreCommand = {
  usage: 'import FILE.csv [--location ID] [--rejects FILE.csv]',
  options: { location: { type: 'string' }, rejects: { type: 'string' } },
  files: 1,
  async run(deps, { flags, files }) {
    const { location } = await chooseLocation(deps.storage, flags.location)
    const text = readCsv(files[0] ?? '')
    const rejects = typeof flags.rejects === 'string' ? flags.rejects : undefined
    return importFile(deps, location, text, rejects)
  },
}

/** Reads a file as text; a wrong name is a bad value. */
export function readCsv(file: string): string {
  try {
    return decodeText(readFileSync(file), (bytes, encoding, fatal) =>
      new TextDecoder(encoding, { fatal, ignoreBOM: true }).decode(bytes),
    ).text
  } catch {
    throw new BadValue('file', `${file} cannot be read.`, 'Give the path of a CSV file.')
  }
}

/** Plans and writes; `rejects` names a file for the rows that were left out, with their reasons. */
export async function importFile(
  deps: CommandDeps,
  location: LocationId,
  text: string,
  rejects?: string,
): Promise<CommandAnswer> {
  const { state } = await deps.views.read(location)
  const settings = locationOf(location, state.settings.location)
  if (!settings)
    throw new BadValue(
      'location',
      'The location is not set up yet.',
      'Finish its set-up on its first device.',
    )
  const file = readFile(text, settings)
  const current = {
    products: productsOf(state.settings),
    categories: categoriesOf(state.settings.category),
    taxRates: taxRatesOf(state.settings['tax-rate']),
    stock: state.stock,
  }
  const { currency, defaultTaxRate: defaultRate } = settings
  const plan = planImport(file, current, { currency, defaultRate, newId })
  const deeds = chunkPlan(plan) as readonly Deed[]
  if (deeds.length > 0) await writeDeeds(deps, location, deeds)
  if (rejects !== undefined) writeFileSync(rejects, findingsCsv(file))
  return answerOf(file, plan)
}

/** A sheet of no known dialect is read by the meaning of its headings. */
function readFile(text: string, { currency, name }: Location): ReadCatalogue {
  const file = readCatalogue(text, { currency, locationName: name })
  if (file.dialect !== 'unknown' || file.proposal.name === undefined) return file
  return readCatalogue(text, { currency, locationName: name, mapping: file.proposal })
}

/** It did what it says when the file was understood and held something, or nothing had to be left out. */
function answerOf(file: ReadCatalogue, plan: ImportPlan): CommandAnswer {
  const counts = {
    dialect: file.dialect,
    added: plan.adds.length,
    changed: plan.changes.length,
    unchanged: plan.unchanged.length,
    skipped: plan.skipped.length,
  }
  const taken = counts.added + counts.changed + counts.unchanged
  const findings = plan.findings.map(({ row, column, level, message }) => ({ row, column, level, message }))
  const left = plan.skipped.map(({ row, name, finding }) => ({ row, name, reason: finding.message }))
  const json = { ...counts, findings, left }
  const rows = left.map(({ row, name, reason }) => `  row ${row} ${name}: ${reason}`)
  const head = `${file.label}: ${counts.added} added, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.skipped} rows left out`
  return { ok: taken > 0 || counts.skipped === 0, json, text: [head, ...rows].join('\n') }
}
