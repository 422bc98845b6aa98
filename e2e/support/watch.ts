/** Hears what must never happen in any test: errors nobody caught, CSP violations, requests to another origin. */
import { type BrowserContext, expect, type Request } from '@playwright/test'

export interface Watch {
  readonly problems: readonly string[]
}

/** `allowed`: the origins that the app may speak to. */
export function watch(context: BrowserContext, allowed: () => readonly string[]): Watch {
  const problems: string[] = []
  context.on('weberror', (event) => problems.push(`uncaught: ${event.error()}`))
  context.on('console', (message) => {
    if (/content.security.policy/i.test(message.text())) problems.push(message.text())
  })
  context.on('request', (request) => {
    const url = new URL(request.url())
    // A navigation is the test's own; what the page then asks for is the app's.
    if (!/^https?:$/.test(url.protocol) || isNavigation(request) || allowed().includes(url.origin)) return
    problems.push(`cross-origin: ${request.method()} ${request.url()}`)
  })
  return { problems }
}

/** A service worker's requests have no frame to navigate. */
const isNavigation = (request: Request) => !request.serviceWorker() && request.isNavigationRequest()

export const expectQuiet = ({ problems }: Watch): void => expect(problems).toEqual([])
