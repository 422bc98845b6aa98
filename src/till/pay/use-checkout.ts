import { useEffect, useEffectEvent, useState } from 'react'
import type { TenderId } from '../../../core/domain/ids.ts'
import type { CheckoutAnswer } from '../../../core/protocol/checkout.ts'
import type { Result } from '../../../core/result.ts'
import { useApp, useLocation, useViews } from '../../app/app-context.tsx'
import {
  type CheckoutProblem,
  cancelCheckout,
  checkoutStatus,
  requestCheckout,
} from '../../sync/checkout-client.ts'
import { isNews } from './leave-open.ts'
import type { OnlinePaid } from './online-paid.ts'
import type { Part } from './parts.ts'
import { usePay } from './pay-context.ts'

const POLL_MS = 3000

export interface Checkout {
  readonly answer: CheckoutAnswer | null
  readonly problem: CheckoutProblem | null
  readonly askAgain: () => void
  /** Ends it at the provider; the customer may have been quicker. */
  readonly cancel: () => Promise<Result<CheckoutAnswer, CheckoutProblem>>
}

/**
 * A payment on the customer's phone, from its address to its end: asked for once, then asked after until it is paid,
 * by the endpoint's answers and by what its journal tells. `onPaid` hears the provider's name of it and what was paid.
 */
export function useCheckout(tender: TenderId, part: Part, onPaid: (paid: OnlinePaid) => void): Checkout {
  const { endpoint, replica } = useApp()
  const { currency, name } = useLocation()
  const { priced } = usePay()
  const [answer, setAnswer] = useState<CheckoutAnswer | null>(null)
  const [problem, setProblem] = useState<CheckoutProblem | null>(null)
  const [asked, setAsked] = useState(0)
  const version = useViews((views) => views.salesVersion)
  const paid = useEffectEvent(onPaid)
  const hear = (heard: Result<CheckoutAnswer, CheckoutProblem>) => {
    setProblem(heard.ok ? null : heard.error)
    // A later answer without the address does not take the code off the screen.
    if (heard.ok) setAnswer((before) => ({ ...heard.value, url: heard.value.url ?? before?.url ?? null }))
    if (heard.ok && heard.value.status === 'paid') onPaid(heard.value)
    return heard
  }
  const onHeard = useEffectEvent(hear)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` asks again.
  useEffect(() => {
    let wanted = true
    void (async () => {
      const checkout = await endpoint.checkout()
      const { amountMinor } = part
      const asking = { tender, sale: priced.cart.id, amountMinor, currency, description: name }
      const requested = await requestCheckout({ checkout }, asking)
      if (wanted) onHeard(requested)
    })()
    const timer = setInterval(async () => {
      const status = await checkoutStatus({ checkout: await endpoint.checkout() }, tender)
      if (wanted && isNews(status)) onHeard(status)
    }, POLL_MS)
    return () => {
      wanted = false
      clearInterval(timer)
    }
  }, [endpoint, tender, asked])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version tells that the journal has more to say.
  useEffect(() => {
    let wanted = true
    void replica
      .readState(({ payments }) => payments.get(tender) ?? null)
      .then((told) => wanted && told?.status === 'paid' && paid(told))
    return () => {
      wanted = false
    }
  }, [replica, tender, version])
  return {
    answer,
    problem,
    askAgain: () => setAsked((times) => times + 1),
    cancel: async () => hear(await cancelCheckout({ checkout: await endpoint.checkout() }, tender)),
  }
}
