/** The check of a sale against what is known here, prepared before its transaction and run inside it (rule M32). */
import type { Location } from '../../core/domain/location.ts'
import type { Tender } from '../../core/domain/tender.ts'
import { emptyState, type State } from '../../core/journal/state.ts'
import { ok, type Result } from '../../core/result.ts'
import type { Held, Reads } from './append.ts'
import type { SaleRequest } from './deeds.ts'
import type { StorageFailure } from './reopen.ts'
import type { Replica } from './replica.ts'
import {
  isDelicate,
  knownOf,
  type MoneyRefusal,
  pricedRefusal,
  recordOfWish,
  refusalOf,
  withTail,
} from './sale-checks.ts'
import { canBeSold } from './sale-size.ts'

export interface MoneyCheck {
  readonly reads: Reads
  readonly refuse: (held: Held) => MoneyRefusal | null
}

/** What is looked at in the transaction; null for an ordinary sale, and for one that a charged card has closed. */
export async function moneyCheck(
  replica: Replica,
  request: SaleRequest,
  location: Location,
): Promise<MoneyCheck | null> {
  const last = request.tenders.at(-1)
  return last && isCharged(last) ? null : checkOf(replica, request, location)
}

/**
 * What speaks against the sale of a cart, with the parts that it has so far: looked at before a terminal or a phone is
 * asked for more, because a charged sale is refused by nothing any more (rule M32).
 */
export async function refusalBeforeAsked(
  replica: Replica,
  request: SaleRequest,
): Promise<Result<MoneyRefusal | null, StorageFailure>> {
  const { location } = replica.store.getState()
  if (!location) return ok(null)
  if (!canBeSold(replica, request.priced)) return ok({ kind: 'too-large' })
  const amiss = pricedRefusal(request.priced)
  if (amiss) return ok(amiss)
  const check = await checkOf(replica, request, location)
  if (!check) return ok(null)
  const told: { refusal: MoneyRefusal | null } = { refusal: null }
  const looked = await replica.append((_, held) => {
    told.refusal = check.refuse(held)
    return { drafts: [] }
  }, check.reads)
  return looked.ok ? ok(told.refusal) : looked
}

async function checkOf(
  replica: Replica,
  { priced, tenders, allowed = [], inTouch = false }: SaleRequest,
  location: Location,
): Promise<MoneyCheck | null> {
  const { device } = replica.identity
  const record = recordOfWish(priced, tenders, location, device)
  if (!isDelicate(record)) return null
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
