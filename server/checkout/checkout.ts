/**
 * Payments by Stripe Checkout (rules M70 to M79): a till asks for a session and shows its address; Stripe tells the
 * endpoint what came of it, or is asked. What comes of it is an entry (`report-payment.ts`).
 */
import type { LocationId, Millis, TenderId } from '../../core/domain/ids.ts'
import type { PaymentRecord, State } from '../../core/journal/state.ts'
import type { CheckoutAnswer, CheckoutOffer, CheckoutRequest } from '../../core/protocol/checkout.ts'
import type { Failure } from '../../core/protocol/failure.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { LocationView, LocationViews } from '../location-views.ts'
import type { Log } from '../log.ts'
import { failure } from '../refusal.ts'
import type { CheckoutRecord, Storage } from '../storage/storage.ts'
import { reportPayment } from './report-payment.ts'
import { DIFFERS, type StripeCheckout } from './stripe.ts'
import { toStripe } from './stripe-amount.ts'
import type { PaymentReport, ReadSession } from './stripe-session.ts'

export interface CheckoutDeps {
  readonly storage: Pick<
    Storage,
    'appendNotes' | 'beginCheckout' | 'keepCheckoutSession' | 'findCheckout' | 'findLocation'
  >
  readonly views: Pick<LocationViews, 'read' | 'follow'>
  readonly now: () => Millis
  readonly log: Pick<Log, 'warn'>
  /** Null where no key is set. */
  readonly stripe?: StripeCheckout | null
}

/** The same with a provider. */
export type OpenDeps = CheckoutDeps & { readonly stripe: StripeCheckout }

type Outcome = Promise<Result<CheckoutAnswer, Failure>>

/** Whether this endpoint takes such payments. */
export const checkoutOffer = ({ stripe }: CheckoutDeps): CheckoutOffer => ({
  setUp: Boolean(stripe),
  test: stripe?.test ?? false,
})

/** The deps with their provider, or the refusal that a caller meets without one. */
export const openDeps = (deps: CheckoutDeps): Result<OpenDeps, Failure> =>
  deps.stripe ? ok({ ...deps, stripe: deps.stripe }) : err(NOT_SET_UP)

const NOT_SET_UP = failure(
  'checkout-not-set-up',
  'This endpoint takes no payments by Stripe. Whoever runs it can set it up. Take the payment in another way.',
)

/** Asks for a tender's session. Asked again, it is the same one; for another payment it is refused. */
export async function requestCheckout(
  deps: OpenDeps,
  location: LocationId,
  request: CheckoutRequest,
): Outcome {
  const { state } = await deps.views.read(location)
  const stands = state.payments.get(request.tender)
  if (stands) return stands.sale === request.sale ? ok(answerOf(stands)) : err(DIFFERS)
  const amount = amountFor(state, location, request)
  if (!amount.ok) return err(failure('checkout-refused', amount.error))
  const asked = {
    ...request,
    description: printable(request.description),
    askedAt: deps.now(),
    session: null,
  }
  const begun = await deps.storage.beginCheckout(location, asked)
  if (!isSame(begun, request)) return err(DIFFERS)
  if (begun.session) return follow(deps, begun.session)
  const made = await makeSession(deps, location, { ...begun, amount: amount.value })
  return made.ok ? settle(deps, made.value) : made
}

/** How a tender stands: as the journal knows it, else as Stripe does. */
export async function checkoutStatus(deps: OpenDeps, location: LocationId, tender: TenderId): Outcome {
  const view = await deps.views.read(location)
  const stands = view.state.payments.get(tender)
  if (stands) return ok(answerOf(stands))
  const session = await sessionOf(deps, location, view, tender)
  return session.ok && session.value ? follow(deps, session.value) : ok(UNKNOWN)
}

/** Ends a tender's session, so that nobody pays it any more. Who was quicker has paid, and that is the answer. */
export async function cancelCheckout(deps: OpenDeps, location: LocationId, tender: TenderId): Outcome {
  const view = await deps.views.read(location)
  const stands = view.state.payments.get(tender)
  if (stands) return ok(answerOf(stands))
  const session = await sessionOf(deps, location, view, tender)
  if (!session.ok) return ok(UNKNOWN)
  if (!session.value) return cancelUnmade(deps, location, tender)
  const ended = await deps.stripe.expire(session.value.id)
  return ended.ok ? settle(deps, ended.value) : unknown(deps, session.value, ended.error)
}

