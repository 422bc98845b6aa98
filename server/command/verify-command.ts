/** `barrow verify`: proves every location's journal; fails on any fault. */
import { type DeviceProof, type JournalProof, verifyJournal } from '../verify-journal.ts'
import { chooseLocation, type StoreCommand } from './command.ts'

export const verifyCommand: StoreCommand = {
  usage: 'verify [--location ID]',
  options: { location: { type: 'string' } },
  files: 0,
  async run({ storage, now }, { flags }) {
    const chosen = flags.location === undefined ? null : await chooseLocation(storage, flags.location)
    const proofs: JournalProof[] = []
    for (const record of chosen ? [chosen] : await storage.locations())
      proofs.push(await verifyJournal(storage, record, now()))
    const ok = proofs.every(({ faults }) => faults.length === 0)
    return { ok, json: { ok, locations: proofs }, text: proofs.map(wordsOf).join('\n') || 'No location yet.' }
  },
}

function wordsOf(proof: JournalProof): string {
  const { location, entries, devices, faults, decisions, stateHash, completeness } = proof
  const verdict = faults.length === 0 ? 'every hash right, views agree' : `${faults.length} faults`
  const head = `${location}: ${entries} entries, ${verdict}; ${decisions} decisions open; state ${stateHash.slice(0, 16)}`
  const lines = faults.map(
    ({ kind, device, seq, detail }) => `  ${kind} at ${device ?? 'feed'} ${seq}: ${detail}`,
  )
  const all = `  Is it all here? ${completeness.words}`
  return [head, all, ...devices.map(deviceLine), ...lines].join('\n')
}

function deviceLine({ name, firstSeq, seq, gaps, heardAt, toldSeq, unsent, state }: DeviceProof): string {
  const range = seq === 0 ? 'nothing yet' : `${firstSeq}–${seq}`
  const heard = heardAt === null ? 'never heard' : `last heard ${new Date(heardAt).toISOString()}`
  const told = toldSeq === null ? 'has not told its end' : `told of ${toldSeq}, ${unsent} unsent`
  const own = state === 'endpoint' ? '' : `; ${heard}; ${told}`
  const ended = state === 'revoked' ? '; removed' : ''
  return `  ${name}: ${range}, ${gaps === 0 ? 'no gap' : `${gaps} missing`}${own}${ended}`
}
