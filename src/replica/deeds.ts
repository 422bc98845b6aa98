/** What people do, as entries. Each resolves when the deed is durable on this device, or says why not. */
import type { Cart } from '../../core/domain/cart.ts'
import type { EntryId, SaleId, ShiftId, StaffId, TenderId, VariantId } from '../../core/domain/ids.ts'
import type { Location } from '../../core/domain/location.ts'
import type { Minor, Thousandths } from '../../core/domain/money.ts'
import type { PricedCart } from '../../core/domain/price-cart.ts'
import { completeSale, receiptNumber, type Sale } from '../../core/domain/sale.ts'
import type { Tender } from '../../core/domain/tender.ts'
import type { Draft } from '../../core/journal/entry.ts'
import { parseEntry } from '../../core/journal/entry.ts'
import type { Bodies } from '../../core/journal/kinds.ts'
import { MAX_PATCHES, type Patch } from '../../core/journal/settings.ts'
import { emptyState } from '../../core/journal/state.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Deed, Plan } from './append.ts'
import { type HeadRow, type LeaseRow, readMeta, START_HEAD_ROW } from './journal-database.ts'
import { isCharged, moneyCheck } from './money-check.ts'
import { type NewDraft, newDraft } from './new-draft.ts'
import type { StorageFailure } from './reopen.ts'
import type { Replica } from './replica.ts'
import { type Allowance, type MoneyRefusal, pricedRefusal, tendersAmiss } from './sale-checks.ts'
import { type Cover, cappedNeeds, cappedVariants, coverSale, type LeaseShort } from './sale-leases.ts'
import { isReadable } from './sale-size.ts'

export interface RecordedSale {
  readonly sale: Sale
  readonly entry: EntryId
  /** ms since epoch: the label of the deed. */
  readonly at: number
}

/** A card tender that was asked before and is now approved ends its question in the same transaction. */
export interface SaleRequest {
  /** The cart as it was priced when the money was taken: no later change of settings moves it. */
  readonly priced: PricedCart
  /** All parts, the one that closes the sale at the end. */
  readonly tenders: readonly Tender[]
  readonly staff: StaffId | null
  /** What somebody with the permission lets pass in this sale. */
  readonly allowed?: readonly Allowance[]
  /** Whether the endpoint answers now; where nobody says so, the till counts as cut off (rule M33). */
  readonly inTouch?: boolean
}

/** Why a sale was not recorded: nothing of it is written then, and the cart is as it was. */
export type SaleFailure = StorageFailure | LeaseShort | MoneyRefusal

/**
 * Records a sale. The first one of a shift opens the shift in the same transaction; the cart ends with it, and what
 * it needs of capped stock is taken from this till's leases there (rule K4), as what it takes from vouchers, accounts
 * and of goods that were sold is compared there with what this device knows (rule M32).
 * The sale's entry carries the sale's own id, so that pressing twice records once.
 */
export async function recordSale(
  replica: Replica,
  request: SaleRequest,
): Promise<Result<RecordedSale, SaleFailure>> {
  const { location, products } = replica.store.getState()
  if (!location)
    return err({ kind: 'failed', detail: 'This till has no location yet: finish the set-up first.' })
  const { cart, totals } = request.priced
  const amiss = tendersAmiss(totals.totalMinor, request.tenders, location)
  if (amiss) return err(amiss)
  // A card has been charged by now: such a sale stands, whatever has become of the rest.
  const paid = request.tenders.some(isCharged)
  const odd = pricedRefusal(request.priced)
  if (odd && !paid) return err(odd)
  const capped = cappedVariants(products)
  const needsLeases = cappedNeeds(cart, capped).size > 0
  // The views are disposable: where they cannot be read, the sale is recorded without what they would have told.
  const { closes, leases } = await replica.readState((state) => state).catch(emptyState)
  const isReclaimed = (row: LeaseRow) => leases.get(row.lease)?.reclaim != null
  const check = await moneyCheck(replica, request, location)
  const toDeed = planSale(replica, request, location)
  const told: { refusal: LeaseShort | MoneyRefusal | null } = { refusal: null }
  const plan: Plan = (head, held) => {
    const usable = held.rows.filter((row) => !isReclaimed(row))
    const cover = needsLeases ? coverSale(cart, capped, usable, paid) : null
    told.refusal = check?.refuse(held) ?? shortOf(cover)
    if (told.refusal) return { drafts: [] }
    const deed = toDeed(
      head.shift !== null && closes.has(head.shift) ? { ...head, shift: null } : head,
      cover,
    )
    if (paid || deed.drafts.every(isReadable)) return deed
    told.refusal = { kind: 'too-large' }
    return { drafts: [] }
  }
  const written = await replica.append(plan, { leases: needsLeases, ...check?.reads })
  if (!written.ok) return written
  if (told.refusal) return (await recordedBefore(replica, cart)) ?? err(told.refusal)
  const entry = written.value.find((sealed) => sealed.entry.kind === 'sale')?.entry
  if (entry?.kind !== 'sale') return err({ kind: 'failed', detail: 'The sale could not be read back.' })
  return ok({ sale: entry.body, entry: entry.id, at: entry.at })
}

