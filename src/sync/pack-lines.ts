/** The lines of a push as they travel: gzip, and a long one without what the endpoint can put back itself. */
import { packPush, type SentLine } from '../../core/protocol/packed-push.ts'

/** Lines that are ready to travel behind their header. */
export interface PackedLines {
  readonly body: ArrayBuffer
  /** What the header says of them as `packed`; null where they are the entries as they are. */
  readonly form: 1 | null
}

/** Bodies above this many characters travel compressed. */
const COMPRESS_ABOVE = 1024

/** Below this many entries there is little to take out. */
const PACK_ABOVE = 4

/** Packs entries; null where they travel as they are. `plainly`: the endpoint has refused what was taken out of. */
export async function packLines(rows: readonly SentLine[], plainly = false): Promise<PackedLines | null> {
  const packed = plainly || rows.length <= PACK_ABOVE ? null : packPush(rows)
  const body = await compress(textOf(packed ?? rows.map((row) => row.bytes)))
  return body && { body, form: packed && 1 }
}

/** Null for a text that is too short for it, and in a browser that cannot. */
export async function compress(text: string): Promise<ArrayBuffer | null> {
  return text.length < COMPRESS_ABOVE || typeof CompressionStream === 'undefined' ? null : gzip(text)
}

export const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

export const gzip = (text: string): Promise<ArrayBuffer> =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
