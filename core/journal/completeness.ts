/** "Is it all here?", in one line, from each device's sequence and what it last told (rule O5). Pure. */

/** One device's journal at the endpoint. */
export interface DevicePlace {
  readonly name: string
  readonly firstSeq: number
  readonly seq: number
  /** Entries missing between the first and the last that are here. */
  readonly gaps: number
  /** What it told of and what is not here. */
  readonly unsent: number
  /** When it was last heard, for the reader; null: never. */
  readonly heard: string | null
  /** Whether it has been heard lately: a silent one may have gone on selling. */
  readonly silent: boolean
  /** False when it has not handed over since the endpoint came back from a backup. */
  readonly returned: boolean
}

export interface Completeness {
  readonly complete: boolean
  readonly words: string
}

/** The answer, for all devices that have a journal of their own. */
export function completenessOf(devices: readonly DevicePlace[]): Completeness {
  const lacks = devices.flatMap(lackOf)
  if (lacks.length > 0) return { complete: false, words: `No: ${lacks.join('; ')}.` }
  if (devices.length === 0) return { complete: true, words: 'Yes: no device has written anything yet.' }
  const places = devices.map(({ name, firstSeq, seq }) => `${name} ${rangeOf(firstSeq, seq)}`).join(', ')
  const of = devices.length === 1 ? 'the one device' : `${devices.length} devices`
  return { complete: true, words: `Yes: every entry of ${of} is here (${places}).${silenceOf(devices)}` }
}

const rangeOf = (first: number, last: number) => (last === 0 ? 'nothing yet' : `${first}–${last}`)

function lackOf({ name, gaps, unsent, heard, returned }: DevicePlace): readonly string[] {
  const when = heard === null ? 'never heard' : `last heard ${heard}`
  if (gaps > 0) return [`${gaps} of ${name} ${gaps === 1 ? 'is' : 'are'} missing in between`]
  if (unsent > 0) return [`${name} has told of ${unsent} more (${when})`]
  if (!returned) return [`${name} has not come back since the endpoint was restored (${when})`]
  return []
}

/** "Here" holds for what was told: who has been silent may have sold since. */
function silenceOf(devices: readonly DevicePlace[]): string {
  const silent = devices.filter((device) => device.silent && device.heard !== null)
  if (silent.length === 0) return ''
  const names = silent.map(({ name, heard }) => `${name} was last heard ${heard}`).join(', ')
  return ` ${names}: what ${silent.length === 1 ? 'it has' : 'they have'} written since is safe there.`
}
