/** Why the endpoint could not take an entry as it is. Pure. */
import type { refusedEntries } from '../../replica/outbox.ts'

type Outcome = Awaited<ReturnType<typeof refusedEntries>>[number]['outcome']

export function refusalWords(outcome: Outcome): string {
  switch (outcome) {
    case 'quarantined':
      return 'The endpoint keeps an entry of this till but cannot read it.'
    case 'chain-broken':
      return 'The endpoint has an entry of this till that does not follow from the one before it.'
    case 'forked':
      return 'The endpoint holds two different entries for one place in this till’s journal. Was a backup of this device restored?'
  }
}
