import { createContext, use } from 'react'
import { useStore } from 'zustand'
import { assert } from '../../core/assert.ts'
import type { Minor } from '../../core/domain/money.ts'
import { useApp, useLocation } from '../app/app-context.tsx'
import { Money } from '../ui/money.tsx'
import type { OpenCart } from './cart/cart-store.ts'
import type { TillModel } from './till-model.ts'
import type { TillPlace } from './till-place.ts'

export const TillContext = createContext<TillModel | null>(null)

export function useTill(): TillModel {
  const till = use(TillContext)
  assert(till, 'useTill outside of the till')
  return till
}

/** Part of the open cart. Select small parts. */
export const useCart = <Slice,>(select: (open: OpenCart) => Slice): Slice => useStore(useTill().carts, select)

export const usePlace = <Slice,>(select: (place: TillPlace) => Slice): Slice =>
  useStore(useTill().place, select)

/** The location's currency and the browser's locale: how money is written here. */
export function useMoneyWriting() {
  const { currency } = useLocation()
  const { locale } = useApp()
  return { currency, locale }
}

/** An amount in the location's currency. */
export function Price(props: {
  readonly minor: Minor
  readonly className?: string | undefined
  readonly testId?: string
}) {
  return <Money {...useMoneyWriting()} {...props} />
}
