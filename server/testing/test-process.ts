/** The endpoint and the command line as processes of their own, on a folder of a test. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SERVER = join(import.meta.dirname, '..')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder, what is run on it, and its removal. */
export function processesOn(environment: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'barrow-process-'))
  const running = new Set<ChildProcess>()
  const env = {
    ...process.env,
    DATABASE_URL: '',
    DATA_DIR: folder,
    PORT: '0',
    HOST: '127.0.0.1',
    ...environment,
  }
  const start = (program: string, args: readonly string[]) => {
    const child = spawn(process.execPath, [join(SERVER, program), ...args], { env })
    running.add(child)
    child.once('exit', () => running.delete(child))
    return child
  }
  return {
    folder,
    run: (program: 'cli.ts' | 'main.ts', ...args: string[]) => ended(start(program, args)),
    /** Starts the endpoint and waits until it says that it is open. */
    serve: (...args: string[]) => opened(start('main.ts', args)),
    remove() {
      for (const child of running) child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function listen(child: ChildProcess) {
  const heard = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.on('data', (chunk) => {
      heard[stream] += String(chunk)
    })
  return heard
}

function ended(child: ChildProcess): Promise<Ended> {
  const heard = listen(child)
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...heard })))
}

async function opened(child: ChildProcess) {
  const end = ended(child)
  const port = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk) => {
      said += String(chunk)
      const [, found] = /localhost:(\d+)/.exec(said) ?? []
      if (found !== undefined) resolve(found)
    })
    void end.then(({ stderr }) => reject(new Error(stderr)))
  })
  const url = `http://localhost:${port}`
  return { url, port, end, kill: (signal: NodeJS.Signals) => child.kill(signal) }
}
