/** Reading a dump through, to the last byte of every entry, as pg_restore would write it into a database. */
import { hash } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { DeviceId, LocationId } from '../../core/domain/ids.ts'
import { type CopiedLocation, CopyRefused } from './copies.ts'
import { runTool } from './postgres-tools.ts'

interface DumpedDevice {
  count: number
  seq: number
  hash: string
}

interface DumpedLocation {
  readonly epoch: number
  readonly lastV: number
  entries: number
  last: number
  readonly devices: Map<DeviceId, DumpedDevice>
}

export interface DumpProof {
  readonly locations: readonly CopiedLocation[]
  readonly faults: readonly string[]
}

/** Throws `CopyRefused` for what pg_restore cannot read, and for a dump that is none of ours. */
export async function proveDump(file: string): Promise<DumpProof> {
  const faults: string[] = []
  const locations = new Map<LocationId, DumpedLocation>()
  let isOurs = false
  for await (const row of rowsOf(file, 'location')) {
    isOurs = true
    if (row) locations.set(row.location_id as LocationId, newLocation(row))
  }
  if (!isOurs) throw new CopyRefused(`${file} is no backup of Barrow.`)
  for await (const row of rowsOf(file, 'entry')) if (row) proveEntry(locations, row, faults)
  return { locations: [...locations].map((dumped) => conclude(dumped, faults)), faults }
}

type Row = Readonly<Record<string, string>>

const newLocation = ({ epoch, last_v }: Row): DumpedLocation => ({
  epoch: Number(epoch),
  lastV: Number(last_v),
  entries: 0,
  last: 0,
  devices: new Map(),
})

function proveEntry(locations: ReadonlyMap<LocationId, DumpedLocation>, row: Row, faults: string[]): void {
  const location = locations.get(row.location_id as LocationId)
  if (!location) return void faults.push(`${row.location_id}: entries of a location that is missing`)
  const [device, seq, expected = ''] = [row.device as DeviceId, Number(row.seq), row.hash]
  if (hash('sha256', Buffer.from(row.raw?.slice(2) ?? '', 'hex'), 'hex') !== expected)
    faults.push(`${device}: the bytes of entry ${seq} are not those that were recorded`)
  location.entries += 1
  location.last = Math.max(location.last, Number(row.v))
  const dumped = location.devices.get(device) ?? { count: 0, seq: 0, hash: '' }
  dumped.count += 1
  if (seq > dumped.seq) Object.assign(dumped, { seq, hash: expected })
  location.devices.set(device, dumped)
}

/** Places are unique in the table, so that as many as the last one's number are all of them. */
function conclude([location, dumped]: [LocationId, DumpedLocation], faults: string[]): CopiedLocation {
  const { epoch, lastV, entries, last, devices } = dumped
  if (entries !== lastV || last !== lastV)
    faults.push(`${location}: the feed should hold ${lastV} entries, it holds ${entries}`)
  const heads = [...devices].map(([device, head]) => {
    if (head.count !== head.seq) faults.push(`${device}: ${head.seq - head.count} entries are missing`)
    return { device, seq: head.seq, hash: head.hash }
  })
  return { location, epoch, entries, heads }
}

/** The rows of a table; at first null, once the table itself is there. */
async function* rowsOf(file: string, table: string): AsyncGenerator<Row | null> {
  const { output, done } = runTool('pg_restore', ['--data-only', `--table=${table}`, '--file=-', file])
  const failed = done.then(
    () => null,
    (error: unknown) => error,
  )
  let columns: readonly string[] | null = null
  for await (const line of createInterface({ input: output, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '\\.') columns = null
    else if (columns) yield readRow(columns, line)
    else {
      columns = columnsOf(line)
      if (columns) yield null
    }
  }
  const error = await failed
  if (error) throw error
}

/** Of the line that begins a table's rows. */
const columnsOf = (line: string): readonly string[] | null =>
  /^COPY \S+ \((.*)\) FROM stdin;$/.exec(line)?.[1]?.split(', ') ?? null

/** COPY's text format: fields between tabs, a backslash in a field is doubled. */
function readRow(columns: readonly string[], line: string): Row {
  const fields = line.split('\t')
  return Object.fromEntries(
    columns.map((name, index) => [name, fields[index]?.replaceAll('\\\\', '\\') ?? '']),
  )
}
