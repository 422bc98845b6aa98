/** One tab leads: it syncs, mirrors and saves snapshots. When it dies, the browser gives the lock to another. */

/** Calls `lead` once this tab holds the lock, for as long as the tab lives. Without Web Locks every tab leads. */
export function whenLeading(lead: () => void, name = 'barrow-leader'): void {
  if (!navigator.locks) {
    lead()
    return
  }
  void navigator.locks.request(name, () => {
    lead()
    return new Promise<never>(() => {})
  })
}
