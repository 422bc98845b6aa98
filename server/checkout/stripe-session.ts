/** What Stripe's objects say of a payment, read by schema: an answer and a webhook are believed no further. */
import * as v from 'valibot'
import type { LocationId, Millis, SaleId, TenderId } from '../../core/domain/ids.ts'
import { type Minor, scaleRounded, toMinor } from '../../core/domain/money.ts'
import type { Bodies } from '../../core/journal/kinds.ts'
import { amountSchema, currencySchema, idSchema } from '../../core/journal/schema.ts'
import { fromStripe } from './stripe-amount.ts'

/** Whose payment a session is: what its metadata carry, also to an endpoint that has forgotten it. */
export interface PaymentOwner {
  readonly location: LocationId
  readonly tender: TenderId
  readonly sale: SaleId
  readonly amountMinor: Minor
  readonly currency: string
}

/** What the journal is told of a payment. */
export type PaymentReport = Bodies['payment-reported']

export interface ReadSession {
  readonly owner: PaymentOwner
  readonly id: string
  /** Null once nothing can be paid there. */
  readonly url: string | null
  readonly expiresAt: Millis
  /** What has become of it; null while it can be paid, or the money is on its way. */
  readonly report: PaymentReport | null
}

const KEYS = {
  location: 'barrow_location',
  tender: 'barrow_tender',
  sale: 'barrow_sale',
  amountMinor: 'barrow_amount_minor',
  currency: 'barrow_currency',
} as const

/** The metadata by which a payment is known again. */
export function metadataOf(owner: PaymentOwner): Record<string, string> {
  return {
    [KEYS.location]: owner.location,
    [KEYS.tender]: owner.tender,
    [KEYS.sale]: owner.sale,
    [KEYS.amountMinor]: String(owner.amountMinor),
    [KEYS.currency]: owner.currency,
  }
}

const ownerSchema = v.object({
  [KEYS.location]: idSchema<LocationId>(),
  [KEYS.tender]: idSchema<TenderId>(),
  [KEYS.sale]: idSchema<SaleId>(),
  [KEYS.amountMinor]: v.pipe(v.string(), v.regex(/^\d{1,13}$/), v.transform(Number), amountSchema),
  [KEYS.currency]: currencySchema,
})

/** Null for what somebody else sells by the same account. */
function readOwner(metadata: unknown): PaymentOwner | null {
  const read = v.safeParse(ownerSchema, metadata)
  if (!read.success) return null
  const { output } = read
  return {
    location: output[KEYS.location],
    tender: output[KEYS.tender],
    sale: output[KEYS.sale],
    amountMinor: output[KEYS.amountMinor],
    currency: output[KEYS.currency],
  }
}

const wholeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const codeSchema = v.pipe(v.string(), v.toUpperCase())

const chargeSchema = v.object({
  amount: wholeSchema,
  amount_refunded: wholeSchema,
  currency: codeSchema,
  metadata: v.unknown(),
  payment_intent: v.nullish(v.string()),
  id: v.string(),
})
type Charge = v.InferOutput<typeof chargeSchema>

const intentSchema = v.object({
  id: v.string(),
  status: v.string(),
  latest_charge: v.nullish(v.union([v.string(), v.omit(chargeSchema, ['metadata'])])),
})

const sessionSchema = v.object({
  id: v.string(),
  url: v.nullish(v.string(), null),
  status: v.nullish(v.string()),
  payment_status: v.string(),
  amount_total: v.nullish(wholeSchema),
  currency: v.nullish(codeSchema),
  expires_at: wholeSchema,
  metadata: v.unknown(),
  payment_intent: v.nullish(v.union([v.string(), intentSchema])),
})
type Session = v.InferOutput<typeof sessionSchema>

/** A Checkout session; null when it is none, or not ours. */
export function readSession(object: unknown): ReadSession | null {
  const read = v.safeParse(sessionSchema, object)
  const owner = read.success ? readOwner(read.output.metadata) : null
  if (!read.success || !owner) return null
  const session = read.output
  const report = reportOf(session, owner)
  const url = report === null && session.status === 'open' ? session.url : null
  return { owner, id: session.id, url, expiresAt: (session.expires_at * 1000) as Millis, report }
}

