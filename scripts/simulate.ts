/**
 * `npm run simulate -- --seeds N --from S [--mutant NAME] [--workers 2]`: runs N seeded histories of tills, network
 * and endpoint. Exits 1 when one breaks, with what broke and the command that replays it.
 *
 * `npm run simulate -- --mutants [--only NAME,NAME]`: removes one rule at a time and says how soon that is noticed;
 * with `--thorough` in how many of `--seeds` histories.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { MUTANTS, type Mutant } from '../test/simulation/mutants.ts'

const WORKER = join(import.meta.dirname, '../test/simulation/worker.ts')

interface Task {
  readonly from: number
  readonly seeds: number
  readonly mutant: string | null
  readonly workers: number
  /** Ends after this many broken histories. */
  readonly mostBroken: number
  readonly verbose: boolean
}

interface Broken {
  readonly seed: number
  readonly broken: string | null
  readonly story: readonly string[]
}

interface Outcome {
  readonly broken: readonly Broken[]
  readonly sums: Readonly<Record<string, number>>
  /** A worker that died without its last word. */
  readonly died: boolean
}

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    mutant: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    only: { type: 'string' },
    thorough: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})

/** The seeds are dealt out to processes one by one. */
async function run(task: Task): Promise<Outcome> {
  const workers = Math.max(1, Math.min(task.workers, task.seeds))
  const outcomes = await Promise.all(
    Array.from({ length: workers }, (_, index) => runWorker(task, index, workers)),
  )
  const sums: Record<string, number> = {}
  for (const outcome of outcomes)
    for (const [name, count] of Object.entries(outcome.sums)) sums[name] = (sums[name] ?? 0) + count
  const broken = outcomes.flatMap((outcome) => outcome.broken).sort((a, b) => a.seed - b.seed)
  return { broken, sums, died: outcomes.some(({ died }) => died) }
}

async function runWorker(task: Task, index: number, workers: number): Promise<Outcome> {
  const count = Math.ceil((task.seeds - index) / workers)
  const { mutant, mostBroken, verbose } = task
  const share = { from: task.from + index, step: workers, count, mutant, mostBroken, verbose }
  const child = spawn(process.execPath, [WORKER, JSON.stringify(share)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const broken: Broken[] = []
  let sums: Record<string, number> | null = null
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line)
    if (said.type === 'sums') sums = said.sums
    else if (said.type === 'history' && (said.broken !== null || verbose)) broken.push(said)
  }
  return { broken, sums: sums ?? {}, died: sums === null }
}

async function main(): Promise<void> {
  const seeds = Number(values.seeds)
  const from = Number(values.from)
  const workers = Number(values.workers)
  if (values.mutants) return runMutants({ seeds, from, workers })
  const mutant = values.mutant ?? null
  const startedMs = performance.now()
  const outcome = await run({ from, seeds, mutant, workers, mostBroken: 5, verbose: values.verbose })
  const seconds = (performance.now() - startedMs) / 1000
  for (const one of outcome.broken) tell(one, mutant)
  const broken = outcome.broken.filter((one) => one.broken !== null).length
  const { histories = 0, devices = 0, entries = 0, delivered = 0 } = outcome.sums
  console.log(
    `${histories} histories (${devices} devices, ${entries} entries, ${delivered} answers) in ${seconds.toFixed(1)} s, ${Math.round(histories / seconds)}/s: ${broken} broken`,
  )
  if (values.verbose) console.log(outcome.sums)
  process.exitCode = broken > 0 || outcome.died ? 1 : 0
}

function tell({ seed, broken, story }: Broken, mutant: string | null): void {
  for (const line of story) console.log(`  ${line}`)
  const option = mutant === null ? '' : ` --mutant ${mutant}`
  console.log(broken === null ? `seed ${seed} holds` : `seed ${seed} broke: ${broken}`)
  if (broken !== null) console.log(`  npm run simulate -- --seeds 1 --from ${seed}${option} --verbose`)
}

/** Each mutant must be caught within its number of seeds; prints a table. */
async function runMutants(task: Pick<Task, 'seeds' | 'from' | 'workers'>): Promise<void> {
  const only = values.only?.split(',')
  const chosen = MUTANTS.filter(({ name }) => !only || only.includes(name))
  if (chosen.length !== (only ?? MUTANTS).length)
    throw new Error(`--only names a mutant that is not in the list`)
  console.log('| rule removed | first seed | caught | of | what was noticed |\n|---|---|---|---|---|')
  for (const mutant of chosen) if (!(await runMutant(mutant, task))) process.exitCode = 1
}

async function runMutant(
  { name, within }: Mutant,
  task: Pick<Task, 'seeds' | 'from' | 'workers'>,
): Promise<boolean> {
  const extent = values.thorough
    ? { seeds: task.seeds, mostBroken: Number.MAX_SAFE_INTEGER }
    : { seeds: within, mostBroken: 1 }
  const { broken, sums, died } = await run({ ...task, ...extent, mutant: name, verbose: false })
  const [first] = broken
  const noticed = died ? 'a worker died' : (first?.broken?.split('\n')[0] ?? 'nothing')
  // A mutant that is no code any more proves nothing.
  const isNonsense = /^(?:Reference|Syntax|Type)Error/.test(noticed)
  console.log(`| ${name} | ${first?.seed ?? '-'} | ${broken.length} | ${sums.histories ?? 0} | ${noticed} |`)
  return first !== undefined && !died && !isNonsense
}

await main()
