/** ThumbHash → a tiny picture. Loaded after the first paint. */
import { thumbHashToDataURL } from 'thumbhash'

/** A data URL of some hundred bytes; an empty one for a hash that cannot be read. */
export function thumbUrl(base64: string): string {
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)))
  } catch {
    return 'data:,'
  }
}
