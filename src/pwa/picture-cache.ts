/** Brings every picture of the catalogue onto the device ahead of need, and lets go of those no longer used. */
import type { Product } from '../../core/domain/product.ts'
import { pictureUrl } from '../../core/protocol/picture-url.ts'
import { PICTURE_CACHE } from './picture-cache-name.ts'

/** Fetches what is missing, a few at a time. Failures are left for the next call. */
export async function cachePictures(products: readonly Product[]): Promise<void> {
  if (typeof caches === 'undefined') return
  const cache = await caches.open(PICTURE_CACHE)
  const wanted = new Set(products.flatMap(({ picture }) => (picture ? [pictureUrl(picture.hash, 320)] : [])))
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname))
  for (const path of kept) if (!isWanted(path, wanted)) await cache.delete(path)
  for (const path of wanted) {
    if (!kept.has(path)) await cache.add(path).catch(() => undefined)
  }
}

/** Another width of a wanted picture may stay. */
const isWanted = (path: string, wanted: ReadonlySet<string>) =>
  wanted.has(path.replace(/-\d+\.(webp|avif)$/, '-320.webp'))
