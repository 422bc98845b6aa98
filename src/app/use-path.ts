/** The address's path, and links that change it without loading the page. Three surfaces need no router. */
import { useSyncExternalStore } from 'react'

/** Goes to a path of this app. */
export function navigate(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', path)
  else history.replaceState(null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
}

function subscribe(onChange: () => void): () => void {
  addEventListener('popstate', onChange)
  return () => removeEventListener('popstate', onChange)
}

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname)

/** Takes plain clicks on links to this app's own surfaces; every other click stays the browser's. */
export function followLinksInPlace(): void {
  addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download')) return
    if (!/^\/(till|office)(\/|$)/.test(link.pathname)) return
    event.preventDefault()
    navigate(link.pathname + link.search)
  })
}
