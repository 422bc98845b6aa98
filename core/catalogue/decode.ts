/** Bytes of a file → text. */
import type { Finding } from './finding.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** The platform's decoder, injected: throws when `fatal` and the bytes are not of that encoding. */
export type Decode = (bytes: Uint8Array, encoding: Encoding, fatal: boolean) => string

export interface DecodedText {
  readonly text: string
  readonly encoding: Encoding
  readonly findings: readonly Finding[]
}

/**
 * UTF-16 by its byte order mark, else UTF-8 (with or without one), else Windows-1252 with a finding: an old
 * Excel writes that, and its letters are then right; any other encoding shows as wrong accents in the preview.
 */
export function decodeText(bytes: Uint8Array, decode: Decode): DecodedText {
  const marked = encodingOfMark(bytes)
  if (marked) return { text: withoutMark(decode(bytes, marked, false)), encoding: marked, findings: [] }
  try {
    return { text: withoutMark(decode(bytes, 'utf-8', true)), encoding: 'utf-8', findings: [] }
  } catch {
    const text = decode(bytes, 'windows-1252', false)
    return { text, encoding: 'windows-1252', findings: [NOT_UTF8] }
  }
}

const NOT_UTF8: Finding = {
  row: 0,
  column: null,
  code: 'not-utf8',
  level: 'note',
  message:
    'The file is not UTF-8, so it was read as Windows-1252. Look whether accents are right below; if not, save it as “CSV UTF-8”.',
}

function encodingOfMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text)
