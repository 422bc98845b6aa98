/** Which failures of PostgreSQL pass by themselves, and how long to wait for it. Pure. */

/** Thrown by a deed that another transaction has overtaken: it is done again from its beginning. */
export class Overtaken extends Error {
  constructor() {
    super('another transaction was quicker, ten times in a row')
    this.name = 'Overtaken'
  }
}

export const MAX_ATTEMPTS = 10

/** SQLSTATE classes and codes after which the same transaction may succeed. */
const PASSING =
  /^(40001|40P01|55P03|57P0[123]|53300|08\w{3}|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/

/** What the driver says, without a code, of a connection that is gone. */
const CONNECTION_GONE = /connection (terminated|error)|not queryable|timeout exceeded when trying to connect/i

/** Whether the same deed, done again from its beginning, may succeed. */
export function passesByItself(error: unknown): boolean {
  if (error instanceof Overtaken) return true
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  return code === undefined ? CONNECTION_GONE.test(error.message) : PASSING.test(code)
}

/** Milliseconds before the next attempt; `chance` from 0 to 1 keeps those that collided from meeting again. */
export function retryDelayMs(attempt: number, chance: number): number {
  return Math.min(1000, 5 * 2 ** attempt) * (0.5 + chance / 2)
}
