/**
 * Settling decisions. What an answer does (a count, a void, a price) and the entry `decision-made` are written in
 * one append: a decision is never settled without its effect, nor the other way round.
 */
import type { ProductId, SaleId, StaffId, VariantId } from '../../core/domain/ids.ts'
import type { Thousandths } from '../../core/domain/money.ts'
import { type LineItem, receiptNumber, type Sale } from '../../core/domain/sale.ts'
import type { Decision } from '../../core/journal/decision.ts'
import { type DecisionAction, soldPrice } from '../../core/journal/decision-words.ts'
import type { Draft, Entry } from '../../core/journal/entry.ts'
import type { Patch } from '../../core/journal/settings.ts'
import { type VoidObstacle, voidObstacle } from '../../core/journal/void-obstacle.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Deed, Held, Reads } from './append.ts'
import { type FetchEntry, readEntry } from './entries.ts'
import type { HeadRow } from './journal-database.ts'
import { type NewDraft, newDraft } from './new-draft.ts'
import type { StorageFailure } from './reopen.ts'
import type { Replica } from './replica.ts'
import { voidCheck } from './void-sale.ts'

/**
 * `gone`: what the answer needs (an entry, or its sale) is neither here nor to be had from the endpoint now. Or its sale
 * is not to be voided, as on a till (rules S38, S41).
 */
export type SettleFailure = StorageFailure | VoidObstacle | { readonly kind: 'gone' }

/** What a person answered. */
export interface Answer {
  readonly decision: Decision
  readonly action: DecisionAction
  /** What was counted, for the action `count`. */
  readonly counted?: Thousandths
  readonly note?: string
  /** Where an entry comes from that this device does not hold itself. */
  readonly fetchEntry?: FetchEntry
}

/** Settles one decision; resolves when its entries are durable here. */
export async function settleDecision(
  replica: Replica,
  answer: Answer,
  staff: StaffId | null,
): Promise<Result<null, SettleFailure>> {
  // Pressed twice, or settled elsewhere meanwhile: an answer's effect is written once.
  const { key } = answer.decision
  if (await replica.readState(({ settlements }) => settlements.has(key))) return ok(null)
  const effect = await planEffect(replica, answer)
  if (!effect) return err({ kind: 'gone' })
  const settled = settlement(answer, newDraft(replica, staff))
  const part = effect.plan(newDraft(replica, staff))
  const told: { obstacle: VoidObstacle | null } = { obstacle: null }
  const written = await replica.append((head, held) => {
    told.obstacle = effect.check?.obstacle(held) ?? null
    if (told.obstacle) return { drafts: [] }
    const { drafts, ...rest } = part(head)
    return { drafts: [...drafts, { ...settled, shift: head.shift }], ...rest }
  }, effect.check?.reads)
  if (!written.ok) return written
  return told.obstacle ? err(told.obstacle) : ok(null)
}

/** So many settlements are one append: some milliseconds, and one push's worth. */
const SLICE = 200

/** Settles many decisions by one answer that has no effect besides. Gives how many were settled. */
export async function settleAll(
  replica: Replica,
  decisions: readonly Decision[],
  action: 'seen' | 'accept',
  staff: StaffId | null,
): Promise<Result<number, StorageFailure>> {
  for (let from = 0; from < decisions.length; from += SLICE) {
    const drafts = decisions
      .slice(from, from + SLICE)
      .map((decision) => settlement({ decision, action }, newDraft(replica, staff)))
    const written = await replica.append(() => ({ drafts }))
    if (!written.ok) return written
    await replica.deps.idle()
  }
  return ok(decisions.length)
}

const settlement = ({ decision, action, note = '' }: Answer, draft: NewDraft): Draft => ({
  ...draft,
  kind: 'decision-made',
  body: { decision: decision.key, kind: decision.kind, action, note },
})

interface Effect {
  /** The entries of an answer's effect, once the journal's head is known. */
  readonly plan: (draft: NewDraft) => (head: HeadRow) => Deed
  /** Looked at in the transaction: with an obstacle nothing is written, and the decision stays open. */
  readonly check?: { readonly reads: Reads; readonly obstacle: (held: Held) => VoidObstacle | null }
}

const NO_EFFECT: Effect = { plan: () => () => ({ drafts: [] }) }

