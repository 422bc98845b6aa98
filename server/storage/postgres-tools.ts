/** PostgreSQL's own programs, run on the database of an address. */
import { spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { CopyRefused } from './copies.ts'

export type PostgresTool = 'pg_dump' | 'pg_restore' | 'psql'

/** A program at work; `done` settles when it has ended, and rejects in words unless it did what it was asked. */
export interface ToolRun {
  readonly output: Readable
  readonly done: Promise<void>
}

/** The newest first: a program can serve a database older than itself, never a newer one. */
function findTool(tool: PostgresTool): string {
  const folders = [
    ...globSync('/usr/lib/postgresql/*/bin').sort(byVersion),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  const folder = folders.find((each) => each !== '' && existsSync(join(each, tool)))
  if (folder === undefined)
    throw new CopyRefused(
      `${tool} is missing. Install PostgreSQL's client programs (Debian: apt-get install postgresql-client).`,
    )
  return join(folder, tool)
}

const byVersion = (a: string, b: string) =>
  Number.parseInt(b.slice(20), 10) - Number.parseInt(a.slice(20), 10)

/** Starts a program; `input` is piped into it. The password goes by the environment: arguments are for all to see. */
export function runTool(
  tool: PostgresTool,
  args: readonly string[],
  { url, input }: { readonly url?: string; readonly input?: Readable } = {},
): ToolRun {
  const address = url === undefined ? null : new URL(url)
  const env = address?.password
    ? { ...process.env, PGPASSWORD: decodeURIComponent(address.password) }
    : process.env
  if (address) address.password = ''
  const place = address ? [`--dbname=${address.href}`] : []
  const child = spawn(findTool(tool), [...place, ...args], {
    env,
    stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  })
  // A program that ends early leaves its pipe broken; why it ended says more.
  if (input && child.stdin) input.pipe(child.stdin.on('error', () => {}))
  const said = text(child.stderr as Readable)
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', async (code) => {
      if (code === 0) return resolve()
      const [reason = ''] = (await said).trim().split('\n').slice(-1)
      reject(new CopyRefused(`${tool} did not succeed: ${reason || `exit code ${code}`}`))
    })
  })
  return { output: child.stdout as Readable, done }
}

/** Runs a program to its end. */
export async function runToEnd(...asked: Parameters<typeof runTool>): Promise<void> {
  const { output, done } = runTool(...asked)
  output.resume()
  await done
}