const shortOf = (cover: Cover | null): LeaseShort | null =>
  cover && cover.short.length > 0 ? { kind: 'lease-short', variants: cover.short } : null

/** The second press of a sale finds its leases used, by the first one. */
async function recordedBefore({ deps }: Replica, { id }: Cart): Promise<Result<RecordedSale, never> | null> {
  const row = await deps.journal.entries.where('id').equals(id).first()
  const parsed = row ? parseEntry(row.bytes) : null
  if (!parsed?.ok || !parsed.value.known || parsed.value.entry.kind !== 'sale') return null
  const { entry } = parsed.value
  return ok({ sale: entry.body, entry: entry.id, at: entry.at })
}

/** Ids and times are minted once, outside of the transaction, so that the plan can be repeated. */
function planSale(
  replica: Replica,
  { priced, tenders, staff }: SaleRequest,
  { currency }: Location,
): (head: HeadRow, cover: Cover | null) => Deed {
  const { cart } = priced
  const newShift = replica.deps.newId() as ShiftId
  const draftOfOpening = newDraft(replica, staff)
  const outcomes = tenders.map(() => newDraft(replica, staff))
  const own = newDraft(replica, staff, cart.id as string as EntryId)
  return (head, cover) => {
    const shift = head.shift ?? newShift
    const receipt = receiptNumber(replica.identity.letter, head.receipts + 1)
    const sale = completeSale(priced, { receipt, currency, tenders, ...usesOf(cover) })
    const number = head.shifts + 1
    const opening: Draft[] = head.shift
      ? []
      : [{ ...draftOfOpening, shift, kind: 'shift-opened', body: { shift, number } }]
    return {
      drafts: [
        ...opening,
        { ...own, shift, kind: 'sale', body: sale },
        ...approvals(
          replica,
          tenders,
          outcomes.map((draft) => ({ ...draft, shift })),
        ),
      ],
      knownBy: own.id,
      counters: { receipts: head.receipts + 1, shift, shifts: head.shift ? head.shifts : number },
      endsCart: cart.id,
      ...(cover ? { leases: cover.rows } : {}),
    }
  }
}

/** A sale says of leases and overrides only what there is. */
function usesOf(cover: Cover | null): Partial<Pick<Cover, 'leases' | 'overrides'>> {
  return {
    ...(cover && cover.leases.length > 0 ? { leases: cover.leases } : {}),
    ...(cover && cover.overrides.length > 0 ? { overrides: cover.overrides } : {}),
  }
}

/** Each part that a terminal or a provider was asked for ends its question with the sale. */
function approvals(
  replica: Replica,
  tenders: readonly Tender[],
  drafts: readonly NewDraft[],
): readonly Draft[] {
  const asked = new Set(replica.store.getState().questions.map((question) => question.tender))
  const answered = tenders.filter(({ id }) => asked.has(id))
  return answered.flatMap(({ id: tender }, index) => {
    const draft = drafts[index]
    return draft ? [{ ...draft, kind: 'tender-outcome', body: { tender, outcome: 'approved' } }] : []
  })
}

/** What is asked of a terminal or of a provider; below nought to give money back. */
export interface TenderAsked {
  readonly sale: SaleId
  readonly amountMinor: Minor
  readonly staff: StaffId | null
}

/** Writes that a card terminal is about to be asked; only then may the screen show the amount to key in. */
export const askCard = (replica: Replica, asked: TenderAsked) => askTender(replica, asked, 'card')

/** The same for a payment on the customer's phone: the endpoint makes its session for this tender only. */
export const askOnline = (replica: Replica, asked: TenderAsked) => askTender(replica, asked, 'online')

async function askTender(
  replica: Replica,
  { sale, amountMinor, staff }: TenderAsked,
  kind: 'card' | 'online',
): Promise<Result<TenderId, StorageFailure>> {
  const tender = replica.deps.newId() as TenderId
  const draft = newDraft(replica, staff)
  const body = { tender, sale, kind, amountMinor }
  const written = await replica.append((head) => ({
    drafts: [{ ...draft, shift: head.shift, kind: 'tender-asked', body }],
  }))
  return written.ok ? ok(tender) : written
}

