/**
 * A receipt inside an address: deflated, behind the `#`, so that it never reaches a server. What is in it is a packed
 * receipt, or the text of one in links that were made before receipts had languages.
 */
import { receiptOf } from '../../../core/domain/receipt.ts'
import { PACKED_MARK } from '../../../core/domain/receipt-packing.ts'
import { type UnpackedReceipt, unpackReceipt } from '../../../core/domain/receipt-unpacking.ts'

/** More than any code can carry; a link that grows beyond it was not made by a till. */
const MAX_UNPACKED_BYTES = 65_536

export type LinkedReceipt =
  | { readonly kind: 'text'; readonly text: string }
  | ({ readonly kind: 'sale' } & UnpackedReceipt)

/** The address of the small page that shows this receipt, as `packReceipt` has packed it. */
export async function receiptLink(origin: string, packed: string): Promise<string> {
  const deflated = await new Response(
    streamOf(new TextEncoder().encode(packed), new CompressionStream('deflate-raw')),
  ).arrayBuffer()
  return `${origin}/r#${toBase64Url(new Uint8Array(deflated))}`
}

/** The receipt in such an address; null for one that holds none, or one that makes no sense (rule M59). */
export async function receiptOfLink(fragment: string): Promise<LinkedReceipt | null> {
  try {
    const deflated = fromBase64Url(fragment.replace(/^#/, ''))
    if (deflated.length === 0) return null
    const bytes = await readBounded(streamOf(deflated, new DecompressionStream('deflate-raw')))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.startsWith(PACKED_MARK)) return { kind: 'text', text }
    const unpacked = unpackReceipt(text)
    if (!unpacked) return null
    // Writes it once: what cannot be written shows itself here and not on the customer's screen.
    receiptOf(unpacked.sale, unpacked.context)
    return { kind: 'sale', ...unpacked }
  } catch {
    return null
  }
}

const toBase64Url = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))

const streamOf = (bytes: Uint8Array<ArrayBuffer>, transform: GenericTransformStream) =>
  new Blob([bytes])
    .stream()
    .pipeThrough(transform as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>)

/** A few bytes can be told to become gigabytes: reading stops long before. */
async function readBounded(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const reader = stream.getReader()
  for (let total = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer())
    total += value.length
    if (total > MAX_UNPACKED_BYTES) {
      await reader.cancel()
      throw new Error('too long for a receipt')
    }
    chunks.push(value)
  }
}
