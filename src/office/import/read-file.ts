/** One file, read and planned: what the worker does, apart from the worker, so that tests need none. */
import { chunkPlan, type ImportBody } from '../../../core/catalogue/chunk-plan.ts'
import { type Decode, decodeText } from '../../../core/catalogue/decode.ts'
import { findingsCsv } from '../../../core/catalogue/findings-csv.ts'
import { type ReadCatalogue, readCatalogue } from '../../../core/catalogue/import-catalogue.ts'
import type { ImportPlan } from '../../../core/catalogue/plan.ts'
import { planImport } from '../../../core/catalogue/plan-import.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import type { ImportPreview, ReadRequest } from './import-messages.ts'

export interface ReadFile {
  readonly preview: ImportPreview
  readonly bodies: readonly ImportBody[]
}

export interface ReadFileDeps {
  readonly decode: Decode
  readonly newId: () => string
  readonly onProgress: (done: number, total: number) => void
}

const SAMPLE_ROWS = 4
const MAX_BYTES = 60 * 1024 * 1024

/** The preview and the bodies that carry it out; or, in a person's words, why the file cannot be read. */
export function readFile(request: ReadRequest, deps: ReadFileDeps): Result<ReadFile, string> {
  const bytes = new Uint8Array(request.bytes)
  const refusal = refusalOf(bytes)
  if (refusal !== null) return err(refusal)
  const { text, findings } = decodeText(bytes, deps.decode)
  const { currency, mapping, locationName, current, defaultRate } = request
  const file = readCatalogue(text, { currency, mapping, locationName })
  if (file.columns.every((column) => column.trim() === ''))
    return err('The file is empty. Export your products again, then choose the new file.')
  const told = { ...file, findings: [...findings, ...file.findings] }
  const { newId, onProgress } = deps
  const plan = planImport(told, current, { currency, defaultRate, newId, onProgress })
  const bodies = chunkPlan(plan)
  return ok({ preview: previewOf(told, plan, bodies.length), bodies })
}

function refusalOf(bytes: Uint8Array): string | null {
  if (bytes.length > MAX_BYTES) return 'The file is larger than 60 MB: cut it into several files.'
  const [first, second] = bytes
  if (first === 0x50 && second === 0x4b) {
    return 'This is an Excel or zip file. Open it and save it as “CSV UTF-8 (comma delimited)”, then choose that file.'
  }
  if ((first === 0x25 && second === 0x50) || (first === 0x89 && second === 0x50) || first === 0xd0) {
    return 'This is no CSV file. Export your products as CSV and choose that file.'
  }
  return null
}

function previewOf(file: ReadCatalogue, plan: ImportPlan, bodyCount: number): ImportPreview {
  const { dialect, label, columns, proposal, rows } = file
  const { adds, changes, unchanged, skipped, findings } = plan
  return {
    ...{ dialect, label, columns, proposal, adds, changes, unchanged, skipped, findings, bodyCount },
    sample: rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells.map((cell) => cell.slice(0, 80))),
    rowCount: rows.length,
    badRowsCsv: skipped.length === 0 ? '' : findingsCsv(file),
  }
}