/** Nobody has the address of a session that no answer told: there is nothing that could still be paid. */
async function cancelUnmade(deps: OpenDeps, location: LocationId, tender: TenderId): Outcome {
  const asked = await deps.storage.findCheckout(location, tender)
  if (!asked) return ok({ ...UNKNOWN, status: 'expired' })
  const { sale, amountMinor } = asked
  const report: PaymentReport = {
    tender,
    sale,
    provider: 'stripe',
    status: 'expired',
    amountMinor,
    reference: '',
  }
  return ok(answerOf(await reportPayment(deps, location, report)))
}

function amountFor(
  { settings }: State,
  location: LocationId,
  { amountMinor, currency }: CheckoutRequest,
): Result<number, string> {
  const own = settings.location.get(location)
  if (own?.currency === currency) return toStripe(amountMinor, currency)
  return err(
    own?.currency
      ? `This location sells in ${own.currency}, not in ${currency}. Take the payment in another way.`
      : 'The endpoint does not know the currency of this location yet. Let the till send what it has, then try again.',
  )
}

/** What a person reads on Stripe's page; it wants some text. */
const printable = (description: string) => description.replace(/\p{Cc}+/gu, ' ').trim() || 'Sale'

type Asked = Pick<CheckoutRecord, 'sale' | 'amountMinor' | 'currency'>

const isSame = (begun: Asked, { sale, amountMinor, currency }: Asked) =>
  begun.sale === sale && begun.amountMinor === amountMinor && begun.currency === currency

async function makeSession(
  deps: OpenDeps,
  location: LocationId,
  wanted: CheckoutRecord & { readonly amount: number },
): Promise<Result<ReadSession, Failure>> {
  const made = await deps.stripe.create({ ...wanted, location })
  // Stripe knows the tender, but not as it was asked for now: an endpoint that was restored asks for it anew.
  const isKnown = !made.ok && made.error.code === 'checkout-differs'
  const found = isKnown ? await search(deps, location, wanted.tender) : made
  if (!found.ok) return found
  if (!found.value || !isSame(wanted, found.value.owner)) return err(DIFFERS)
  await keep(deps, found.value)
  return ok(found.value)
}

const search = ({ stripe, now }: OpenDeps, location: LocationId, tender: TenderId) =>
  stripe.find({ location, tender, at: now() })

async function keep({ storage }: OpenDeps, { owner, id, url }: ReadSession): Promise<void> {
  if (url) await storage.keepCheckoutSession(owner.location, owner.tender, { id, url })
}

type KnownSession = NonNullable<CheckoutRecord['session']>

/** In the first epoch nothing can have been forgotten; after a restore Stripe is asked. */
async function sessionOf(
  deps: OpenDeps,
  location: LocationId,
  { epoch }: Pick<LocationView, 'epoch'>,
  tender: TenderId,
): Promise<Result<KnownSession | null, Failure>> {
  const asked = await deps.storage.findCheckout(location, tender)
  if (asked?.session || epoch <= 1) return ok(asked?.session ?? null)
  const found = await search(deps, location, tender)
  if (!found.ok || !found.value) return found.ok ? ok(null) : found
  const { owner, id, url } = found.value
  const session = url ? { id, url } : null
  await deps.storage.beginCheckout(location, { ...owner, description: '', askedAt: deps.now(), session })
  await keep(deps, found.value)
  return ok({ id, url: url ?? '' })
}

/** Reads a session at Stripe. One that cannot be read now is unknown, and may still be paid. */
async function follow(deps: OpenDeps, session: KnownSession): Outcome {
  const read = await deps.stripe.read(session.id)
  if (!read.ok) return unknown(deps, session, read.error)
  return settle(deps, read.value)
}

function unknown(
  { log }: OpenDeps,
  session: KnownSession,
  { code }: Failure,
): Result<CheckoutAnswer, Failure> {
  log.warn({ code }, 'a payment could not be asked about')
  return ok({ ...UNKNOWN, session: session.id, url: session.url || null })
}

/** Tells the journal what has become of a session, if anything has. */
async function settle(deps: OpenDeps, { owner, id, url, expiresAt, report }: ReadSession): Outcome {
  const place = { session: id, url, expiresAt }
  if (!report) return ok({ ...UNKNOWN, ...place, status: 'pending' })
  const stands = await reportPayment(deps, owner.location, report)
  return ok({ ...answerOf(stands), ...place })
}

const UNKNOWN: CheckoutAnswer = {
  status: 'unknown',
  session: null,
  url: null,
  expiresAt: null,
  amountMinor: null,
  reference: '',
}

const answerOf = ({ status, amountMinor, reference }: PaymentRecord): CheckoutAnswer => ({
  ...UNKNOWN,
  status,
  amountMinor: status === 'paid' || status === 'refunded' ? amountMinor : null,
  reference,
})
