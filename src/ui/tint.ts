/** A colour of its own for everything without a picture: a stable hash of its name. */
const HUES = [80, 40, 155, 262, 60, 28, 310, 250, 88, 20, 135, 12, 345, 205] as const

/** FNV-1a, 32 bits: stable over builds and devices. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** The hue (degrees in OKLCH) and strength of a name's tint, for `--hue` and `--strength`. */
export function tintOf(name: string): { readonly hue: number; readonly strength: number } {
  const hash = hashOf(name)
  const hue = HUES[hash % HUES.length] ?? 80
  return { hue, strength: 0.55 + ((hash >>> 8) % 4) * 0.2 }
}
