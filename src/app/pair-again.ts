/**
 * Pairing a device again: its storage was set back to an older copy, its pairing was ended, or the endpoint has
 * forgotten it. It goes on under a new identity with a journal of its own; the old one is kept as it is, and what
 * the endpoint lacks of it is brought over by sync (`carry-over.ts`). Nothing is deleted.
 */
import {
  type Identity,
  JOURNAL_DATABASE,
  type JournalDatabase,
  journalDatabase,
  writeMeta,
} from '../replica/journal-database.ts'
import type { Replica } from '../replica/replica.ts'
import { PAIRED_ANEW } from '../replica/tab-channel.ts'
import { join } from './join.ts'
import { platform } from './platform.ts'

/** Gives the words of what went wrong; on success null, and the page is to be loaded anew. */
export async function pairAgain(replica: Replica, code: string): Promise<string | null> {
  const { journal: old, views } = replica.deps
  const { identity } = replica
  const journal = journalDatabase(`${JOURNAL_DATABASE}-${platform.newId()}`)
  const joined = await join(journal, code)
  if (!joined.ok) return joined.error
  if (joined.value.location !== identity.location)
    return 'This code opens another pop-up. Nothing was changed here: ask for a code of this one.'
  await goOn(old, identity, journal)
  await views.delete({ disableAutoOpen: false })
  new BroadcastChannel(PAIRED_ANEW).postMessage(identity.device)
  return null
}

/** The last write decides: until the old identity names its successor, the device is who it was. */
async function goOn(old: JournalDatabase, identity: Identity, journal: JournalDatabase): Promise<void> {
  await journal.carts.bulkPut(await old.carts.toArray())
  await writeMeta(journal, 'carriesOver', { from: old.name, upTo: 0 })
  await writeMeta(old, 'identity', { ...identity, successor: journal.name })
}
