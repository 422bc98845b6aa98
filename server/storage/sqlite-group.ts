/**
 * Group commit: deeds that wait for the disk at the same time share one durable commit. Each runs in a savepoint of
 * its own, so that one that throws takes nothing else with it; no answer is given before the commit.
 */
import { assert } from '../../core/assert.ts'
import type { SqliteDatabase } from './sqlite-database.ts'

/** Runs a deed, which is synchronous, in a transaction; settles once that is durable, or with what the deed threw. */
export type RunDeed = <T>(deed: () => T) => Promise<T>

/** Bounds how long the first of a group waits for the last. */
const MAX_GROUP = 256

interface WaitingDeed {
  readonly run: () => void
  /** To be called after the commit: answers what `run` came to. */
  readonly settle: () => void
  readonly reject: (reason: unknown) => void
}

export interface DeedGroup {
  readonly run: RunDeed
  /** Carries out what waits. */
  flush(): void
}

export function createDeedGroup(database: SqliteDatabase): DeedGroup {
  const waiting: WaitingDeed[] = []
  const savepoint = savepoints(database)
  // The write lock is taken at once: one taken late may be refused without waiting.
  const runAll = database.transaction((group: readonly WaitingDeed[]) => {
    for (const { run } of group) {
      run()
      // A failing disk makes SQLite undo all of it: a savepoint after that would commit on its own.
      assert(database.inTransaction, 'the data could not be written, and nothing of the group was')
    }
  }).immediate
  const flushOne = () => {
    const group = waiting.splice(0, MAX_GROUP)
    if (group.length === 0) return
    try {
      runAll(group)
    } catch (error) {
      for (const { reject } of group) reject(error)
      return
    }
    for (const { settle } of group) settle()
  }
  const turn = () => {
    flushOne()
    // Answers leave between two groups.
    if (waiting.length > 0) setImmediate(turn)
  }
  return {
    flush() {
      while (waiting.length > 0) flushOne()
    },
    run: (deed) =>
      new Promise((resolve, reject) => {
        // All that has arrived at the sockets by now comes before the commit.
        if (waiting.length === 0) setImmediate(turn)
        waiting.push(waitingDeed(() => savepoint(deed), { resolve, reject }))
      }),
  }
}

function waitingDeed<T>(
  deed: () => T,
  { resolve, reject }: { resolve: (value: T) => void; reject: (reason: unknown) => void },
): WaitingDeed {
  let settle = () => {}
  return {
    reject,
    settle: () => settle(),
    run() {
      try {
        const value = deed()
        settle = () => resolve(value)
      } catch (error) {
        settle = () => reject(error)
      }
    },
  }
}

/** Undoes what a deed has written when it throws, and nothing else. */
function savepoints(database: SqliteDatabase): <T>(deed: () => T) => T {
  const begin = database.prepare('savepoint deed')
  const release = database.prepare('release deed')
  const undo = database.prepare('rollback to deed')
  return (deed) => {
    begin.run()
    try {
      return deed()
    } catch (error) {
      undo.run()
      throw error
    } finally {
      release.run()
    }
  }
}
