/** Asks the endpoint, one at a time, for the pictures whose addresses an import brought. */
import type { Product } from '../../core/domain/product.ts'
import type { Patch } from '../../core/journal/settings.ts'
import { writeSettings } from '../replica/deeds.ts'
import type { Replica } from '../replica/replica.ts'
import type { EndpointClient } from './endpoint-client.ts'

/** Written together, so that an import of many pictures does not recompute the catalogue for each. */
const BATCH = 20

/** Starts fetching whenever the catalogue changes. A picture that was refused is asked again at the next start. */
export function startPictureFetcher(replica: Replica, client: EndpointClient): void {
  const given = new Set<string>()
  let running = false
  const run = async () => {
    if (running) return
    running = true
    for (;;) {
      const missing = replica.store
        .getState()
        .products.filter((product) => isMissing(product, given))
        .slice(0, BATCH)
      if (missing.length === 0) break
      const patches = await fetchBatch(client, missing, given)
      if (patches.length > 0) await writeSettings(replica, patches, null)
      else if (missing.some((product) => isMissing(product, given))) break
    }
    running = false
  }
  replica.store.subscribe((now, before) => {
    if (now.products !== before.products) void run()
  })
  addEventListener('online', () => void run())
  void run()
}

const isMissing = (product: Product, given: ReadonlySet<string>) =>
  product.picture === null && product.pictureUrl !== null && !given.has(product.pictureUrl)

/** No answer at all ends the batch: the rest is asked when the line is back. */
async function fetchBatch(
  client: EndpointClient,
  products: readonly Product[],
  given: Set<string>,
): Promise<readonly Patch[]> {
  const patches: Patch[] = []
  for (const product of products) {
    const url = product.pictureUrl ?? ''
    const answer = await client.fetchPicture(url)
    if (!answer.ok && answer.error.kind === 'unreachable') break
    given.add(url)
    if (answer.ok) patches.push({ record: 'product', id: product.id, fields: { picture: answer.value } })
  }
  return patches
}
