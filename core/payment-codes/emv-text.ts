/** The frame of EMVCo's merchant-presented codes: tag, length, value, and a checksum at the end. */
import { encode, tag, withCrcTag } from 'promptparse'
import { assert } from '../assert.ts'

export type EmvField = readonly [tag: string, value: string]

/** Fields nested in one another, without a checksum. A length has two digits: 99 characters at most. */
export function emvFields(fields: readonly EmvField[]): string {
  for (const [id, value] of fields) assert(value.length < 100, `EMV field ${id} is too long`)
  return encode(fields.map(([id, value]) => tag(id, value)))
}

/** The whole text of a code, closed by its CRC. Values are ASCII: lengths count characters. */
export const emvText = (fields: readonly EmvField[]): string => withCrcTag(emvFields(fields), '63')
