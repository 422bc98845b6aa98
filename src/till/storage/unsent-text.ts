/** What only this device holds, as text: from the journal, or from its mirror when the journal does not open. */
import { readMirror } from '../../replica/mirror.ts'
import { outboxAsText } from '../../replica/outbox.ts'
import type { Replica } from '../../replica/replica.ts'

export async function unsentText(replica: Replica | null): Promise<string | null> {
  if (!replica) return readMirror()
  return outboxAsText(replica).catch(readMirror)
}
