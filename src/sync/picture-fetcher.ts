/** Asks the endpoint, one at a time, for the pictures whose addresses an import brought. */
import type { Product } from '../../core/domain/product.ts'
import type { Patch } from '../../core/journal/settings.ts'
import { writeSettings } from '../replica/deeds.ts'
import type { Replica } from '../replica/replica.ts'
import type { EndpointClient } from './endpoint-client.ts'
import type { SyncStatusStore } from './sync-status.ts'

/** Written together, so that an import of many pictures does not recompute the catalogue for each. */
const BATCH = 20

export interface PictureFetcherDeps {
  readonly replica: Replica
  readonly client: Pick<EndpointClient, 'fetchPicture'>
  readonly status: SyncStatusStore
  /** Addresses that gave no picture. */
  readonly refused: Pick<Set<string>, 'has'> & { readonly add: (url: string) => void }
}

/** Fetches while there is something to fetch; looks again when the catalogue changes or all is synced. */
export function startPictureFetcher(deps: PictureFetcherDeps): void {
  const { replica, status } = deps
  let running = false
  const run = async () => {
    if (running) return
    running = true
    while (await fetchBatch(deps)) {
      // Batch by batch, until nothing is missing or the endpoint cannot help now.
    }
    running = false
  }
  replica.store.subscribe((now, before) => {
    if (now.products !== before.products) void run()
  })
  status.subscribe((now, before) => {
    if (now.state === 'synced' && before.state !== 'synced') void run()
  })
  void run()
}

/** Asks for the next missing pictures and writes what came. Whether it is worth going on. */
async function fetchBatch({ replica, client, refused }: PictureFetcherDeps): Promise<boolean> {
  const isMissing = ({ picture, pictureUrl }: Product) =>
    picture === null && pictureUrl !== null && !refused.has(pictureUrl)
  const missing = replica.store.getState().products.filter(isMissing).slice(0, BATCH)
  const patches: Patch[] = []
  let helps = missing.length > 0
  for (const { id, pictureUrl } of missing) {
    const answer = await client.fetchPicture(pictureUrl ?? '')
    if (answer.ok) patches.push({ record: 'product', id, fields: { picture: answer.value } })
    else if (FINAL.has(answer.error.code)) refused.add(pictureUrl ?? '')
    else {
      helps = false
      break
    }
  }
  if (patches.length === 0) return helps
  return (await writeSettings(replica, patches, null)).ok && helps
}

/** What another try would not change; anything else (no answer, not registered yet, too many) is asked again. */
const FINAL: ReadonlySet<string> = new Set(['picture-refused', 'bad-request', 'too-large'])
