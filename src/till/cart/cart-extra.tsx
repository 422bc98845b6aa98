import { Suspense } from 'react'
import { later } from '../../ui/later.tsx'
import type { CartExtrasProps } from './cart-extras.tsx'

/** Behind the first paint: most carts have none of it. */
export const CartExtras = later(async () => (await import('./cart-extras.tsx')).CartExtras)

/** What pricing and people add to the plain lines, in its place; nothing until its code is here. */
export const CartExtra = (props: CartExtrasProps) => (
  <Suspense fallback={null}>
    <CartExtras {...props} />
  </Suspense>
)
