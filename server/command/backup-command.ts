/** `barrow backup`: all that is recorded, and the pictures, in one place; while the endpoint goes on. */
import type { CopyProof } from '../storage/copies.ts'
import type { CopyCommand } from './command.ts'

export const backupCommand: CopyCommand = {
  usage: 'backup FILE',
  options: {},
  files: 1,
  async runOnCopies({ copies, now }, { files }) {
    const [file = ''] = files
    const proof = await copies.backUp(file, now())
    const ok = proof.faults.length === 0
    const head = `${file}: ${wordsOfCopy(proof)}. Keep it where only you can read it.`
    return { ok, json: { ok, file, ...proof }, text: [head, ...wordsOfFaults(proof)].join('\n') }
  },
}

/** How much a copy holds. */
export function wordsOfCopy({ locations, pictures }: CopyProof): string {
  const entries = locations.reduce((sum, location) => sum + location.entries, 0)
  return `${counted(locations.length, 'location')}, ${counted(entries, 'entry', 'entries')}, ${counted(pictures, 'picture file')}, read back whole`
}

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** Damage that the data itself had. */
export const wordsOfFaults = ({ faults }: CopyProof): readonly string[] =>
  faults.length === 0 ? [] : ['The copy is as damaged as the data it was taken from:', ...faults]
