/** The search with its engine: not needed for the first paint, fetched at the first focus or in idle time. */
let pending: Promise<typeof import('./search.ts')> | null = null

export function loadSearch(): Promise<typeof import('./search.ts')> {
  pending ??= import('./search.ts')
  pending.catch(() => {
    pending = null
  })
  return pending
}
