import { useEffect, useState } from 'react'
import type { CheckoutOffer } from '../../../core/protocol/checkout.ts'
import { useApp, useSync } from '../../app/app-context.tsx'
import { checkoutOffer } from '../../sync/checkout-client.ts'
import { Badge } from '../../ui/badge.tsx'
import officeStyles from '../office.module.css'
import styles from './payments.module.css'

/** Whether customers can pay by Stripe's page on their own phones, and how that is set up. */
export function StripeCard() {
  const standing = useOffer()
  return (
    <section className={officeStyles.card} aria-labelledby="payments-stripe" data-testid="stripe-card">
      <h2 id="payments-stripe" className={officeStyles.cardTitle}>
        On the customer’s phone, by Stripe
      </h2>
      <Standing standing={standing} />
      <p className={officeStyles.quiet}>
        The till shows a code, the customer pays on Stripe’s own page, and the till hears of it. No card
        number ever passes through here. It needs the network.
      </p>
    </section>
  )
}

type OfferStanding = CheckoutOffer | 'asking' | 'cut-off'

function useOffer(): OfferStanding {
  const { endpoint } = useApp()
  const line = useSync((status) => status.state)
  const [standing, setStanding] = useState<OfferStanding>('asking')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed line is a reason to ask again.
  useEffect(() => {
    let wanted = true
    void endpoint
      .checkout()
      .then((checkout) => checkoutOffer({ checkout }))
      .then((offer) => wanted && setStanding(offer.ok ? offer.value : 'cut-off'))
    return () => {
      wanted = false
    }
  }, [endpoint, line])
  return standing
}

function Standing({ standing }: { readonly standing: OfferStanding }) {
  if (standing === 'asking') return <p role="status">Asking the endpoint …</p>
  if (standing === 'cut-off')
    return (
      <p role="status">
        The endpoint cannot be asked now. What it takes is not changed by that; this screen asks again when
        the line is back.
      </p>
    )
  if (!standing.setUp) return <Steps />
  return (
    <p role="status">
      <Badge tone={standing.test ? 'warn' : 'go'}>{standing.test ? 'Test' : 'On'}</Badge>{' '}
      {standing.test
        ? 'The endpoint has Stripe’s test keys: the whole way can be tried, and no money moves.'
        : 'The endpoint has Stripe’s keys: the tills offer it.'}
    </p>
  )
}

/** Keys are given to the endpoint's machine only: they stand in no browser and in no journal. */
const Steps = () => (
  <>
    <p role="status">
      <Badge>Not set up</Badge> The endpoint has no keys of Stripe, so no till offers it.
    </p>
    <ol className={styles.steps}>
      <li>
        In Stripe’s dashboard, make a restricted key that may write Checkout Sessions, and a webhook to{' '}
        <code>/api/stripe/webhook</code> of the endpoint’s public address, for <code>checkout.session.*</code>{' '}
        and <code>charge.refunded</code>.
      </li>
      <li>
        On the endpoint’s machine, set <code>STRIPE_SECRET_KEY</code> to the key,{' '}
        <code>STRIPE_WEBHOOK_SECRET</code> to the webhook’s signing secret, and <code>PUBLIC_URL</code> to
        that address.
      </li>
      <li>Start the endpoint again. Begin with test keys: this page then says so.</li>
    </ol>
  </>
)
