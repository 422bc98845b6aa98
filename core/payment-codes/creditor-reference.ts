import { calculateSCORReferenceChecksum } from 'swissqrbill/utils'
import { seedLetters } from './seed-reference.ts'

/** A creditor reference by ISO 11649: RF, two check digits, twelve letters of the seed. */
export function creditorReference(seed: string): string {
  const letters = seedLetters(seed)
  return `RF${calculateSCORReferenceChecksum(letters)}${letters}`
}
