/**
 * An endpoint of its own for a test: a process, a port and a data folder. It can be stopped in good order, killed
 * without a word, and started again on the same port and folder.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
/** The project's own Node (24), whatever runs the tests. */
const OWN_NODE = join(ROOT, 'node_modules/.bin/node')
const NODE = existsSync(OWN_NODE) ? OWN_NODE : process.execPath
const START_MS = 20_000

export interface Endpoint {
  readonly dataDir: string
  readonly port: () => number
  readonly url: () => string
  readonly start: () => Promise<void>
  /** SIGTERM: lets running requests finish. */
  readonly stop: () => Promise<void>
  /** SIGKILL: as when the plug is pulled. */
  readonly kill: () => Promise<void>
  /** Runs `barrow` on this endpoint's data folder and gives what it printed as JSON. */
  readonly barrow: (...args: readonly string[]) => Promise<Record<string, unknown>>
  /** Stops it and removes the folder. */
  readonly remove: () => Promise<void>
}

export interface EndpointOptions {
  /** Arguments of the program, such as `--demo`. */
  readonly args?: readonly string[]
  readonly dataDir?: string
  /** What its environment says besides. */
  readonly env?: Readonly<Record<string, string>>
}

/** Makes the folder; `start` starts the process. */
export function createEndpoint({
  args = [],
  dataDir = tempFolder('endpoint'),
  env: own = {},
}: EndpointOptions = {}): Endpoint {
  let child: ChildProcess | null = null
  let port = 0
  const start = async () => {
    child = spawn(NODE, ['server/main.ts', ...args], {
      cwd: ROOT,
      env: { ...environment(dataDir, port), ...own },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    port = await whenOpen(child)
  }
  const end = async (signal: NodeJS.Signals) => {
    const running = child
    child = null
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const exited = new Promise((done) => running.once('exit', done))
    running.kill(signal)
    await exited
  }
  return {
    dataDir,
    port: () => port,
    url: () => `http://127.0.0.1:${port}`,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    barrow: (...command) => runBarrow(dataDir, command),
    remove: async () => {
      await end('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export const tempFolder = (what: string): string => mkdtempSync(join(tmpdir(), `barrow-e2e-${what}-`))

function environment(dataDir: string, port: number): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, PUBLIC_URL: __, OPEN_SETUP: ___, ...env } = process.env
  return { ...env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'silent' }
}

/** Resolves with the port once the process says that it is open. */
function whenOpen(child: ChildProcess): Promise<number> {
  return new Promise((settle, fail) => {
    let said = ''
    const timer = setTimeout(() => fail(new Error(`the endpoint did not open:\n${said}`)), START_MS)
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const port = /this machine\s+https?:\/\/localhost:(\d+)/.exec(said)?.[1]
      if (!port) return
      clearTimeout(timer)
      settle(Number(port))
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(new Error(`the endpoint ended with ${code}:\n${said}`))
    })
  })
}

function runBarrow(dataDir: string, command: readonly string[]): Promise<Record<string, unknown>> {
  const env = environment(dataDir, 0)
  return new Promise((settle, fail) => {
    execFile(NODE, ['server/cli.ts', ...command, '--json'], { cwd: ROOT, env }, (error, stdout, stderr) => {
      if (error) fail(new Error(`barrow ${command.join(' ')} failed: ${stderr || stdout || error.message}`))
      else settle(JSON.parse(stdout) as Record<string, unknown>)
    })
  })
}
