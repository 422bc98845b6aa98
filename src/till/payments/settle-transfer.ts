/** What became of a transfer that was awaited, as an entry. No React. */
import type { SaleId, TenderId } from '../../../core/domain/ids.ts'
import { newDraft } from '../../replica/new-draft.ts'
import { staffNow, type TillModel } from '../till-model.ts'

export interface SettledTransfer {
  readonly tender: TenderId
  readonly sale: SaleId
  readonly outcome: 'received' | 'failed'
  readonly note: string
}

/** Writes that the money was seen, or that it does not come. The sale stands either way. */
export function settleTransfer({ app }: TillModel, body: SettledTransfer) {
  const draft = newDraft(app.replica, staffNow(app)?.id ?? null)
  return app.replica.append((head) => ({
    drafts: [{ ...draft, shift: head.shift, kind: 'tender-settled', body }],
  }))
}
