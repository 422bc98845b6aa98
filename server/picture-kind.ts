/** What kind of picture bytes are, by their first ones: a decoder is only asked for what it is meant for. */

export type PictureKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'heif'

/** The kind, or null for everything else (SVG, PDF, TIFF, programs …). */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  const head = Buffer.from(bytes.subarray(0, 32)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp'
  if (head.slice(4, 8) === 'ftyp') return isoKind(head.slice(8))
  return null
}

/** ISO media files name their brands: AVIF and HEIC look alike up to there. */
function isoKind(brands: string): PictureKind | null {
  if (/avif|avis/.test(brands)) return 'avif'
  return /heic|heix|mif1|msf1/.test(brands) ? 'heif' : null
}
