/** Cuts a plan into bodies of journal entries, each small enough to be one. */
import type { Bodies } from '../journal/kinds.ts'
import { MAX_PATCHES, type Patch } from '../journal/settings.ts'
import type { CountedLine, ImportPlan, ReceivedLine } from './plan.ts'

/** Well below the largest entry (256 KB): its envelope and a later field must fit too. */
const MAX_BODY_BYTES = 180_000
const MAX_STOCK_LINES = 500

/** The body of one entry that an import writes. */
export type ImportBody =
  | { readonly kind: 'settings'; readonly body: Bodies['settings'] }
  | { readonly kind: 'stock-received'; readonly body: Bodies['stock-received'] }
  | { readonly kind: 'stock-counted'; readonly body: Bodies['stock-counted'] }

/** Settings first, then stock: whoever reads half of an import sees products, and no stock of unknown ones. */
export function chunkPlan(
  plan: Pick<ImportPlan, 'patches' | 'stockReceived' | 'stockCounted'>,
): readonly ImportBody[] {
  return [
    ...cutPatches(plan.patches).map((patches) => ({ kind: 'settings' as const, body: { patches } })),
    ...cut<ReceivedLine>(plan.stockReceived).map((lines) => ({
      kind: 'stock-received' as const,
      body: { lines },
    })),
    ...cut<CountedLine>(plan.stockCounted).map((lines) => ({
      kind: 'stock-counted' as const,
      body: { lines },
    })),
  ]
}

function cut<Line>(lines: readonly Line[]): Line[][] {
  const count = Math.ceil(lines.length / MAX_STOCK_LINES)
  return Array.from({ length: count }, (_, index) =>
    lines.slice(index * MAX_STOCK_LINES, (index + 1) * MAX_STOCK_LINES),
  )
}

/** A product and its variants stay in one body wherever they fit, so that no screen shows half of one. */
function cutPatches(patches: readonly Patch[]): readonly Patch[][] {
  const bodies: Family[] = []
  for (const family of familiesOf(patches)) {
    const body = bodies.at(-1)
    if (body && fits(body, family)) take(body, family)
    else bodies.push({ patches: [...family.patches], bytes: family.bytes })
  }
  return bodies.map((body) => body.patches)
}

interface Family {
  readonly patches: Patch[]
  bytes: number
}

const fits = (body: Family, more: Family) =>
  body.patches.length + more.patches.length <= MAX_PATCHES && body.bytes + more.bytes <= MAX_BODY_BYTES

function take(body: Family, more: Family): void {
  body.patches.push(...more.patches)
  body.bytes += more.bytes
}

/** A product's patch with the variants' patches after it; cut where a family alone is too large for a body. */
function familiesOf(patches: readonly Patch[]): readonly Family[] {
  const families: Family[] = []
  for (const patch of patches) {
    const single = { patches: [patch], bytes: utf8Length(JSON.stringify(patch)) + 1 }
    const family = families.at(-1)
    if (patch.record === 'variant' && family && fits(family, single)) take(family, single)
    else families.push(single)
  }
  return families
}

function utf8Length(text: string): number {
  let bytes = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : 3
  }
  return bytes
}
