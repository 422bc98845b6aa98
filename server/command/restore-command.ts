/** `barrow restore`: puts a backup in the place of the data, in a new epoch. */
import { wordsOfCopy, wordsOfFaults } from './backup-command.ts'
import type { CopyCommand } from './command.ts'

export const restoreCommand: CopyCommand = {
  usage: 'restore FILE',
  options: {},
  files: 1,
  async runOnCopies({ copies, now }, { files }) {
    const [file = ''] = files
    const report = await copies.restore(file, now())
    const ok = report.faults.length === 0
    const text = [
      `${file} is in place: ${wordsOfCopy(report)}.`,
      report.setAside === null ? 'There was no data before.' : `What was there lies in ${report.setAside}.`,
      `Epoch ${report.epoch}: start the endpoint; the tills hand over again what the backup lacks.`,
      ...wordsOfFaults(report),
    ].join('\n')
    return { ok, json: { ok, file, ...report }, text }
  },
}
