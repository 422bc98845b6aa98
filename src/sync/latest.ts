/**
 * Runs one at a time, and once more for all that was asked for meanwhile: what an earlier run has read never
 * overwrites what a later one has.
 */
export function latest(run: () => Promise<void>): () => void {
  let running = false
  let again = false
  const go = async () => {
    running = true
    do {
      again = false
      // What failed is tried again when it is next asked for.
      await run().catch(() => undefined)
    } while (again)
    running = false
  }
  return () => {
    again = true
    if (!running) void go()
  }
}
