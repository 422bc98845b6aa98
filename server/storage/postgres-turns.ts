/**
 * Group commit: the deeds of one location take turns, and those that wait are carried out together in the next
 * transaction. So a location holds one connection at a time, however many of its devices push, and a hundred
 * waiting pushes cost one commit.
 */
import type { DeviceId, LocationId } from '../../core/domain/ids.ts'
import type { PostgresDatabase } from './postgres-database.ts'
import { openJournal, type PlaceRange, writeJournal } from './postgres-journal.ts'
import type { JournalDeed } from './postgres-push.ts'
import { passesByItself } from './postgres-retry.ts'

/** A transaction takes no more than so many deeds, and entries (a single deed may bring more). */
const MAX_DEEDS = 64
const MAX_ENTRIES = 2000

export interface Turns {
  /** Carries a deed out durably; what it throws is thrown, and does not touch those beside it. */
  take<Outcome>(location: LocationId, deed: JournalDeed<Outcome>): Promise<Outcome>
}

interface Waiting {
  readonly deed: JournalDeed<unknown>
  readonly settle: (outcome: PromiseSettledResult<unknown>) => void
}

/** `tell` is called after each commit that lengthened a feed. */
export function createTurns(
  database: PostgresDatabase,
  tell: (location: LocationId, lastV: number) => void,
): Turns {
  const queues = new Map<LocationId, Waiting[]>()
  const work = async (location: LocationId, queue: Waiting[]) => {
    while (queue.length > 0) await carryOut({ database, tell }, location, queue.splice(0, turnOf(queue)))
    queues.delete(location)
  }
  return {
    take: (location, deed) =>
      new Promise((resolve, reject) => {
        const settle: Waiting['settle'] = (outcome) =>
          outcome.status === 'fulfilled' ? resolve(outcome.value as never) : reject(outcome.reason)
        const queue = queues.get(location)
        if (queue) {
          queue.push({ deed, settle })
        } else {
          const started = [{ deed, settle }]
          queues.set(location, started)
          void work(location, started)
        }
      }),
  }
}

/** How many of those that wait go together: in their order, and each device once, as its places are asked once. */
function turnOf(queue: readonly Waiting[]): number {
  const devices = new Set<DeviceId>()
  let entries = 0
  const end = queue.findIndex(({ deed }, index) => {
    const asked = deed.asks()
    entries += asked.reduce((sum, { count }) => sum + count, 0)
    const again = asked.some(({ device }) => devices.has(device))
    for (const { device } of asked) devices.add(device)
    return index > 0 && (again || index >= MAX_DEEDS || entries > MAX_ENTRIES)
  })
  return end === -1 ? queue.length : end
}

interface TurnDeps {
  readonly database: PostgresDatabase
  readonly tell: (location: LocationId, lastV: number) => void
}

/**
 * One transaction for all; when the database refuses what one of them writes, each for itself. A failure of
 * the line is everybody's.
 */
async function carryOut(deps: TurnDeps, location: LocationId, turn: readonly Waiting[]): Promise<void> {
  try {
    const { before, lastV, outcomes } = await inOneTransaction(deps.database, location, turn)
    for (const [index, { settle }] of turn.entries()) settle(outcomes[index] as PromiseSettledResult<unknown>)
    if (lastV > before) deps.tell(location, lastV)
  } catch (reason) {
    if (turn.length > 1 && !passesByItself(reason))
      for (const each of turn) await carryOut(deps, location, [each])
    else for (const { settle } of turn) settle({ status: 'rejected', reason })
  }
}

function inOneTransaction(database: PostgresDatabase, location: LocationId, turn: readonly Waiting[]) {
  return database.transaction(async (sql) => {
    const asked = turn.map(({ deed }) => deed.asks())
    const journal = await openJournal(sql, location, asked.flat())
    const before = journal.lastV
    const answers = cut(journal.taken, asked)
    const outcomes = turn.map(({ deed }, index) =>
      settled(() => deed.carryOut(journal, answers[index] ?? [])),
    )
    writeJournal(sql, journal)
    return { before, lastV: journal.lastV, outcomes }
  })
}

/** The answers again as they were asked: for each deed, for each of its ranges. */
function cut<Answer>(answers: readonly Answer[], asked: readonly (readonly PlaceRange[])[]) {
  let at = 0
  return asked.map(({ length }) => {
    at += length
    return answers.slice(at - length, at)
  })
}

function settled(work: () => unknown): PromiseSettledResult<unknown> {
  try {
    return { status: 'fulfilled', value: work() }
  } catch (reason) {
    return { status: 'rejected', reason }
  }
}
