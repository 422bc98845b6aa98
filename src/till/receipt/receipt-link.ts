/** A receipt inside an address: its text, deflated, behind the `#`, so that it never reaches a server. */
const toBase64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: GenericTransformStream,
): Promise<Uint8Array> {
  const stream = new Blob([bytes])
    .stream()
    .pipeThrough(transform as ReadableWritablePair<Uint8Array, Uint8Array<ArrayBuffer>>)
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** The address of the small page that shows this text. */
export async function receiptLink(origin: string, text: string): Promise<string> {
  const packed = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'))
  return `${origin}/r#${toBase64Url(packed)}`
}

/** The text of such an address; null for one that holds none. */
export async function textOfLink(fragment: string): Promise<string | null> {
  try {
    const packed = fromBase64Url(fragment.replace(/^#/, ''))
    if (packed.length === 0) return null
    return new TextDecoder('utf-8', { fatal: true }).decode(
      await through(packed, new DecompressionStream('deflate-raw')),
    )
  } catch {
    return null
  }
}
