/** `npm run barrow -- …`: administration without a screen, on the store itself. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Millis } from '../core/domain/ids.ts'
import { backupCommand } from './command/backup-command.ts'
import {
  BadValue,
  type Command,
  type CommandDeps,
  type CommandInput,
  type StoreCommand,
} from './command/command.ts'
import { importCommand } from './command/import-command.ts'
import { initCommand } from './command/init-command.ts'
import { pairCommand } from './command/pair-command.ts'
import { restoreCommand } from './command/restore-command.ts'
import { verifyCommand } from './command/verify-command.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { FETCH_DEPS } from './fetch-public.ts'
import { createLocationViews } from './location-views.ts'
import { createPictures } from './pictures.ts'
import { openCopies } from './storage/open-copies.ts'
import { openStorage } from './storage/open-storage.ts'

const COMMANDS: Readonly<Record<string, Command>> = {
  init: initCommand,
  import: importCommand,
  verify: verifyCommand,
  pair: pairCommand,
  backup: backupCommand,
  restore: restoreCommand,
}

const USAGE = `Usage: npm run barrow -- COMMAND [--json]\n${Object.values(COMMANDS)
  .map(({ usage }) => `  ${usage}\n`)
  .join('')}Environment: DATA_DIR, DATABASE_URL, PORT, PUBLIC_URL\n`

process.exitCode = await main(process.argv.slice(2))

/** 0: did what it says. 1: did not. 2: was asked wrongly. */
async function main([name = '', ...args]: readonly string[]): Promise<number> {
  if (name === '--help' || name === 'help') return print(USAGE, 0)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) return complain(name === '' ? 'No command.' : `There is no command "${name}".`)
  const asked = readArguments(command, args)
  if (typeof asked === 'string') return complain(asked)
  if (asked.flags.help) return print(`Usage: npm run barrow -- ${command.usage}\n`, 0)
  try {
    return await runCommand(command, asked)
  } catch (error) {
    return explain(error, asked.flags.json === true)
  }
}

type Asked = CommandInput

function readArguments(command: Command, args: readonly string[]): Asked | string {
  const common = { json: { type: 'boolean' }, help: { type: 'boolean' } } as const
  try {
    const options = { ...command.options, ...common }
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const flags = values as Asked['flags']
    if (!flags.help && positionals.length !== command.files)
      return `Expected ${command.files === 0 ? 'no file' : 'one file'}, got ${positionals.length}.`
    return { flags, files: positionals }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function runCommand(command: Command, asked: Asked): Promise<number> {
  const environment = readEnvironment(process.env)
  if (!environment.ok) return complain(environment.error)
  const { ok, json, text } = await ('run' in command
    ? runOnStore(command, environment.value, asked)
    : command.runOnCopies({ copies: await openCopies(environment.value), now }, asked))
  return print(`${asked.flags.json ? JSON.stringify(json) : text}\n`, ok ? 0 : 1)
}

async function runOnStore(command: StoreCommand, environment: Environment, asked: Asked) {
  const deps = await openDeps(environment)
  try {
    return await command.run(deps, asked)
  } finally {
    await deps.storage.close()
  }
}

function now(): Millis {
  return Date.now() as Millis
}

async function openDeps(environment: Environment): Promise<CommandDeps> {
  mkdirSync(environment.dataDir, { recursive: true })
  const storage = await openStorage(environment)
  return {
    environment,
    storage,
    views: createLocationViews(storage),
    pictures: createPictures(join(environment.dataDir, 'pictures'), FETCH_DEPS),
    now,
  }
}

function print(text: string, exitCode: number): number {
  process.stdout.write(text)
  return exitCode
}

function complain(words: string): number {
  process.stderr.write(`${words}\n${USAGE}`)
  return 2
}

/** A bad value is named with its mend; anything else is a failure of ours or of the machine. */
function explain(error: unknown, asJson: boolean): number {
  if (!(error instanceof BadValue)) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return 1
  }
  const { field, message: reason, mend } = error
  if (asJson) process.stdout.write(`${JSON.stringify({ ok: false, field, reason, mend })}\n`)
  process.stderr.write(`${field}: ${reason} ${mend}\n`)
  return 2
}
