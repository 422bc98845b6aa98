/** Which carts living tabs of this device hold: a payment that is under way in one of them is no question here. */
export async function cartsElsewhere(own: string): Promise<ReadonlySet<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  const names = held.flatMap(({ name = '' }) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []))
  return new Set(names.filter((cart) => cart !== own))
}

/** As in `holdCart`. */
const PREFIX = 'barrow-cart-'
