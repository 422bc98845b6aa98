/** What a customer can pay by a code on the screen, here and in this currency. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { PayeeRecord } from '../../../core/domain/account.ts'
import { schemesFor } from '../../../core/payment-codes/schemes.ts'
import type { CheckoutOffer } from '../../../core/protocol/checkout.ts'
import { type App, useApp, useLocation, useViews } from '../../app/app-context.tsx'
import { checkoutOffer } from '../../sync/checkout-client.ts'

export type QrMeans =
  | { readonly kind: 'transfer'; readonly label: string; readonly payee: PayeeRecord }
  /** By a provider's page; `test`: no money moves. */
  | { readonly kind: 'online'; readonly label: string; readonly test: boolean }

/** What the endpoint said last: a till that is cut off still shows what it may ask for. */
const offerStore = createStore<CheckoutOffer>(() => ({ setUp: false, test: false }))

export function useQrMeans(): readonly QrMeans[] {
  const app = useApp()
  const { currency } = useLocation()
  const payees = useViews((views) => views.payees)
  const { setUp, test } = useStore(offerStore)
  useEffect(() => {
    // Whoever cannot be asked offers nothing new.
    askOffer(app).catch(() => undefined)
  }, [app])
  const transfers = schemesFor(currency).flatMap(({ scheme, label }) => {
    const payee = payees.find((one) => one.scheme === scheme)
    return payee ? [{ kind: 'transfer', label, payee } as const] : []
  })
  const label = test ? 'On the phone (test)' : 'On the phone'
  return setUp ? [...transfers, { kind: 'online', label, test }] : transfers
}

async function askOffer({ endpoint }: App): Promise<void> {
  const offer = await endpoint.checkout().then((checkout) => checkoutOffer({ checkout }))
  if (offer.ok) offerStore.setState(offer.value)
}
