/** What a command of `barrow` is: its flags, its work, and what it answers. */
import type { ParseArgsConfig } from 'node:util'
import type { Millis } from '../../core/domain/ids.ts'
import type { Environment } from '../environment.ts'
import type { LocationViews } from '../location-views.ts'
import type { Pictures } from '../pictures.ts'
import type { StoreCopies } from '../storage/copies.ts'
import type { LocationRecord, Storage } from '../storage/storage.ts'

export interface CommandDeps {
  readonly environment: Environment
  readonly storage: Storage
  readonly views: LocationViews
  readonly pictures: Pictures
  readonly now: () => Millis
}

export interface CommandInput {
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  readonly files: readonly string[]
}

/** `ok` false: it did not do what it says, exit code 1. */
export interface CommandAnswer {
  readonly ok: boolean
  readonly json: object
  readonly text: string
}

interface CommandShape {
  readonly usage: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** How many file names follow the flags. */
  readonly files: 0 | 1
}

/** Works on the open store. */
export interface StoreCommand extends CommandShape {
  readonly run: (deps: CommandDeps, input: CommandInput) => Promise<CommandAnswer>
}

/** Works on copies of the store, which it must not hold open. */
export interface CopyCommand extends CommandShape {
  readonly runOnCopies: (
    deps: { readonly copies: StoreCopies; readonly now: () => Millis },
    input: CommandInput,
  ) => Promise<CommandAnswer>
}

export type Command = StoreCommand | CopyCommand

/** A value that a person gave and that cannot be used: exit code 2. */
export class BadValue extends Error {
  readonly field: string
  readonly mend: string
  constructor(field: string, reason: string, mend: string) {
    super(reason)
    this.name = 'BadValue'
    this.field = field
    this.mend = mend
  }
}

/** The location that `--location` names, or the only one. */
export async function chooseLocation(
  storage: Pick<Storage, 'locations'>,
  flag: string | boolean | undefined,
): Promise<LocationRecord> {
  const locations = await storage.locations()
  const [only] = locations
  if (!only)
    throw new BadValue('location', 'There is no location yet.', 'Make one: npm run barrow -- init --help')
  if (flag === undefined && locations.length === 1) return only
  const known = `Known: ${locations.map(({ location }) => location).join(', ')}`
  if (flag === undefined)
    throw new BadValue('location', 'There are several locations.', `${known}. Choose by --location.`)
  const chosen = locations.find(({ location }) => location === flag)
  if (!chosen) throw new BadValue('location', `There is no location "${flag}".`, known)
  return chosen
}
