/** The check of a sale against what is known here, prepared before its transaction and run inside it (rule M32). */
import type { Location } from '../../core/domain/location.ts'
import type { Tender } from '../../core/domain/tender.ts'
import { emptyState, type State } from '../../core/journal/state.ts'
import type { Held, Reads } from './append.ts'
import type { SaleRequest } from './deeds.ts'
import type { Replica } from './replica.ts'
import { isDelicate, knownOf, type MoneyRefusal, recordOfWish, refusalOf, withTail } from './sale-checks.ts'

export interface MoneyCheck {
  readonly reads: Reads
  readonly refuse: (held: Held) => MoneyRefusal | null
}

/** What is looked at in the transaction; null for an ordinary sale, and for one that a charged card has closed. */
export async function moneyCheck(
  replica: Replica,
  { priced, tenders, allowed = [], inTouch = false }: SaleRequest,
  location: Location,
): Promise<MoneyCheck | null> {
  const { device } = replica.identity
  const record = recordOfWish(priced, tenders, location, device)
  const last = tenders.at(-1)
  if (!isDelicate(record) || (last && isCharged(last))) return null
  const select = (state: State) => knownOf(state, record, device)
  // Where the views cannot be read, what this till itself has written speaks.
  const known = await replica.readState(select).catch(() => select(emptyState()))
  const wish = { record, allowed, inTouch }
  const at = replica.deps.now()
  return {
    reads: { tailBehind: known.ownSeq },
    refuse: ({ tail, acknowledgedSeq }) =>
      refusalOf(withTail(known, tail), wish, { device, acknowledgedSeq, location, at }),
  }
}

/** The money of such a part is gone from the customer before the sale is written. */
export const isCharged = ({ kind }: Tender): boolean => kind === 'card' || kind === 'online'
