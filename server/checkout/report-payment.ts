/**
 * What a payment comes to is an entry of the endpoint's own journal (rule M73): so every device hears of it as of
 * everything else, and a restored endpoint gets it back from them.
 */
import type { LocationId, Millis } from '../../core/domain/ids.ts'
import { isFurther } from '../../core/domain/payment.ts'
import type { PaymentRecord, State } from '../../core/journal/state.ts'
import type { LocationViews } from '../location-views.ts'
import { type SealedNote, sealNotes } from '../notes.ts'
import { endpointDevice, type Storage, type StoredHead } from '../storage/storage.ts'
import type { PaymentReport } from './stripe-session.ts'

export interface ReportDeps {
  readonly storage: Pick<Storage, 'appendNotes'>
  readonly views: Pick<LocationViews, 'read' | 'follow'>
  readonly now: () => Millis
}

/** So often another process may write in between. */
const ATTEMPTS = 20

/**
 * Writes the report, unless the journal has it, or what comes after it. Gives what stands of the payment then.
 * Throws where others write without a pause: whoever told it tells it again.
 */
export async function reportPayment(
  deps: ReportDeps,
  location: LocationId,
  report: PaymentReport,
): Promise<PaymentRecord> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const stands = await append(deps, location, report)
    if (stands) return stands
  }
  throw new Error('the journal of the endpoint was never read to its end while a payment was reported')
}

/** Null when the view has been overtaken: it may be told already. */
async function append(
  { storage, views, now }: ReportDeps,
  location: LocationId,
  report: PaymentReport,
): Promise<PaymentRecord | null> {
  const view = await views.read(location)
  const at = now()
  let sealed: readonly SealedNote[] = []
  let isKnown = false
  const { firstV } = await storage.appendNotes(location, ({ epoch, head }) => {
    isKnown = epoch === view.epoch && endOf(view.state, epoch) === head.seq
    const isNews = isKnown && isFurther(report, view.state.payments.get(report.tender))
    const notes = isNews ? [{ kind: 'payment-reported', body: report } as const] : []
    sealed = sealNotes({ location, epoch, at }, head, notes)
    return sealed.map(({ write }) => write)
  })
  const entries = sealed.map((note) => ({ ...note, seq: note.write.seq }))
  if (entries.length > 0) await views.follow(location, { firstV, entries })
  if (!isKnown) return null
  return view.state.payments.get(report.tender) ?? null
}

const endOf = (state: State, epoch: number): StoredHead['seq'] =>
  state.heads.get(endpointDevice(epoch))?.seq ?? 0
