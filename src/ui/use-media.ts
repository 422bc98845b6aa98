import { useCallback, useSyncExternalStore } from 'react'

/** Whether a media query holds, following its changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}

/** A phone held upright: the cart is a bar, the rail lies below. */
export const useNarrow = (): boolean => useMedia('(max-width: 43.6875rem)')