function reportOf(session: Session, owner: PaymentOwner): PaymentReport | null {
  const reference = referenceOf(session)
  if (session.payment_status !== 'unpaid') return paidOrRefunded(session, owner)
  if (session.status === 'expired') return { ...reportBase(owner, reference), status: 'expired' }
  if (session.status === 'complete' && hasFailed(session))
    return { ...reportBase(owner, reference), status: 'failed' }
  return null
}

function paidOrRefunded(session: Session, owner: PaymentOwner): PaymentReport {
  const reference = referenceOf(session)
  const refunded = refundOf(session, owner)
  if (refunded) return { ...reportBase(owner, reference), status: 'refunded', amountMinor: refunded }
  const { amount_total: total, currency } = session
  const amountMinor = total != null && currency ? fromStripe(total, currency) : owner.amountMinor
  return { ...reportBase(owner, reference), status: 'paid', amountMinor }
}

const reportBase = ({ tender, sale, amountMinor }: PaymentOwner, reference: string) =>
  ({ tender, sale, provider: 'stripe', amountMinor, reference: reference.slice(0, 100) }) as const

const intentOf = ({ payment_intent: intent }: Session) => (typeof intent === 'object' ? intent : null)

function referenceOf(session: Session): string {
  const { payment_intent: intent } = session
  return (typeof intent === 'string' ? intent : intent?.id) ?? session.id
}

/** A payment that is told later (a bank debit) goes back to its beginning when it fails. */
const hasFailed = (session: Session) =>
  /^(requires_payment_method|canceled)$/.test(intentOf(session)?.status ?? '')

function refundOf(session: Session, owner: PaymentOwner): Minor | null {
  const charge = intentOf(session)?.latest_charge
  return charge && typeof charge === 'object' ? refundedOf(charge, owner) : null
}

/** What has been given back so far; a charge in another currency is told as its share of ours. */
function refundedOf(charge: Omit<Charge, 'metadata'>, owner: PaymentOwner): Minor | null {
  if (charge.amount_refunded === 0) return null
  if (charge.currency === owner.currency) return fromStripe(charge.amount_refunded, charge.currency)
  return toMinor(scaleRounded(owner.amountMinor, charge.amount_refunded, Math.max(1, charge.amount)))
}

/** What a webhook comes to: whose payment it is, and what the journal is to be told. */
export interface WebhookReport {
  readonly location: LocationId
  readonly report: PaymentReport
}

/** Null for what changes nothing here: other events, other people's sessions, money that is still on its way. */
export function readWebhook({ type, object }: { readonly type: string; readonly object: unknown }) {
  if (type === 'charge.refunded') return readRefund(object)
  if (!SESSION_EVENTS.has(type)) return null
  const session = readSession(object)
  if (!session) return null
  const { owner, report } = session
  if (type === 'checkout.session.async_payment_failed')
    return reported(owner, { ...reportBase(owner, report?.reference ?? session.id), status: 'failed' })
  return report && reported(owner, report)
}

const SESSION_EVENTS = new Set(
  ['completed', 'async_payment_succeeded', 'async_payment_failed', 'expired'].map(
    (name) => `checkout.session.${name}`,
  ),
)

function readRefund(object: unknown): WebhookReport | null {
  const read = v.safeParse(chargeSchema, object)
  const owner = read.success ? readOwner(read.output.metadata) : null
  if (!read.success || !owner) return null
  const { payment_intent: intent, id } = read.output
  const amountMinor = refundedOf(read.output, owner)
  if (!amountMinor) return null
  return reported(owner, { ...reportBase(owner, intent ?? id), status: 'refunded', amountMinor })
}

const reported = ({ location }: PaymentOwner, report: PaymentReport): WebhookReport => ({ location, report })
