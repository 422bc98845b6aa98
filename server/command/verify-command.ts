/** `barrow verify`: proves every location's journal; fails on any fault. */
import { type JournalProof, verifyJournal } from '../verify-journal.ts'
import { type Command, chooseLocation } from './command.ts'

export const verifyCommand: Command = {
  usage: 'verify [--location ID]',
  options: { location: { type: 'string' } },
  files: 0,
  async run({ storage }, { flags }) {
    const chosen = flags.location === undefined ? null : await chooseLocation(storage, flags.location)
    const proofs: JournalProof[] = []
    for (const record of chosen ? [chosen] : await storage.locations())
      proofs.push(await verifyJournal(storage, record))
    const ok = proofs.every(({ faults }) => faults.length === 0)
    return { ok, json: { ok, locations: proofs }, text: proofs.map(wordsOf).join('\n') || 'No location yet.' }
  },
}

function wordsOf({ location, entries, devices, faults, decisions, stateHash }: JournalProof): string {
  const heads = devices.map(({ letter, seq }) => `${letter || 'command line'} 1–${seq}`).join(', ')
  const verdict = faults.length === 0 ? 'complete, every hash right, views agree' : `${faults.length} faults`
  const head = `${location}: ${entries} entries (${heads}): ${verdict}; ${decisions} decisions open; state ${stateHash.slice(0, 16)}`
  const lines = faults.map(
    ({ kind, device, seq, detail }) => `  ${kind} at ${device ?? 'feed'} ${seq}: ${detail}`,
  )
  return [head, ...lines].join('\n')
}
