/** Entries as no till of this build writes them: of a newer build, of a build with a defect, of a failing disk. */

import { createHash } from 'node:crypto'
import type { EntryId, Millis } from '../../core/domain/ids.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { append } from '../../src/replica/append.ts'
import type { Tab } from './device.ts'
import { OWNER } from './owner.ts'
import type { World } from './world.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A kind that only a newer build knows: kept, forwarded, counted (rule J9). */
const unknownKind = { kind: 'loyalty-stamp', body: { stamps: 3 } }

/** A body that no schema takes: kept whole in quarantine, and the entries behind it go on (rule Y7). */
const badBody = { kind: 'void', body: { sale: 7, reason: null } }

/** Whether an entry is one that no schema takes. */
export const isPoison = (bytes: string): boolean => bytes.includes('"sale":7')

export async function writeOddEntry(world: World, { replica }: Tab): Promise<void> {
  const { random, ledger } = world
  const odd = random.pick([unknownKind, badBody])
  const draft = {
    ...odd,
    id: world.newId() as EntryId,
    at: replica.deps.now() as Millis,
    staff: OWNER,
    shift: null,
  } as unknown as Draft
  const { identity } = replica
  const lamportSeen = () => 0
  const written = await append({ database: replica.deps.journal, identity, sha256, lamportSeen }, () => ({
    drafts: [draft],
  }))
  if (!written.ok) return
  const seq = written.value[0]?.entry.seq ?? 0
  ledger.tell(`${identity.letter} wrote an odd entry ${odd.kind} at ${seq}`)
  await replica.catchUp()
}
