/** What a provider's word comes to as a part of a sale. Pure. */
import type { TenderId } from '../../../core/domain/ids.ts'
import type { Minor } from '../../../core/domain/money.ts'
import type { Tender } from '../../../core/domain/tender.ts'
import type { Part } from './parts.ts'

/** What was paid, and the provider's name of it; null where it did not tell how much. */
export interface OnlinePaid {
  readonly reference: string
  readonly amountMinor: Minor | null
}

type OnlineTender = Extract<Tender, { kind: 'online' }>

/**
 * Where less was paid than was asked, that is the part, and the rest is still due. More than was asked is no part of
 * this sale: it stays a difference, which is a decision (rule M36).
 */
export function onlineTender(
  id: TenderId,
  part: Part,
  { reference, amountMinor: told }: OnlinePaid,
): OnlineTender {
  const isLess = told !== null && told > 0 && told < part.amountMinor
  const amountMinor = isLess ? told : part.amountMinor
  return { kind: 'online', id, provider: 'stripe', reference, ...part, amountMinor }
}
