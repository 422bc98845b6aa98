/**
 * A process that runs histories, one after the other, and prints a line of JSON for each that broke and one with
 * the sums at the end. `scripts/simulate.ts` starts it: `node worker.ts '{"from":1,"step":2,"count":100}'`.
 */
import { mutate } from './mutate.ts'

export interface WorkerTask {
  readonly from: number
  readonly step: number
  readonly count: number
  readonly mutant: string | null
  /** Ends after this many broken histories. */
  readonly mostBroken: number
  readonly verbose: boolean
}

/** A run of hours says how far it has come. */
const PROGRESS_EVERY = 500

const task = JSON.parse(process.argv[2] ?? '{}') as WorkerTask
if (task.mutant !== null) mutate(task.mutant)
// Only now: a mutant takes the place of its module while it is loaded.
const { EndpointFolder } = await import('./endpoint-host.ts')
const { runHistory } = await import('./history.ts')
const folder = new EndpointFolder()
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

async function main(): Promise<void> {
  await folder.prepare()
  const sums: Record<string, number> = {}
  let broken = 0
  for (let index = 0; index < task.count && broken < task.mostBroken; index++) {
    const verdict = await runHistory(task.from + index * task.step, folder)
    for (const [name, count] of Object.entries(verdict.counts)) sums[name] = (sums[name] ?? 0) + count
    if (index % PROGRESS_EVERY === PROGRESS_EVERY - 1) say({ type: 'progress', histories: index + 1 })
    if (verdict.broken === null && !task.verbose) continue
    if (verdict.broken !== null) broken += 1
    say({ type: 'history', ...verdict, story: task.verbose ? verdict.story : [] })
  }
  say({ type: 'sums', sums })
}

await main().finally(() => folder.remove())
process.exit(0)
