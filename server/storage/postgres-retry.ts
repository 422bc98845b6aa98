/** Which failures of PostgreSQL pass by themselves, and how long to wait for it. Pure. */

/** Thrown by a deed that another transaction has overtaken: it is done again from its beginning. */
export class Overtaken extends Error {
  constructor() {
    super('another transaction was quicker, again and again')
    this.name = 'Overtaken'
  }
}

const MAX_ATTEMPTS = 10

/** Whoever waits for an answer does not wait longer than this for a database that is away. */
const MAX_WAIT_MS = 10_000

/** SQLSTATE classes and codes after which the same transaction may succeed. */
const PASSING =
  /^(40001|40P01|55P03|57P0[123]|53300|08\w{3}|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/

/** What the driver says, without a code, of a connection that is gone. */
const CONNECTION_GONE =
  /connection (terminated|error)|not queryable|read timeout|timeout exceeded when trying to connect/i

/** Whether the same deed, done again from its beginning, may succeed. */
export function passesByItself(error: unknown): boolean {
  if (error instanceof Overtaken) return true
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  return code === undefined ? CONNECTION_GONE.test(error.message) : PASSING.test(code)
}

/** How far a deed has come that is being tried. */
export interface Tried {
  readonly attempts: number
  readonly sinceMs: number
}

export const isWorthAnother = ({ attempts, sinceMs }: Tried): boolean =>
  attempts < MAX_ATTEMPTS && sinceMs < MAX_WAIT_MS

/** Milliseconds before the next attempt; `chance` from 0 to 1 keeps those that collided from meeting again. */
export function retryDelayMs(attempt: number, chance: number): number {
  return Math.min(1000, 5 * 2 ** attempt) * (0.5 + chance / 2)
}