/** What the answer does besides settling; null when this device lacks what it needs. */
async function planEffect(replica: Replica, answer: Answer): Promise<Effect | null> {
  const { decision, action } = answer
  switch (action) {
    case 'seen':
    case 'accept':
      return NO_EFFECT
    case 'count':
      return answer.counted === undefined ? null : countEffect(replica, decision, answer.counted)
    case 'set-to-nought':
      return countEffect(replica, decision, 0 as Thousandths)
    case 'void-sale':
      return voidEffect(replica, decision)
    case 'take-price':
      return priceEffect(decision)
    case 'add-product':
      return productEffect(replica, answer)
    case 'count-second':
      return saleEffect(replica, answer)
  }
}

/** A count is the difference to what this replica expects (rule K2). */
async function countEffect(
  replica: Replica,
  { variant }: Decision,
  countedQuantity: Thousandths,
): Promise<Effect | null> {
  if (variant === null) return null
  const expected = await replica.readState(({ stock }) => stock.get(variant) ?? 0)
  const lines = [{ variant, countedQuantity, quantity: (countedQuantity - expected) as Thousandths }]
  return {
    plan: (draft) => (head) => ({
      drafts: [{ ...draft, shift: head.shift, kind: 'stock-counted', body: { lines } }],
    }),
  }
}

async function voidEffect(replica: Replica, decision: Decision): Promise<Effect | null> {
  const sale = await replica.readState(({ sales }) =>
    [...sales.values()].find(({ entry }) => entry === decision.entry),
  )
  if (!sale) return null
  const body = { sale: sale.id, reason: 'Voided in the office to settle a decision' }
  const { reads, stateNow } = await voidCheck(replica, sale.id)
  return {
    plan: (draft) => (head) => ({ drafts: [{ ...draft, shift: head.shift, kind: 'void', body }] }),
    check: { reads, obstacle: (held) => voidObstacle(stateNow(held), sale.id) },
  }
}

const settingsEffect = (patches: Patch[]): Effect => ({
  plan: (draft) => () => ({ drafts: [{ ...draft, kind: 'settings', body: { patches } }] }),
})

function priceEffect(decision: Decision): Effect | null {
  const { variant } = decision
  const priceMinor = soldPrice(decision)
  if (variant === null || priceMinor === null) return null
  return settingsEffect([{ record: 'variant', id: variant, fields: { priceMinor } }])
}

async function productEffect(replica: Replica, { decision, fetchEntry }: Answer): Promise<Effect | null> {
  const { variant } = decision
  const sale = saleOf(await readEntry(replica, decision, fetchEntry))
  const line = sale?.lines.find((one) => one.variant === variant)
  if (!line || variant === null) return null
  const product = line.product ?? (replica.deps.newId() as ProductId)
  const known = await replica.readState(({ settings }) => settings.product.has(product))
  return settingsEffect([
    ...(known ? [] : [newProduct(product, line)]),
    newVariant({ product, variant, line }),
  ])
}

function newProduct(id: ProductId, { name, variantName, taxRate }: LineItem): Patch {
  const fields = { name, taxRate: taxRate.id, optionNames: variantName === '' ? [] : ['Variant'] }
  return { record: 'product', id, fields }
}

/** Not counted: nobody knows how many there are. */
function newVariant(of: { product: ProductId; variant: VariantId; line: LineItem }): Patch {
  const { variantName, sku, listMinor, unitMinor } = of.line
  const options = variantName === '' ? [] : [variantName.slice(0, 200)]
  const fields = { product: of.product, options, sku, priceMinor: listMinor ?? unitMinor, tracked: false }
  return { record: 'variant', id: of.variant, fields }
}

/** The second of two sales with one id is written anew, as a sale of this device with a number of its own. */
async function saleEffect(replica: Replica, { decision, fetchEntry }: Answer): Promise<Effect | null> {
  const second = saleOf(await readEntry(replica, decision, fetchEntry))
  if (!second) return null
  // The first one has used the leases; whoever allowed an override did so once.
  const { leases: _, overrides: __, ...facts } = second
  // The same on every device that answers so: two managers who do write one sale, not two.
  const id = `${(decision.entry ?? replica.deps.newId()).slice(0, 90)}-second` as SaleId
  const plan: Effect['plan'] = (draft) => (head) => {
    const receipts = head.receipts + 1
    const body: Sale = { ...facts, id, receipt: receiptNumber(replica.identity.letter, receipts) }
    return { drafts: [{ ...draft, shift: head.shift, kind: 'sale', body }], counters: { receipts } }
  }
  return { plan }
}

const saleOf = (entry: Entry | null): Sale | null => (entry?.kind === 'sale' ? entry.body : null)