/** The terminal said no, or nobody ever saw a yes. */
export const declineCard = (replica: Replica, tender: TenderId, staff: StaffId | null) =>
  answerTender(replica, { tender, outcome: 'declined' }, staff)

/**
 * The terminal said yes. Written at once for a part of a bill that is split, and for a payment whose cart is gone: its
 * money is known then, and the sale is rung up anew.
 */
export const approveCard = (replica: Replica, tender: TenderId, staff: StaffId | null) =>
  answerTender(replica, { tender, outcome: 'approved' }, staff)

/** An approved part was given back before its sale was complete. */
export const reversePart = (replica: Replica, tender: TenderId, staff: StaffId | null) =>
  answerTender(replica, { tender, outcome: 'reversed' }, staff)

function answerTender(replica: Replica, body: Bodies['tender-outcome'], staff: StaffId | null) {
  const draft = newDraft(replica, staff)
  return replica.append((head) => ({
    drafts: [{ ...draft, shift: head.shift, kind: 'tender-outcome', body }],
  }))
}

/** Somebody has seen the money of a transfer, or has seen that it does not come. */
export function settleTransfer(replica: Replica, body: Bodies['tender-settled'], staff: StaffId | null) {
  const draft = newDraft(replica, staff)
  return replica.append((head) => ({
    drafts: [{ ...draft, shift: head.shift, kind: 'tender-settled', body }],
  }))
}

/** Writes settings, cut into entries of at most 250 patches. `onProgress` hears how many patches are durable. */
export async function writeSettings(
  replica: Replica,
  patches: readonly Patch[],
  staff: StaffId | null,
  onProgress: (written: number) => void = () => {},
): Promise<Result<number, StorageFailure>> {
  for (let from = 0; from < patches.length; from += MAX_PATCHES) {
    const body = { patches: patches.slice(from, from + MAX_PATCHES) }
    const draft: Draft = { ...newDraft(replica, staff), kind: 'settings', body }
    const written = await replica.append(() => ({ drafts: [draft] }))
    if (!written.ok) return written
    onProgress(Math.min(from + MAX_PATCHES, patches.length))
    await replica.deps.idle()
  }
  return ok(patches.length)
}

export interface StockLine {
  readonly variant: VariantId
  readonly quantity: Thousandths
}

export interface CountedLine extends StockLine {
  readonly countedQuantity: Thousandths
}

const MAX_STOCK_LINES = 500

/** Goods that came in. */
export function receiveStock(replica: Replica, lines: readonly StockLine[], staff: StaffId | null) {
  return writeInSlices(replica, lines, (slice) => ({
    ...newDraft(replica, staff),
    kind: 'stock-received',
    body: { lines: slice },
  }))
}

/** A count: `quantity` is counted less expected, as this replica knew it. */
export function countStock(replica: Replica, lines: readonly CountedLine[], staff: StaffId | null) {
  return writeInSlices(replica, lines, (slice) => ({
    ...newDraft(replica, staff),
    kind: 'stock-counted',
    body: { lines: slice },
  }))
}

async function writeInSlices<Line>(
  replica: Replica,
  lines: readonly Line[],
  toDraft: (slice: Line[]) => Draft,
): Promise<Result<number, StorageFailure>> {
  for (let from = 0; from < lines.length; from += MAX_STOCK_LINES) {
    const draft = toDraft(lines.slice(from, from + MAX_STOCK_LINES))
    const written = await replica.append(() => ({ drafts: [draft] }))
    if (!written.ok) return written
    await replica.deps.idle()
  }
  return ok(lines.length)
}

/** A sale with its lines, read from the journal or the feed; null when this device does not hold the entry. */
export async function readSale(replica: Replica, id: SaleId): Promise<RecordedSale | null> {
  const record = replica.store.getState().sales.get(id)
  if (!record) return null
  const { journal, views } = replica.deps
  const row =
    record.device === replica.identity.device
      ? await journal.entries.get(record.seq)
      : await views.feed.get([record.device, record.seq])
  const parsed = row?.bytes ? parseEntry(row.bytes) : null
  if (!parsed?.ok || !parsed.value.known || parsed.value.entry.kind !== 'sale') return null
  const { entry } = parsed.value
  return { sale: entry.body, entry: entry.id, at: entry.at }
}

/** Where this till stands: how many sales it has numbered, and its open shift. */
export async function tillHead(replica: Replica): Promise<Pick<HeadRow, 'receipts' | 'shift'>> {
  const { receipts, shift } = (await readMeta(replica.deps.journal, 'head')) ?? START_HEAD_ROW
  return { receipts, shift }
}
